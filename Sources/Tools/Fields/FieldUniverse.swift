import Bytes
import RulesetSyntax
import Rulesets

/// Which fields events on their way to a rule can have, and who sets them.
///
/// ```swift
/// let fields = FieldUniverse(loaded)
/// if let decoders = fields.decoders(ofRule: rule), fields.cannotSet("acount", decoders: decoders) { … }
/// ```
///
/// For every rule it knows the decoders whose events can reach it, through parents, categories and `decoded_as`. Of each
/// decoder it knows what its orders name, what decoders of the manager set (``ModuleFields``, ``WindowsFields``), and
/// whether it reads JSON, which may have any name.
package struct FieldUniverse: Sendable {
  private let forest: RuleForest
  private let decoders: DecoderForest
  private let paths: RulePaths
  private let orders: DecoderFields
  /// Per document: whether it is one of the base.
  private let isBase: [Bool]
  /// What was asked before.
  private let known = KnownFields()
  /// So many decoders are named in a sentence.
  private static let named = 3

  /// The fields of a ruleset.
  package init(_ loaded: LoadedRuleset) {
    self.init(loaded, RulePaths(loaded.rules), DecoderFields(loaded.decoders))
  }

  /// The fields of a ruleset whose paths are known, and the fields of whose decoders.
  package init(_ loaded: LoadedRuleset, _ paths: RulePaths, _ fields: DecoderFields) {
    forest = loaded.rules
    decoders = loaded.decoders
    self.paths = paths
    orders = fields
    let base = Set(loaded.files.lazy.filter(\.isBase).map(\.path))
    isBase = loaded.documents.map { base.contains($0.file) }
  }

  /// The decoders whose events have a category; nil for that of nearly all of them.
  private static func readDecoders(of category: EventCategory, _ decoders: DecoderForest) -> Set<ByteString>? {
    guard category != .syslog else { return nil }
    var names: Set<ByteString> = category == .ossec ? Set(DecoderForest.builtInNames) : []
    for root in decoders.programRoots + decoders.plainRoots {
      let members = ([root] + root.children).map { decoders.definitions[$0.definition] }
      // A child without a type of its own may be reported with that of its parent, and the other way round.
      if members.contains(where: { $0.category == category }) { names.formUnion(members.map(\.name)) }
    }
    return names
  }

  /// Names of decoders for a sentence.
  package static func list(_ decoders: Set<ByteString>) -> String {
    let more = decoders.count > named + 1 ? decoders.count - named : 0
    let names = decoders.sorted().prefix(more > 0 ? named : named + 1).map(\.description).joined(separator: ", ")
    return more > 0 ? "\(names) or \(more) more" : names
  }

  /// The decoders that the paths to a rule ask for; nil when one asks for none.
  package func decoders(ofRule rule: Int) -> Set<ByteString>? {
    known.decodersOfRule(rule) {
      var names: Set<ByteString> = []
      for node in paths.nodes(of: rule) {
        guard let path = paths.path(to: node) else { continue }
        guard let decoders = decoders(onPath: path) else { return nil }
        names.formUnion(decoders)
      }
      return names
    }
  }

  /// The decoders that a path asks for, from a node up to its root; nil when it asks for none.
  private func decoders(onPath path: [Int]) -> Set<ByteString>? {
    for node in path { if let name = forest.rules[forest.nodes[node].rule].decodedAs { return [name] } }
    guard let root = path.last else { return nil }
    let category = forest.rules[forest.nodes[root].rule].category
    return known.decodersOfCategory(category) { Self.readDecoders(of: category, decoders) }
  }

  /// Whether events of some decoders cannot have a dynamic field.
  package func cannotSet(_ name: ByteString, decoders: Set<ByteString>) -> Bool {
    decoders.allSatisfy { decoder in
      if decoder == WindowsFields.decoder {
        return !WindowsFields.isField(name) || WindowsFields.isUnknownOfSystem(name)
      }
      if DecoderForest.builtInNames.contains(decoder) { return ModuleFields.cannotSet(name.lowercased, decoder) }
      guard let known = orders.dynamic[decoder] ?? nil else { return false }
      return !known.contains(name.lowercased)
    }
  }

  /// Whether events of some decoders can have none of these static fields.
  package func cannotSet(_ fields: [StaticField], decoders: Set<ByteString>) -> Bool {
    decoders.allSatisfy { decoder in
      guard let known = orders.known[decoder] ?? nil else { return false }
      return fields.allSatisfy { !known.contains($0) }
    }
  }

  /// The static fields that orders of some decoders name, in order.
  package func staticNames(ofDecoders decoders: Set<ByteString>) -> [String] {
    Set(decoders.flatMap { (orders.known[$0] ?? nil) ?? [] }.map { "\($0.name)" }).sorted()
  }

  /// The dynamic fields, in lower case, that events of some decoders can have; nil when that is not known.
  package func names(ofDecoders decoders: Set<ByteString>) -> Set<ByteString>? {
    var names: Set<ByteString> = []
    for decoder in decoders {
      guard let known = orders.dynamic[decoder] ?? nil else { return nil }
      names.formUnion(known)
    }
    return names
  }

  // MARK: Families

  /// The names that rules of the base ask for in the families of a rule, by their names in lower case; empty where one of
  /// the families has none.
  ///
  /// A rule directly below a root, with all that stands below it, is about one source of logs: a family. The names that rules
  /// of the base ask for there are known names, even where a decoder of JSON sets whatever the log has.
  package func familyNames(ofRule rule: Int) -> [ByteString: ByteString] {
    var families: Set<Int> = []
    for node in paths.nodes(of: rule) {
      guard let path = paths.path(to: node), path.count > 1 else { continue }
      families.insert(forest.nodes[path[path.count - 2]].rule)
    }
    var names: [ByteString: ByteString] = [:]
    for family in families.sorted() {
      let known = known.namesOfFamily(family) { readNames(ofFamily: family) }
      guard !known.isEmpty else { return [:] }
      names.merge(known) { first, _ in first }
    }
    return names
  }

  /// The dynamic fields that rules of the base ask for below a rule that stands directly below a root.
  private func readNames(ofFamily family: Int) -> [ByteString: ByteString] {
    var names: [ByteString: ByteString] = [:]
    var seen: Set<Int> = []
    var pending = forest.roots.flatMap { forest.nodes[$0].children }.filter { forest.nodes[$0].rule == family }
    while let node = pending.popLast() {
      let rule = forest.nodes[node].rule
      if seen.insert(rule).inserted, isBase[forest.elements[rule].document] {
        for condition in forest.rules[rule].fieldConditions { names[condition.name.lowercased] = condition.name }
      }
      pending += forest.nodes[node].children
    }
    return names
  }

  // MARK: Open decoders

  /// Whether one of the decoders sets whatever the log has, as those of JSON do; so does one that is not known.
  package func isOpen(_ decoders: Set<ByteString>?) -> Bool {
    guard let decoders else { return true }
    return decoders.contains { decoder in
      if decoder == WindowsFields.decoder { return false }
      if DecoderForest.builtInNames.contains(decoder) { return decoder == "ciscat" }
      return (orders.dynamic[decoder] ?? nil) == nil
    }
  }

  /// Whether no order of some decoders names a dynamic field; what decoders in code set is another matter.
  package func cannotSetByOrder(_ name: ByteString, decoders: Set<ByteString>) -> Bool {
    decoders.allSatisfy { !((orders.dynamic[$0] ?? nil)?.contains(name.lowercased) ?? false) }
  }

  /// Whether the order of any decoder names a dynamic field.
  package func isSetByOrder(_ name: ByteString) -> Bool {
    orders.dynamic.values.contains { $0?.contains(name.lowercased) ?? false }
  }

  /// Who sets a field of events on their way to a rule, for people; empty when nobody does.
  package func sources(of name: ByteString, rule: Int) -> [FieldSource] {
    guard let decoders = decoders(ofRule: rule) else { return [.anything] }
    return decoders.sorted().compactMap { decoder in
      if cannotSet(name, decoders: [decoder]), StaticField(name: name.lowercased) == nil { return nil }
      if decoder == WindowsFields.decoder { return .windows }
      if DecoderForest.builtInNames.contains(decoder) { return .module(decoder) }
      guard let known = orders.dynamic[decoder] ?? nil else { return .json(decoder) }
      if known.contains(name.lowercased) { return .order(decoder) }
      guard let field = StaticField(name: name.lowercased), !cannotSet([field], decoders: [decoder]) else { return nil }
      return .order(decoder)
    }
  }
}
