import Bytes
import Memory

/// The fields that documents have had so far, found from the outside in: `data`, in it `docker`, in it `Action`.
struct FieldTree {
  private struct Field {
    var key: ByteRange
    var parent: Int32
    var nextSibling: Int32 = -1
    var firstChild: Int32 = -1
    var lastChild: Int32 = -1
    /// The sibling that followed it in the last document: documents of a kind have their members in the same order.
    var follower: Int32 = -1
    var column: Int32 = -1
  }

  private let text = ByteArena(capacity: 4096)
  private var fields: [Field]

  /// No more fields are told apart: what writes more names its fields after values.
  static let most = 4096

  init() {
    fields = [Field(key: text.append(ByteView.empty), parent: -1)]
  }

  /// A child of a field; nil where there are too many fields.
  /// - Parameter before: the child that came before it in this document, −1 for the first.
  @inline(__always)
  mutating func child(of parent: Int, named key: ByteView, after before: Int) -> Int? {
    let expected = Int(before < 0 ? fields[parent].firstChild : fields[before].follower)
    if expected >= 0, text.view(fields[expected].key) == key { return expected }
    return search(parent, key, before)
  }

  @inline(never)
  private mutating func search(_ parent: Int, _ key: ByteView, _ before: Int) -> Int? {
    var index = Int(fields[parent].firstChild)
    while index >= 0, !(text.view(fields[index].key) == key) { index = Int(fields[index].nextSibling) }
    if index < 0 {
      guard fields.count < Self.most else { return nil }
      index = fields.count
      fields.append(Field(key: text.append(key), parent: Int32(parent)))
      let last = Int(fields[parent].lastChild)
      if last < 0 { fields[parent].firstChild = Int32(index) } else { fields[last].nextSibling = Int32(index) }
      fields[parent].lastChild = Int32(index)
    }
    if before >= 0 { fields[before].follower = Int32(index) }
    return index
  }

  /// The column of a field; −1 while it has none.
  @inline(__always)
  func column(of field: Int) -> Int { Int(fields[field].column) }

  /// Gives a field its column.
  mutating func setColumn(_ column: Int, of field: Int) { fields[field].column = Int32(column) }

  /// The names from the outermost in, joined by dots.
  func path(of field: Int) -> String {
    var names: [String] = []
    var index = field
    while index > 0 {
      names.append(String(text.view(fields[index].key)))
      index = Int(fields[index].parent)
    }
    return names.reversed().joined(separator: ".")
  }
}
