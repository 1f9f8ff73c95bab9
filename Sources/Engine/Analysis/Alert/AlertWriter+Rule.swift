import Bytes
import Rulesets

/// The rule as the document shows it (docs/reference/alerts.md §4).
extension AlertWriter {
  /// Where documents look for groups in a group string.
  private static let groupLimit = 1023
  private static let frameworks: [ByteString] = ["pci_dss", "cis", "gdpr", "gpg13", "hipaa", "nist_800_53", "tsc"]

  func ruleSection(_ index: Int, fired: Int) -> Outcome.Rule {
    let rule = ruleset.rules[index].definition
    var section = sections[index] ?? makeSection(index, rule)
    section.description = describe(rule.description)
    section.firedTimes = fired
    if section.groups.contains("rootcheck") { addRootcheckCompliance(to: &section) }
    return section
  }

  /// What the section has whatever the event; kept, unless it warns, which it has to do each time.
  private func makeSection(_ index: Int, _ rule: RuleDefinition) -> Outcome.Rule {
    var section = Outcome.Rule(
      id: rule.id, level: rule.level, description: "", groups: [], compliance: [], mitreIDs: [], mitreTactics: [],
      mitreTechniques: [], frequency: nil, firedTimes: 0, mail: rule.sendsMail)
    let showsFrequency = rule.searchesHistory || ruleset.options.quirks.has(.overwriteLeftovers)
    if rule.history != nil, showsFrequency { section.frequency = rule.frequency + 2 }
    addGroups(rule.groups, to: &section)
    if addMitre(rule.mitre, to: &section) { sections[index] = section }
    return section
  }

  // MARK: Groups and compliance, §4.2

  private func addGroups(_ groups: ByteString?, to section: inout Outcome.Rule) {
    guard let groups else { return }
    for part in groups.bytes.prefix(Self.groupLimit).split(separator: UInt8(ascii: ",")) {
      let name = ByteString(part)
      if let framework = Self.frameworks.first(where: { name.bytes.starts(with: $0.bytes + [UInt8(ascii: "_")]) }) {
        section.append(ByteString(name.bytes.dropFirst(framework.count + 1)), to: framework)
      } else {
        section.groups.append(name)
      }
    }
  }

  /// `{PCI_DSS: 2.2.4, 4.1}` in the first 1023 bytes of the log (docs/reference/alerts.md §8.2).
  private func addRootcheckCompliance(to section: inout Outcome.Rule) {
    let log = event.arena.view(event.fullLog).prefix(1023)
    var at = 0
    var found = 0
    while found < 10, let open = log.firstIndex(of: UInt8(ascii: "{"), from: at) {
      at = open + 1
      var end = open + 1
      while end < log.count, ASCII.isAlphanumeric(log[end]) || log[end] == UInt8(ascii: "_") { end += 1 }
      guard end + 1 < log.count, log[end] == UInt8(ascii: ":"), log[end + 1] == UInt8(ascii: " ") else { continue }
      var close = end + 2
      while close < log.count, Self.isListByte(log[close]) { close += 1 }
      guard close < log.count, log[close] == UInt8(ascii: "}") else { continue }
      at = close + 1
      found += 1
      let text = ByteString(log[open + 1..<min(close, open + 1 + 29)])
      addRootcheckEntry(text, to: &section)
    }
  }

  /// One text between braces. With an empty name the list itself becomes the name, as in the reference.
  private func addRootcheckEntry(_ text: ByteString, to section: inout Outcome.Rule) {
    let pieces = text.bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    var (key, list) = (pieces[0], pieces.count > 1 ? pieces[1] : [])
    if key.isEmpty { (key, list) = (Self.trimmed(list), []) }
    section.compliance.append(
      Outcome.Compliance(framework: ByteString(key).lowercased, requirements: Self.parts(of: list)))
  }

  private static func isListByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
      || byte == UInt8(ascii: " ")
  }

  /// The parts of `2.2.4, 4.1,`, without blanks around them and without empty ones.
  static func parts(of list: some Sequence<UInt8>) -> [ByteString] {
    Array(list).split(separator: UInt8(ascii: ",")).map { ByteString(trimmed($0)) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return bytes
  }

  // MARK: MITRE, §4.3

  /// - Returns: whether all is known.
  private func addMitre(_ reference: MitreReference, to section: inout Outcome.Rule) -> Bool {
    let table = ruleset.loaded.mitre
    var isKnown = true
    switch reference {
    case .none: return true
    case .techniques(let ids):
      section.mitreIDs = ids
      for id in ids {
        guard let technique = table.technique(id) else {
          notes.warn("Mitre Technique ID '\(id)' not found in database.")
          isKnown = false
          continue
        }
        section.mitreTechniques.append(technique.name)
        for tactic in technique.tactics where !section.mitreTactics.contains(tactic.name) {
          section.mitreTactics.append(tactic.name)
        }
      }
    case .pairs(let pairs):
      for pair in pairs {
        guard let technique = table.technique(pair.technique) else {
          notes.warn("Mitre Technique ID '\(pair.technique)' not found in database.")
          isKnown = false
          continue
        }
        guard let tactic = technique.tactics.first(where: { $0.id == pair.tactic }) else {
          notes.warn("Mitre Tactic ID '\(pair.tactic)' is not a tactic of '\(pair.technique)'.")
          isKnown = false
          continue
        }
        if !section.mitreTactics.contains(tactic.name) { section.mitreTactics.append(tactic.name) }
        if !section.mitreTechniques.contains(technique.name) {
          section.mitreIDs.append(pair.technique)
          section.mitreTechniques.append(technique.name)
        }
      }
    }
    if section.mitreTactics.isEmpty {
      section.mitreIDs = []
      section.mitreTechniques = []
    }
    return isKnown
  }
}

extension Outcome.Rule {
  /// Adds a requirement to a framework's list, which is made at its first one.
  mutating func append(_ requirement: ByteString, to framework: ByteString) {
    if let index = compliance.firstIndex(where: { $0.framework == framework }) {
      compliance[index].requirements.append(requirement)
    } else {
      compliance.append(Outcome.Compliance(framework: framework, requirements: [requirement]))
    }
  }
}
