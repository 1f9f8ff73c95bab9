import Bytes
import JSONText

extension JSONTree {
  /// An object of those members that there are.
  static func members(_ members: KeyValuePairs<String, JSONTree?>) -> JSONTree {
    .object(members.compactMap { name, value in value.map { Member(ByteString(name), $0) } })
  }

  /// Text for people in Markdown.
  static func markdown(_ text: String) -> JSONTree { ["kind": "markdown", "value": JSONTree(text)] }

  /// A text.
  init(_ text: ByteString) { self = .string(text) }
}
