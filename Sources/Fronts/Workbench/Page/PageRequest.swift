import Alerts
import Bytes
import JSONText

/// A question of the page: `{"op": "panels", "query": "…", …}`.
struct PageRequest {
  /// Why a question has no answer.
  struct Fault: Error {
    var message: String
    var hint: String?
    /// The bytes of the query that it is about, where it is about one.
    var place: Range<Int>?

    init(_ message: String, hint: String? = nil, place: Range<Int>? = nil) {
      (self.message, self.hint, self.place) = (message, hint, place)
    }

    init(_ fault: QueryFault) { self.init(fault.message, hint: fault.hint, place: fault.place) }
  }

  /// What is asked; empty where the line is no question.
  let operation: String
  private let value: JSONValue?

  init(_ line: ByteString, _ reader: JSONReader) {
    guard line.withView({ reader.parse($0, maximumDepth: 16) }), reader.root.kind == .object else {
      (operation, value) = ("", nil)
      return
    }
    value = reader.root
    operation = reader.root["op"]?.string ?? ""
  }

  /// A text; nil where there is none.
  func text(_ name: StaticString) -> ByteString? { value?[name]?.bytes }

  /// A text, which may be empty.
  func string(_ name: StaticString) -> String { value?[name]?.string ?? "" }

  /// Whether it says yes.
  func flag(_ name: StaticString) -> Bool { value?[name]?.bool ?? false }

  /// A whole number within bounds; nil where there is none.
  func number(_ name: StaticString, in bounds: ClosedRange<Int>) throws(Fault) -> Int? {
    guard let given = value?[name], given.kind != .null else { return nil }
    guard let number = given.number.flatMap({ Int(exactly: $0.rounded()) }), bounds.contains(number) else {
      throw Fault("'\(name)' is a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return number
  }

  /// Texts of a list.
  func texts(_ name: StaticString, atMost limit: Int) throws(Fault) -> [ByteString] {
    guard let given = value?[name], given.kind != .null else { return [] }
    let texts = given.kind == .array ? given.children.compactMap(\.bytes) : []
    guard given.kind == .array, texts.count == given.children.count, texts.count <= limit else {
      throw Fault("'\(name)' is a list of at most \(limit) texts")
    }
    return texts
  }

  /// The objects of a list.
  func objects(_ name: StaticString, atMost limit: Int) throws(Fault) -> [JSONValue] {
    guard let given = value?[name], given.kind != .null else { return [] }
    let objects = given.kind == .array ? given.children : []
    guard given.kind == .array, objects.allSatisfy({ $0.kind == .object }), objects.count <= limit else {
      throw Fault("'\(name)' is a list of at most \(limit) objects")
    }
    return objects
  }
}
