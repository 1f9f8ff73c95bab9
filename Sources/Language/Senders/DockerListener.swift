import Bytes
import JSONText

/// What the listener on a Docker host makes of an event of the Docker Engine: `{"integration": "docker", "docker": …}`,
/// written as Python's `json.dumps` writes it.
enum DockerListener: Sender {
  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    let reader = JSONReader()
    guard text.withView({ reader.parse($0) }), reader.root.kind == .object else {
      throw InputError(
        message: "the Docker listener takes JSON objects only", hint: "paste an event of `docker events --format json`",
        offset: JSONInput.offsetOfError(in: text))
    }
    var writer = ByteWriter()
    writer.write(#"{"integration": "docker", "docker": "#)
    write(reader.root, to: &writer)
    writer.write("}")
    return SentEvent(ByteString(writer.bytes))
  }

  private static func write(_ value: JSONValue, to writer: inout ByteWriter) {
    switch value.kind {
    case .object:
      writer.write("{")
      for (index, member) in value.children.enumerated() {
        if index > 0 { writer.write(", ") }
        writeASCII(member.key, to: &writer)
        writer.write(": ")
        write(member, to: &writer)
      }
      writer.write("}")
    case .array:
      writer.write("[")
      for (index, element) in value.children.enumerated() {
        if index > 0 { writer.write(", ") }
        write(element, to: &writer)
      }
      writer.write("]")
    case .string: writeASCII(value.bytes ?? "", to: &writer)
    case .number:
      let source = value.source
      let isInteger = source.bytes.allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: "-") }
      writer.write(isInteger ? source.description : "\(value.number ?? 0)")
    case .yes: writer.write("true")
    case .no: writer.write("false")
    case .null: writer.write("null")
    }
  }

  /// Everything outside ASCII becomes `\uXXXX`, in pairs beyond the basic plane.
  private static func writeASCII(_ text: ByteString, to writer: inout ByteWriter) {
    var escaped = ByteWriter()
    escaped.write(jsonString: text)
    for unit in ByteString(escaped.bytes).description.utf16 {
      if unit < 0x7F {
        writer.write(byte: UInt8(unit))
      } else {
        let digits = String(unit, radix: 16)
        writer.write("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      }
    }
  }
}
