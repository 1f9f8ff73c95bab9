import Bytes
import RulesetSyntax
import Rulesets

/// What the orders of decoders name, by the names under which events are reported.
package struct DecoderFields: Sendable {
  /// The dynamic fields, in lower case; nil when code sets them.
  let dynamic: [ByteString: Set<ByteString>?]
  /// The static fields; nil when code sets them.
  let known: [ByteString: Set<StaticField>?]

  /// The fields of all decoders.
  package init(_ decoders: DecoderForest) {
    var dynamic: [ByteString: Set<ByteString>?] = [:]
    var known: [ByteString: Set<StaticField>?] = [WindowsFields.decoder: .some([])]
    for name in DecoderForest.builtInNames { dynamic[name] = .some(nil) }
    for root in decoders.programRoots + decoders.plainRoots {
      let members = [root.definition] + root.children.map(\.definition)
      let order = members.flatMap { decoders.definitions[$0].order }
      let isOpen = members.contains { decoders.definitions[$0].plugin != nil }
      var names: Set<ByteString> = []
      var fields: Set<StaticField> = []
      for field in order {
        switch field {
        case .dynamic(let name): names.insert(name.lowercased)
        case .known(let field): fields.insert(field)
        }
      }
      // Each member may be reported under its own name; what its chain sets it cannot be told apart here.
      var seen: Set<ByteString> = []
      for member in members where seen.insert(decoders.definitions[member].name).inserted {
        let name = decoders.definitions[member].name
        Self.add(isOpen ? nil : names, to: &dynamic, name)
        Self.add(isOpen ? nil : fields, to: &known, name)
      }
    }
    self.dynamic = dynamic
    self.known = known
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
}
