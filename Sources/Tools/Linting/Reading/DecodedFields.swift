import Bytes
import RulesetSyntax
import Rulesets

/// Which fields events on their way to a rule can have.
struct DecodedFields {
  private let forest: RuleForest
  /// Per name under which events are reported: the dynamic fields that the orders name; nil when code sets them.
  private var families: [ByteString: Set<ByteString>?] = [:]
  /// Per name under which events are reported: the static fields that the orders name; nil when code sets them.
  private var statics: [ByteString: Set<StaticField>?] = [WindowsRules.decoder: .some([])]
  /// Per rule: the decoders that its paths ask for; nil when some path asks for none.
  private var decodersOfRule: [Set<ByteString>?]
  /// So many decoders are named in a sentence.
  private static let named = 3

  init(_ ruleset: LintedRuleset) {
    forest = ruleset.loaded.rules
    let decoders = ruleset.loaded.decoders
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
  static func list(_ decoders: Set<ByteString>) -> String {
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
  func decoders(ofRule rule: Int) -> Set<ByteString>? { decodersOfRule[rule] }

  /// Whether events of some decoders cannot have a dynamic field.
  func cannotSet(_ name: ByteString, decoders: Set<ByteString>) -> Bool {
    decoders.allSatisfy { decoder in
      if decoder == WindowsRules.decoder { return !WindowsRules.isField(name) || WindowsRules.isUnknownOfSystem(name) }
      if DecoderForest.builtInNames.contains(decoder) { return Self.moduleCannotSet(name.lowercased, decoder) }
      guard let known = families[decoder] ?? nil else { return false }
      return !known.contains(name.lowercased)
    }
  }

  /// Whether events of some decoders can have none of these static fields.
  func cannotSet(_ fields: [StaticField], decoders: Set<ByteString>) -> Bool {
    decoders.allSatisfy { decoder in
      guard let known = statics[decoder] ?? nil else { return false }
      return fields.allSatisfy { !known.contains($0) }
    }
  }

  /// Whether events of a module of the manager cannot have a dynamic field (docs/reference/modules.md).
  private static func moduleCannotSet(_ name: ByteString, _ decoder: ByteString) -> Bool {
    if decoder.bytes.starts(with: "syscheck_".utf8) { return !fileIntegrityNames.contains(name) }
    switch decoder {
    case "rootcheck": return name != "title" && name != "file"
    case "sca": return !name.bytes.starts(with: "sca.".utf8)
    // It reads JSON, which may have any name.
    case "ciscat": return false
    default: return FieldNames.isOfAlert(name)
    }
  }

  /// The names of fields of modules whose names are all known; nil when one of the decoders is none of those.
  static func moduleNames(_ decoders: Set<ByteString>) -> Set<ByteString>? {
    if decoders == ["rootcheck"] { return ["title", "file"] }
    return decoders.allSatisfy { $0.bytes.starts(with: "syscheck_".utf8) } ? fileIntegrityNames : nil
  }

  /// The static fields that orders of some decoders name, in order.
  func staticNames(ofDecoders decoders: Set<ByteString>) -> [String] {
    Set(decoders.flatMap { (statics[$0] ?? nil) ?? [] }.map { "\($0.name)" }).sorted()
  }

  /// The names of the fields of file integrity events, which are not those of the alert.
  static let fileIntegrityNames: Set<ByteString> = Set(
    """
    file hard_links mode size size_before perm perm_before uid uid_before gid gid_before md5 md5_before sha1 \
    sha1_before uname uname_before gname gname_before mtime mtime_before inode inode_before sha256 sha256_before \
    changed_content win_attributes win_attributes_before changed_fields user_id user_name group_id group_name \
    process_name parent_name cwd parent_cwd audit_uid audit_name effective_uid effective_name ppid process_id tag \
    symbolic_path arch value_name value_type hash_full_path entry_type event_type
    """.split(separator: " ").map { ByteString(String($0)) })

  /// The dynamic fields, in lower case, that events of some decoders can have; nil when that is not known.
  func names(ofDecoders decoders: Set<ByteString>) -> Set<ByteString>? {
    var names: Set<ByteString> = []
    for decoder in decoders {
      guard let fields = families[decoder] ?? nil else { return nil }
      names.formUnion(fields)
    }
    return names
  }
}
