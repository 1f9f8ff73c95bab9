import Bytes
import JSONText

/// What an answer names its request by.
package enum RPCIdentifier: Hashable, Sendable, JSONConvertible {
  case number(Int)
  case text(ByteString)
  /// That of an answer to something that could not be read.
  case none

  /// Nil for what cannot be one.
  package init?(_ tree: JSONTree) {
    switch tree {
    case .number(let number):
      guard let whole = Int(exactly: number) else { return nil }
      self = .number(whole)
    case .string(let text): self = .text(text)
    case .null: self = .none
    default: return nil
    }
  }

  package func write(to json: inout JSONWriter) {
    switch self {
    case .number(let number): json.value(number)
    case .text(let text): json.value(text)
    case .none: json.null()
    }
  }
}
