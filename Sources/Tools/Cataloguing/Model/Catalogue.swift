import Bytes
import Coverage
import Diagnostics

/// What a ruleset watches for: each rule as it is in force, what it is about, and which cases show that it works.
package struct Catalogue: Sendable {
  /// The rules in load order.
  package var rules: [CatalogueRule] = []
  /// Cases that were run.
  package var caseCount = 0
  /// Whether the rules of the base are among them.
  package var hasBase = false
}

/// A rule as the catalogue has it.
package struct CatalogueRule: Sendable {
  /// Its number.
  package var id: Int
  /// Its level.
  package var level: Int
  /// Its description, marks and all.
  package var description: ByteString
  /// Where its element begins; for an overwritten rule, of the overwriting one.
  package var location: SourceLocation
  /// Where the texts stand that it overwrites, the first one first.
  package var overwrites: [SourceLocation]
  /// Whether it belongs to what the ruleset is loaded on top of.
  package var isBase: Bool
  /// `noalert`: it is never reported itself.
  package var isSilent: Bool
  /// The numbers of the rules that it is tried behind.
  package var parents: [Int]
  /// Its own conditions in words, in the order in which they are tested.
  package var conditions: [String]
  /// The conditions of its ancestors, the nearest first, as far as there is one parent each.
  package var inherited: [Inherited]
  /// The groups, without the entries of frameworks.
  package var groups: [ByteString]
  /// The entries of frameworks for compliance.
  package var compliance: [Compliance]
  /// The techniques that it names.
  package var techniques: [CatalogueTechnique]
  /// Where cases expect it.
  package var expected: [SourceLocation] = []
  /// Where cases say that it must not be the result.
  package var refused: [SourceLocation] = []
  /// How far it got in the cases.
  package var standing: Standing
  /// Cases in which it was the result of an event.
  package var fired: Int
  /// Cases in which it was tried, and did not match.
  package var missed: Int

  /// What an ancestor asks for.
  package struct Inherited: Sendable, Equatable {
    /// The ancestor's number.
    package var rule: Int
    /// Its conditions in words.
    package var conditions: [String]
  }

  /// The entries of one framework.
  package struct Compliance: Sendable, Equatable {
    /// `pci_dss` and so on.
    package var framework: String
    /// The requirements.
    package var requirements: [ByteString]
  }

  /// Whether any case expects it.
  package var isTested: Bool { !expected.isEmpty }
}

/// A technique of ATT&CK that a rule names.
package struct CatalogueTechnique: Sendable, Equatable {
  /// What is known of a technique.
  package enum Standing: Sendable, Equatable {
    /// It is in the table.
    case known
    /// ATT&CK took another technique in its place.
    case revoked(successor: ByteString)
    /// ATT&CK gave it up.
    case deprecated
    /// Nobody knows it.
    case unknown
  }

  /// Its number as the rule has it.
  package var id: ByteString
  /// Its name; nil where nobody knows it.
  package var name: ByteString?
  /// Its tactics: all, or the one that the rule names beside it.
  package var tactics: [Tactic]
  /// What is known of it.
  package var standing: Standing

  /// A tactic.
  package struct Tactic: Sendable, Hashable {
    /// `TA0006`
    package var id: ByteString
    /// `Credential Access`
    package var name: ByteString
  }

  /// What is wrong with it, in a few words; nil for one that is known.
  package var remark: String? {
    switch standing {
    case .known: nil
    case .revoked(let successor): "revoked, now \(successor)"
    case .deprecated: "deprecated"
    case .unknown: id.bytes.starts(with: "TA00".utf8) ? "a tactic and no technique" : "unknown"
    }
  }
}
