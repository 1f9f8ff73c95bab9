import Bytes
import JSONText

/// What a cursor is behind of, and what could be written there.
struct Proposals {
  /// The bytes that have been typed of it.
  var range: Range<Int>
  var items: [CompletionItem]
  /// Whether there is more for another beginning of the word.
  var isIncomplete = false

  /// So many are shown at once.
  static let limit = 200

  /// Those that begin with what was typed, in any case; numbers and names alike.
  init(_ items: some Sequence<CompletionItem>, for range: Range<Int>, of text: [UInt8]) {
    self.range = range
    let typed = ByteString(text[range]).lowercased
    self.items = []
    for item in items {
      guard typed.isEmpty || Self.matches(item.label, typed) else { continue }
      guard self.items.count < Self.limit else {
        isIncomplete = true
        break
      }
      self.items.append(item)
    }
  }

  private static func matches(_ label: String, _ typed: ByteString) -> Bool {
    let label = ByteString(label).lowercased
    return label.bytes.starts(with: typed.bytes)
      || label.withView { label in typed.withView { label.firstIndex(of: $0) != nil } }
  }
}
