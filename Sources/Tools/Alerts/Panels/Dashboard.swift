/// The panels that belong together on a page, as Wazuh 4.14 has them.
package struct Dashboard: Sendable, Equatable {
  package var id: String
  package var title: String
  /// Which documents it is about, as a query.
  package var filter: String
  package var panels: [Panel]
  /// The columns of its table of events.
  package var columns: [String]

  /// All of them.
  package static let all: [Dashboard] = [hunt, huntAgent, docker, dockerAgent]

  /// Threat hunting.
  package static let hunt = Dashboard(
    id: "hunt", title: "Threat hunting", filter: "",
    panels: numbers + [
      Panel("levels", "Top 10 alert level evolution", .area, "rule.level", size: 10, at: (28, 13)),
      Panel("techniques", "Top 10 MITRE ATT&CKS", .pie, "rule.mitre.technique", size: 10, at: (20, 13)),
      Panel("agents", "Top 5 agents", .pie, "agent.name", at: (15, 12)),
      Panel("agents-evolution", "Alerts evolution - Top 5 agents", .histogram, "agent.name", at: (33, 12)),
    ], columns: events)

  /// Threat hunting, of one agent.
  package static let huntAgent = Dashboard(
    id: "hunt-agent", title: "Threat hunting", filter: "",
    panels: numbers + [
      Panel("groups-evolution", "Top 10 Alert groups evolution", .area, "rule.groups", size: 10, at: (24, 13)),
      Panel("levels", "Alerts", .area, "rule.level", size: 10, at: (24, 13)),
      Panel("rules", "Top 5 alerts", .pie, "rule.description", at: (16, 12)),
      Panel("groups", "Top 5 rule groups", .pie, "rule.groups", at: (16, 12)),
      Panel("pci", "Top 5 PCI DSS Requirements", .pie, "rule.pci_dss", at: (16, 12)),
    ], columns: events)

  /// Docker.
  package static let docker = Dashboard(
    id: "docker", title: "Docker", filter: dockerFilter,
    panels: [
      Panel("images", "Top 5 images", .pie, image, at: (16, 10)),
      Panel("actions", "Top 5 events", .pie, "data.docker.Action", at: (16, 10)),
      Panel("types-evolution", "Events by source over time", .histogram, "data.docker.Type", at: (16, 10)),
      Panel("actions-evolution", "Events occurred evolution", .area, "data.docker.Action", size: 10, at: (48, 10)),
    ], columns: dockerEvents)

  /// Docker, of one agent.
  package static let dockerAgent = Dashboard(
    id: "docker-agent", title: "Docker", filter: dockerFilter,
    panels: [
      Panel("images", "Top 5 images", .pie, image, at: (12, 10)),
      Panel("actions", "Top 5 events", .pie, "data.docker.Action", at: (12, 10)),
      Panel("types-evolution", "Resources usage over time", .histogram, "data.docker.Type", at: (24, 10)),
      Panel("actions-evolution", "Events occurred evolution", .area, "data.docker.Action", size: 10, at: (48, 10)),
    ], columns: dockerEvents)

  private static let dockerFilter = "rule.groups: docker"
  /// The image of a container. Engines since API 1.52 send it only here, and no `from` any more.
  private static let image = "data.docker.Actor.Attributes.image"

  private static let numbers: [Panel] = [
    Panel("total", "Total", .metric, at: (12, 6)),
    Panel("high", "Level 12 or above alerts", .metric, at: (12, 6)).of("rule.level >= 12"),
    Panel("failures", "Authentication failure", .metric, at: (12, 6)).of(
      "rule.groups: (win_authentication_failed or authentication_failed or authentication_failures)"),
    Panel("successes", "Authentication success", .metric, at: (12, 6)).of("rule.groups: authentication_success"),
  ]

  private static let events = [
    "timestamp", "agent.name", "rule.mitre.technique", "rule.mitre.tactic", "rule.description", "rule.level", "rule.id",
  ]
  private static let dockerEvents = [
    "timestamp", "agent.name", "data.docker.Type", "data.docker.Action", image, "rule.description", "rule.level",
    "rule.id",
  ]
}
