import Bytes
import Rulesets

/// Which dynamic fields events on their way to a rule can have.
struct DecodedFields {
  private let forest: RuleForest
  /// Per name under which events are reported: the dynamic fields that the orders name; nil when code sets them.
  private var families: [ByteString: Set<ByteString>?] = [:]
  /// Per rule: the decoders that its paths ask for; nil when some path asks for none.
  private var decodersOfRule: [Set<ByteString>?]

  init(_ ruleset: LintedRuleset) {
    forest = ruleset.loaded.rules
    let decoders = ruleset.loaded.decoders
    for name in DecoderForest.builtInNames { families[name] = .some(nil) }
    for root in decoders.programRoots + decoders.plainRoots {
      let members = [root] + root.children
      var fields: Set<ByteString> = []
      var isOpen = false
      for member in members {
        let definition = decoders.definitions[member.definition]
        if definition.plugin != nil { isOpen = true }
        for case .dynamic(let name) in definition.order { fields.insert(name.lowercased) }
      }
      // Each member may be reported under its own name; what its chain sets it cannot be told apart here.
      for member in members {
        Self.add(isOpen ? nil : fields, to: &families, decoders.definitions[member.definition].name)
      }
    }
    decodersOfRule = [Set<ByteString>?](repeating: [], count: forest.rules.count)
    var pending: [(node: Int, decoder: ByteString?)] = forest.roots.map { ($0, nil) }
    while let (node, inherited) = pending.popLast() {
      let rule = forest.nodes[node].rule
      let decoder = forest.rules[rule].decodedAs ?? inherited
      if let decoder { decodersOfRule[rule]?.insert(decoder) } else { decodersOfRule[rule] = nil }
      for child in forest.nodes[node].children { pending.append((child, decoder)) }
    }
  }

  private static func add(
    _ fields: Set<ByteString>?, to families: inout [ByteString: Set<ByteString>?], _ name: ByteString
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
