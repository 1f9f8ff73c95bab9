import Bytes
import JSONText

/// A JSON document to be written: members keep their order.
indirect enum JSONTree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  case object([(String, JSONTree)])
  case array([JSONTree])
  case string(String)
  case number(Int)
  case bool(Bool)

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }

  /// An object without the members that are nil.
  static func members(_ members: (String, JSONTree?)...) -> JSONTree {
    .object(members.compactMap { name, value in value.map { (name, $0) } })
  }

  /// The document, over several lines, with a final line end.
  var text: String {
    var writer = ByteWriter()
    write(to: &writer, depth: 0)
    writer.write(byte: 10)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func write(to writer: inout ByteWriter, depth: Int) {
    switch self {
    case .string(let text): writer.write(jsonString: text)
    case .number(let number): writer.write(decimal: number)
    case .bool(let value): writer.write(value ? "true" : "false")
    case .array(let elements):
      list(elements, "[", "]", &writer, depth) { element, writer in element.write(to: &writer, depth: depth + 1) }
    case .object(let members):
      list(members, "{", "}", &writer, depth) { member, writer in
        writer.write(jsonString: member.0)
        writer.write(": ")
        member.1.write(to: &writer, depth: depth + 1)
      }
    }
  }

  private func list<Element>(
    _ elements: [Element], _ open: StaticString, _ close: StaticString, _ writer: inout ByteWriter, _ depth: Int,
    _ body: (Element, inout ByteWriter) -> Void
  ) {
    writer.write(open)
    for (index, element) in elements.enumerated() {
      if index > 0 { writer.write(",") }
      Self.newLine(&writer, depth + 1)
      body(element, &writer)
    }
    if !elements.isEmpty { Self.newLine(&writer, depth) }
    writer.write(close)
  }

  private static func newLine(_ writer: inout ByteWriter, _ depth: Int) {
    writer.write(byte: 10)
    for _ in 0..<depth { writer.write("  ") }
  }
}
