import RulesetSyntax
import Rulesets

/// The daemon drops firewall events that lack a field before any rule sees them (docs/reference/rules.md §13.4).
extension EventState {
  private static let firewallFields: [StaticField] = [.action, .srcip, .dstip, .srcport, .dstport, .protocol]

  /// Whether the event is one that the daemon drops.
  var isIncompleteFirewallEvent: Bool {
    category == .firewall && Self.firewallFields.contains { self[$0] == nil }
  }

  /// The fields for the lack of which the daemon drops the event; empty when it does not.
  var fieldsMissingForFirewall: [StaticField] {
    category == .firewall ? Self.firewallFields.filter { self[$0] == nil } : []
  }
}
