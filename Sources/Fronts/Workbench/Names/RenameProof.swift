import Bytes
import Diagnostics
import Rulesets
import Symbols

/// Shows that a ruleset is the same but for a name, before anything is written.
///
/// Names are found by reading texts; what they mean, the engine says. Groups, above all, are found by parts of their
/// names, so that a new one may catch what the old one did not.
struct RenameProof {
  private let kind: SymbolKind
  private let old: ByteString
  private let new: ByteString

  init(_ kind: SymbolKind, _ old: ByteString, _ new: ByteString) {
    self.kind = kind
    self.old = old
    self.new = new
  }

  /// Loads the ruleset with the new texts, and compares.
  func check(_ before: LoadedRuleset, _ choice: RulesetChoice, _ changes: [FileSet.Change]) throws(BadInput) {
    let reloader: RulesetReloader
    do throws(RulesetError) { reloader = try RulesetReloader(choice.options) } catch {
      throw BadInput(error.diagnostic)
    }
    let texts = Dictionary(changes.map { ($0.path, $0.after) }, uniquingKeysWith: { first, _ in first })
    var replaced: [Int: [UInt8]] = [:]
    for (index, document) in reloader.original.documents.enumerated() { replaced[index] = texts[document.file] }
    let after = reloader.load(replacing: replaced)
    guard let difference = difference(reloader.original, after) else { return }
    throw BadInput(
      Diagnostic(
        .error, code: "rename-changes", "The ruleset would not be the same: \(difference).",
        hint: "Groups are found by parts of their names: the old name, or the new one, is a part of another one's."))
  }

  /// The first thing that is not the same; nil for none.
  private func difference(_ before: LoadedRuleset, _ after: LoadedRuleset) -> String? {
    guard after.isLoaded else {
      return after.diagnostics.first { $0.severity == .error }?.message ?? "it does not load"
    }
    if before.messages.count != after.messages.count {
      let known = Set(before.diagnostics.map(\.message))
      let news = after.diagnostics.first { !known.contains($0.message) }?.message
      return news ?? "loading says \(after.messages.count) things instead of \(before.messages.count)"
    }
    return decoders(before.decoders, after.decoders) ?? rules(before.rules, after.rules)
  }

  private func renamed(_ name: ByteString, _ kind: SymbolKind) -> ByteString {
    guard kind == self.kind else { return name }
    return Symbol(kind, name) == Symbol(kind, old) ? new : name
  }

  private func decoders(_ before: DecoderForest, _ after: DecoderForest) -> String? {
    guard before.definitions.count == after.definitions.count else { return "the number of decoders changes" }
    for (old, new) in zip(before.definitions, after.definitions) {
      let parent = old.parent.map { renamed($0, .decoder) }
      let order = old.order.map { field in
        if case .dynamic(let name) = field { OrderField.dynamic(renamed(name, .field)) } else { field }
      }
      guard renamed(old.name, .decoder) == new.name, parent == new.parent, order == new.order else {
        return "decoder \(old.name) is another one"
      }
    }
    let isSame =
      Self.isSame(before.programRoots, after.programRoots) && Self.isSame(before.plainRoots, after.plainRoots)
    return isSame ? nil : "the order of decoders changes"
  }

  private static func isSame(_ before: [DecoderForest.Node], _ after: [DecoderForest.Node]) -> Bool {
    before.elementsEqual(after) { old, new in
      old.definition == new.definition && old.continues == new.continues
        && old.children.map(\.definition) == new.children.map(\.definition)
    }
  }

  private func rules(_ before: RuleForest, _ after: RuleForest) -> String? {
    guard before.rules.count == after.rules.count else { return "the number of rules changes" }
    for (old, new) in zip(before.rules, after.rules) {
      let id = Int(renamed(ByteString("\(old.id)"), .rule).description)
      let decoder = old.decodedAs.map { renamed($0, .decoder) }
      let fields = old.fieldConditions.map { renamed($0.name, .field) }
      guard id == new.id, old.level == new.level, decoder == new.decodedAs, fields == new.fieldConditions.map(\.name),
        old.searchesHistory == new.searchesHistory, old.category == new.category
      else { return "rule \(old.id) is another one" }
    }
    guard before.nodes.count == after.nodes.count, before.roots == after.roots else {
      return "the number of places in the rule tree changes"
    }
    for (old, new) in zip(before.nodes, after.nodes) where old.rule != new.rule || old.children != new.children {
      return "rule \(before.rules[old.rule].id) has other rules below it"
    }
    guard before.sidHistory == after.sidHistory, before.groupHistories == after.groupHistories else {
      return "rules count other events"
    }
    return nil
  }
}
