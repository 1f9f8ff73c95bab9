import Bytes
import JSONText

/// A JSON document to be written: members keep their order.
package indirect enum JSONTree: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  case object([(String, JSONTree)])
  case array([JSONTree])
  case string(String)
  case number(Int)
  case bool(Bool)

  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A number.
  package init(integerLiteral value: Int) { self = .number(value) }
  /// True or false.
  package init(booleanLiteral value: Bool) { self = .bool(value) }

  /// An object without the members that are nil.
  package static func members(_ members: (String, JSONTree?)...) -> JSONTree {
    .object(members.compactMap { name, value in value.map { (name, $0) } })
  }

  /// The document, over several lines, with a final line end.
  package var text: String {
    var writer = ByteWriter()
    write(to: &writer, depth: 0)
    writer.write(byte: 10)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The document in one line, without a line end.
  package var line: String {
    var writer = ByteWriter()
    write(to: &writer, depth: nil)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// - Parameter depth: how far the document is indented here; nil keeps it in one line.
  private func write(to writer: inout ByteWriter, depth: Int?) {
    switch self {
    case .string(let text): writer.write(jsonString: text)
    case .number(let number): writer.write(decimal: number)
    case .bool(let value): writer.write(value ? "true" : "false")
    case .array(let elements):
      list(elements, "[", "]", &writer, depth) { element, writer in
        element.write(to: &writer, depth: depth.map { $0 + 1 })
      }
    case .object(let members):
      list(members, "{", "}", &writer, depth) { member, writer in
        writer.write(jsonString: member.0)
        writer.write(depth == nil ? ":" : ": ")
        member.1.write(to: &writer, depth: depth.map { $0 + 1 })
      }
    }
  }

  private func list<Element>(
    _ elements: [Element], _ open: StaticString, _ close: StaticString, _ writer: inout ByteWriter, _ depth: Int?,
    _ body: (Element, inout ByteWriter) -> Void
  ) {
    writer.write(open)
    for (index, element) in elements.enumerated() {
      if index > 0 { writer.write(",") }
      if let depth { Self.newLine(&writer, depth + 1) }
      body(element, &writer)
    }
    if let depth, !elements.isEmpty { Self.newLine(&writer, depth) }
    writer.write(close)
  }

  private static func newLine(_ writer: inout ByteWriter, _ depth: Int) {
    writer.write(byte: 10)
    for _ in 0..<depth { writer.write("  ") }
  }
}
