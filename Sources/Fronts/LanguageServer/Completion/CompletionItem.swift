import Bytes
import JSONText

/// Something that could be written at the cursor.
struct CompletionItem {
  /// What it is, by the protocol's numbers.
  enum Kind: Int {
    case text = 1
    case function = 3
    case field = 5
    case variable = 6
    case `class` = 7
    case module = 9
    case property = 10
    case value = 12
    case enumeration = 13
    case keyword = 14
    case file = 17
    case event = 23
  }

  var label: String
  var kind: Kind
  /// Shown behind it.
  var detail: String?
  /// Shown beside it, in Markdown.
  var documentation: String?
  /// What is written; the label where there is nothing else.
  var text: String?
  /// Whether the text is a snippet, with `$1` where the cursor goes.
  var isSnippet = false
  /// Says where it stands in the list.
  var order: String?

  init(_ label: String, _ kind: Kind, detail: String? = nil) {
    self.label = label
    self.kind = kind
    self.detail = detail
  }

  /// The item as the protocol has it.
  /// - Parameter range: what it takes the place of.
  func tree(replacing range: JSONTree) -> JSONTree {
    .members([
      "label": JSONTree(label), "kind": JSONTree(kind.rawValue),
      "detail": detail.flatMap { $0.isEmpty ? nil : JSONTree($0) },
      "documentation": documentation.map { .markdown($0) },
      "insertTextFormat": isSnippet ? 2 : nil, "sortText": order.map { JSONTree($0) },
      "filterText": JSONTree(label),
      "textEdit": ["range": range, "newText": JSONTree(text ?? label)],
    ])
  }
}
