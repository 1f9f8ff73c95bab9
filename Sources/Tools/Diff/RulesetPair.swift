import Bytes
import Diagnostics
import Rulesets
import RulesetSyntax
import System

/// The files of two rulesets beside each other, and what was edited between them.
struct RulesetPair {
  /// A file on both sides, or on one.
  struct Files {
    var old: Int?
    var new: Int?
    var isRules: Bool
  }

  let old: LoadedRuleset
  let new: LoadedRuleset
  /// Documents that belong together, by kind and name.
  let files: [Files]
  private(set) var edits: [RulesetEdit] = []

  /// - Parameters:
  ///   - folders: what paths of lists start from.
  init(_ old: LoadedRuleset, _ new: LoadedRuleset, folders: (old: String?, new: String?)) {
    self.old = old
    self.new = new
    files = Self.pair(old, new)
    for (number, pair) in files.enumerated() { addEdits(of: pair, number) }
    addLists(folders)
    addSettings()
  }

  private static func kinds(_ loaded: LoadedRuleset) -> [Bool] {
    let rules = Set(loaded.files.filter { $0.kind == .rules }.map(\.path))
    return loaded.documents.map { rules.contains($0.file) }
  }

  private static func pair(_ old: LoadedRuleset, _ new: LoadedRuleset) -> [Files] {
    let (oldKinds, newKinds) = (kinds(old), kinds(new))
    var left: [String: [Int]] = [:]
    for (index, document) in old.documents.enumerated() {
      left["\(oldKinds[index]) \(Paths.name(of: document.file))", default: []].append(index)
    }
    var pairs: [Files] = []
    for (index, document) in new.documents.enumerated() {
      let key = "\(newKinds[index]) \(Paths.name(of: document.file))"
      let twin = left[key]?.isEmpty == false ? left[key]?.removeFirst() : nil
      pairs.append(Files(old: twin, new: index, isRules: newKinds[index]))
    }
    for index in left.values.flatMap(\.self).sorted() {
      pairs.append(Files(old: index, new: nil, isRules: oldKinds[index]))
    }
    return pairs
  }

  // MARK: Texts

  private mutating func addEdits(of pair: Files, _ number: Int) {
    guard let oldIndex = pair.old, let newIndex = pair.new else {
      let (loaded, index, verb) = pair.old.map { (old, $0, "removed") } ?? (new, pair.new ?? 0, "added")
      let document = loaded.documents[index]
      let rules = RulesetUnit.all(of: document).reduce(into: Set<Int>()) { $0.formUnion($1.rules) }
      var edit = RulesetEdit(
        subject: "file \(TerminalText.line(document.file))", summary: verb,
        location: SourceLocation(file: document.file, line: 1, column: 1), rules: rules, patch: .file(pair: number))
      edit.decoders = Self.decoders(in: document)
      edits.append(edit)
      return
    }
    let (before, after) = (old.documents[oldIndex], new.documents[newIndex])
    guard before.buffer[..<before.sourceCount] != after.buffer[..<after.sourceCount] else { return }
    var matching = UnitMatching(before, after)
    guard matching.run() else {
      var edit = RulesetEdit(
        subject: "file \(TerminalText.line(after.file))", summary: "definitions stand in another order",
        location: SourceLocation(file: after.file, line: 1, column: 1),
        patch: .text(
          pair: number, TextEdit(0..<before.sourceCount, with: after.buffer[..<after.sourceCount])))
      edit.rules = RulesetUnit.all(of: after).reduce(into: Set<Int>()) { $0.formUnion($1.rules) }
      edit.decoders = Self.decoders(in: after)
      edits.append(edit)
      return
    }
    edits += matching.changes.compactMap { change in edit(for: change, before, after, number) }
  }

  private static func decoders(in document: XMLDocument) -> Set<String> {
    Set(
      RulesetUnit.all(of: document).filter { $0.kind == .decoder }.compactMap {
        RulesetUnit.attribute("name", of: $0.node, document)
      })
  }

