import Bytes
import Rulesets

/// A name, in the form in which it is compared: numbers of rules without leading zeros, fields and variables in lower case,
/// lists without `.cdb`.
package struct Symbol: Hashable, Sendable {
  /// What it names.
  package let kind: SymbolKind
  /// The name.
  package let name: ByteString
  /// The file that a variable belongs to; nil for everything else, which belongs to the ruleset.
  package let scope: String?

  /// A name as somebody wrote it.
  /// - Parameter scope: the file, for variables.
  package init(_ kind: SymbolKind, _ name: ByteString, scope: String? = nil) {
    self.kind = kind
    self.scope = kind == .variable ? scope : nil
    switch kind {
    case .rule:
      let digits = name.bytes.drop { $0 == UInt8(ascii: "0") }
      self.name = digits.isEmpty && !name.isEmpty ? "0" : ByteString(digits)
    case .field, .variable: self.name = name.lowercased
    case .list: self.name = CDBList.name(of: name)
    case .technique: self.name = ByteString(name.bytes.map { ASCII.isLower($0) ? $0 - 32 : $0 })
    case .group, .decoder: self.name = name
    }
  }
}

extension Symbol: Comparable {
  /// By kind, then by name; rules by number.
  package static func < (left: Symbol, right: Symbol) -> Bool {
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    if left.kind == .rule, left.name.count != right.name.count { return left.name.count < right.name.count }
    return left.name == right.name ? (left.scope ?? "") < (right.scope ?? "") : left.name < right.name
  }
}
