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
  /// Per name under which events are reported: the dynamic fields that the orders name; nil when code sets them.
  private var families: [ByteString: Set<ByteString>?] = [:]
  /// Per name under which events are reported: the static fields that the orders name; nil when code sets them.
  private var statics: [ByteString: Set<StaticField>?] = [WindowsFields.decoder: .some([])]
  /// Per rule: the decoders that its paths ask for; nil when some path asks for none.
  private var decodersOfRule: [Set<ByteString>?]
  /// Per rule: the rules directly below the root that stand above it.
  private var familiesOfRule: [Set<Int>]
  /// Per rule directly below a root: the dynamic fields that rules of the base ask for below it, by their names in lower
  /// case.
  private var familyNames: [Int: [ByteString: ByteString]] = [:]
  /// So many decoders are named in a sentence.
  private static let named = 3

  /// The fields of a ruleset.
  package init(_ loaded: LoadedRuleset) {
    forest = loaded.rules
    let decoders = loaded.decoders
    for name in DecoderForest.builtInNames { families[name] = .some(nil) }
    for root in decoders.programRoots + decoders.plainRoots {
      let members = [root] + root.children
      var fields: Set<ByteString> = []
      var known: Set<StaticField> = []
      var isOpen = false
      for member in members {
        let definition = decoders.definitions[member.definition]
        if definition.plugin != nil { isOpen = true }
        for field in definition.order {
          switch field {
          case .dynamic(let name): fields.insert(name.lowercased)
          case .known(let field): known.insert(field)
          }
        }
      }
      // Each member may be reported under its own name; what its chain sets it cannot be told apart here.
      for member in members {
        let name = decoders.definitions[member.definition].name
        Self.add(isOpen ? nil : fields, to: &families, name)
        Self.add(isOpen ? nil : known, to: &statics, name)
      }
    }
    decodersOfRule = [Set<ByteString>?](repeating: [], count: forest.rules.count)
    familiesOfRule = [Set<Int>](repeating: [], count: forest.rules.count)
    readFamilies(loaded)
    var pending: [(node: Int, decoders: Set<ByteString>?)] = forest.roots.map { root in
      (root, Self.decoders(of: forest.rules[forest.nodes[root].rule].category, decoders))
    }
    while let (node, inherited) = pending.popLast() {
      let rule = forest.nodes[node].rule
      let decoders = forest.rules[rule].decodedAs.map { [$0] } ?? inherited
      if let decoders { decodersOfRule[rule]?.formUnion(decoders) } else { decodersOfRule[rule] = nil }
      for child in forest.nodes[node].children { pending.append((child, decoders)) }
    }
  }

  /// The decoders whose events have a category; nil for that of nearly all of them.
  private static func decoders(of category: EventCategory, _ decoders: DecoderForest) -> Set<ByteString>? {
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

  private static func add<Field>(
    _ fields: Set<Field>?, to families: inout [ByteString: Set<Field>?], _ name: ByteString
  ) {
    guard let known = families[name] else {
      families[name] = .some(fields)
      return
    }
    guard let fields, let known else {
      families[name] = .some(nil)
      return
    }
    families[name] = known.union(fields)
  }

  /// The decoders that the paths to a rule ask for; nil when one asks for none.
  package func decoders(ofRule rule: Int) -> Set<ByteString>? { decodersOfRule[rule] }

  /// Whether events of some decoders cannot have a dynamic field.
  package func cannotSet(_ name: ByteString, decoders: Set<ByteString>) -> Bool {
    decoders.allSatisfy { decoder in
      if decoder == WindowsFields.decoder {
        return !WindowsFields.isField(name) || WindowsFields.isUnknownOfSystem(name)
      }
      if DecoderForest.builtInNames.contains(decoder) { return ModuleFields.cannotSet(name.lowercased, decoder) }
      guard let known = families[decoder] ?? nil else { return false }
      return !known.contains(name.lowercased)
    }
  }

  /// Whether events of some decoders can have none of these static fields.
  package func cannotSet(_ fields: [StaticField], decoders: Set<ByteString>) -> Bool {
    decoders.allSatisfy { decoder in
      guard let known = statics[decoder] ?? nil else { return false }
      return fields.allSatisfy { !known.contains($0) }
    }
  }

  /// The static fields that orders of some decoders name, in order.
  package func staticNames(ofDecoders decoders: Set<ByteString>) -> [String] {
    Set(decoders.flatMap { (statics[$0] ?? nil) ?? [] }.map { "\($0.name)" }).sorted()
  }

  /// The dynamic fields, in lower case, that events of some decoders can have; nil when that is not known.
  package func names(ofDecoders decoders: Set<ByteString>) -> Set<ByteString>? {
    var names: Set<ByteString> = []
    for decoder in decoders {
      guard let fields = families[decoder] ?? nil else { return nil }
      names.formUnion(fields)
    }
    return names
  }

  // MARK: Families

  /// A rule directly below a root, with all that stands below it, is about one source of logs. The names that rules of the
  /// base ask for there are known names, even where a decoder of JSON sets whatever the log has.
  private mutating func readFamilies(_ loaded: LoadedRuleset) {
    let base = Set(loaded.files.lazy.filter(\.isBase).map(\.path))
    let isBase = loaded.documents.map { base.contains($0.file) }
    var pending: [(node: Int, family: Int)] = []
    for root in forest.roots {
      for child in forest.nodes[root].children { pending.append((child, forest.nodes[child].rule)) }
    }
    while let (node, family) = pending.popLast() {
      let rule = forest.nodes[node].rule
      if familiesOfRule[rule].insert(family).inserted, isBase[forest.elements[rule].document] {
        for condition in forest.rules[rule].fieldConditions {
          familyNames[family, default: [:]][condition.name.lowercased] = condition.name
        }
      }
      for child in forest.nodes[node].children { pending.append((child, family)) }
    }
  }

  /// The names that rules of the base ask for in the families of a rule, by their names in lower case; empty where one of
  /// the families has none.
  package func familyNames(ofRule rule: Int) -> [ByteString: ByteString] {
    var names: [ByteString: ByteString] = [:]
    for family in familiesOfRule[rule] {
      guard let known = familyNames[family], !known.isEmpty else { return [:] }
      names.merge(known) { first, _ in first }
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
      return (families[decoder] ?? nil) == nil
    }
  }

  /// Whether no order of some decoders names a dynamic field; what decoders in code set is another matter.
  package func cannotSetByOrder(_ name: ByteString, decoders: Set<ByteString>) -> Bool {
    decoders.allSatisfy { !((families[$0] ?? nil)?.contains(name.lowercased) ?? false) }
  }

  /// Whether the order of any decoder names a dynamic field.
  package func isSetByOrder(_ name: ByteString) -> Bool {
    families.values.contains { $0?.contains(name.lowercased) ?? false }
  }

  /// Who sets a field of events on their way to a rule, for people; empty when nobody does.
  package func sources(of name: ByteString, rule: Int) -> [FieldSource] {
    guard let decoders = decodersOfRule[rule] else { return [.anything] }
    return decoders.sorted().compactMap { decoder in
      if cannotSet(name, decoders: [decoder]), StaticField(name: name.lowercased) == nil { return nil }
      if decoder == WindowsFields.decoder { return .windows }
      if DecoderForest.builtInNames.contains(decoder) { return .module(decoder) }
      guard let known = families[decoder] ?? nil else { return .json(decoder) }
      if known.contains(name.lowercased) { return .order(decoder) }
      guard let field = StaticField(name: name.lowercased), !cannotSet([field], decoders: [decoder]) else { return nil }
      return .order(decoder)
    }
  }
}