  private func edit(
    for change: UnitMatching.Change, _ before: XMLDocument, _ after: XMLDocument, _ number: Int
  ) -> RulesetEdit? {
    let isGone = change.new == nil
    guard let unit = change.new ?? change.old else { return nil }
    let document = isGone ? before : after
    var summary = isGone ? "removed" : "added"
    if let one = change.old, let other = change.new {
      summary = EditWords.of(one.node, before, other.node, after)
      if unit.kind == .variable, summary.isEmpty { summary = "changed" }
      // Blanks and comments.
      if summary.isEmpty { return nil }
    }
    let patch = RulesetEdit.Patch.text(pair: number, change.edit)
    var edit = RulesetEdit(
      subject: subject(unit, document), summary: summary, location: document.location(of: unit.node), patch: patch)
    edit.rules = (change.old?.rules ?? []).union(change.new?.rules ?? [])
    if unit.kind == .decoder {
      edit.decoders = Set([RulesetUnit.attribute("name", of: unit.node, document)].compactMap(\.self))
    }
    if unit.kind == .group {
      edit.rules = Set(
        document.children(of: unit.node).compactMap {
          RulesetUnit.attribute("id", of: $0, document).flatMap { Int($0) }
        })
    }
    return edit
  }

  private func subject(_ unit: RulesetUnit, _ document: XMLDocument) -> String {
    switch unit.kind {
    case .rule:
      let id = RulesetUnit.attribute("id", of: unit.node, document) ?? ""
      let text = RulesetUnit.child("description", of: unit.node, document) ?? ""
      return TerminalText.line(text.isEmpty ? "rule \(id)" : "rule \(id) \"\(text)\"")
    case .decoder:
      return TerminalText.line("decoder \(RulesetUnit.attribute("name", of: unit.node, document) ?? "")")
    case .variable:
      return TerminalText.line("variable $\(RulesetUnit.attribute("name", of: unit.node, document) ?? "")")
    case .group:
      return TerminalText.line("group \(RulesetUnit.attribute("name", of: unit.node, document) ?? "")")
    case .other: return TerminalText.line("<\(document.name(of: unit.node))>")
    }
  }

  // MARK: Lists and settings

  private mutating func addLists(_ folders: (old: String?, new: String?)) {
    func texts(_ loaded: LoadedRuleset, _ folder: String?) -> [String: (path: String, text: [UInt8])] {
      var found: [String: (path: String, text: [UInt8])] = [:]
      for list in loaded.lists {
        guard let path = list.path else { continue }
        let whole = folder.map { Paths.join($0, path) } ?? path
        guard let text = try? WholeFile.read(whole, limit: Limits.list) else { continue }
        found[list.name.description] = (path, text)
      }
      return found
    }
    let (before, after) = (texts(old, folders.old), texts(new, folders.new))
    for name in Set(before.keys).union(after.keys).sorted() where before[name]?.text != after[name]?.text {
      let path = after[name]?.path ?? before[name]?.path ?? name
      let counts = (before[name]?.text, after[name]?.text)
      edits.append(
        RulesetEdit(
          subject: "list \(TerminalText.line(name))", summary: Self.listWords(counts.0, counts.1),
          location: SourceLocation(file: path, line: 1, column: 1),
          patch: .list(name: name, old: counts.0, new: counts.1)))
    }
  }

  private static func listWords(_ old: [UInt8]?, _ new: [UInt8]?) -> String {
    guard let old else { return "added" }
    guard let new else { return "removed" }
    let (before, after) = (Set(old.split(separator: 10)), Set(new.split(separator: 10)))
    return "\(after.subtracting(before).count) lines added, \(before.subtracting(after).count) removed"
  }

  private mutating func addSettings() {
    var words: [String] = []
    if old.settings.logAlertLevel != new.settings.logAlertLevel {
      words.append("log_alert_level \(old.settings.logAlertLevel) -> \(new.settings.logAlertLevel)")
    }
    if old.settings.memorySize != new.settings.memorySize {
      words.append("memory_size \(old.settings.memorySize) -> \(new.settings.memorySize)")
    }
    guard !words.isEmpty else { return }
    edits.append(
      RulesetEdit(
        subject: "settings", summary: words.joined(separator: ", "),
        location: SourceLocation(file: new.configurationFile ?? "settings", line: 1, column: 1), patch: .settings))
  }
}
