import Bytes
import JSONText

/// What can be made again of a document that does not hold its log: its fields are all that was in it.
struct ArchivedText {
  private let data: JSONValue?
  private let decoder: ByteString
  private let format: InputFormat

  init(_ document: JSONValue, decoder: ByteString, place: ByteString, format: InputFormat) {
    data = document["data"].flatMap { $0.kind == .object && !$0.children.isEmpty ? $0 : nil }
    self.decoder = decoder
    self.format = format
  }

  /// The log; nil where the fields do not tell what it was.
  var text: ByteString? {
    guard let data else { return nil }
    switch format {
    case .windows:
      guard let win = data["win"] else { return nil }
      return Self.object { writer in
        writer.write("\"win\":")
        writer.write(compactJSON: win)
      }
    case .sca: return data["sca"].flatMap { $0.kind == .object ? Self.policyMessage($0) : nil }
    // A title is not all of rootcheck's line; the tables of an inventory have other names.
    case .rootcheck, .inventory: return nil
    default:
      let isJSON = decoder == "json" || decoder == "ciscat" || data["integration"] != nil
      return isJSON ? Self.compact(data) : nil
    }
  }

  static func compact(_ value: JSONValue) -> ByteString {
    var writer = ByteWriter()
    writer.write(compactJSON: value)
    return ByteString(writer.bytes)
  }

  private static func object(_ write: (inout ByteWriter) -> Void) -> ByteString {
    var writer = ByteWriter()
    writer.write("{")
    write(&writer)
    writer.write("}")
    return ByteString(writer.bytes)
  }

  /// The object of a change of a file, from which the event can be made.
  static func change(_ syscheck: JSONValue, decoder: ByteString) -> ByteString {
    var object = compact(syscheck)
    // What the decoder's name says, and the object does not: agents before 4.1 called keys and values alike.
    let isKey = syscheck["path"]?.bytes?.bytes.starts(with: "HKEY_".utf8) ?? false
    if isKey, !decoder.bytes.starts(with: "syscheck_registry_".utf8), object.bytes.last == UInt8(ascii: "}") {
      object = ByteString(object.bytes.dropLast() + Array(#","entry_type":"registry"}"#.utf8))
    }
    return object
  }

  // MARK: Security configuration assessment

  /// What was known before a result came, as far as the event shows it: news has fields, everything else has none.
  func previous(of log: ByteString) -> ByteString? {
    let reader = JSONReader()
    guard log.withView({ reader.parse($0) }) else { return nil }
    let message = reader.root
    let fields = data?["sca"]
    switch message["type"]?.bytes {
    case "check":
      if let fields { return fields["check"]?["previous_result"]?.bytes }
      return message["check"]?["result"]?.bytes ?? "not applicable"
    case "summary": return fields == nil && message["first_scan"] == nil ? "unchanged" : nil
    default: return nil
    }
  }

  /// The agent's message of the fields that the manager had made of it.
  private static func policyMessage(_ fields: JSONValue) -> ByteString? {
    func number(_ name: StaticString, of value: JSONValue) -> ByteString {
      value[name]?.bytes.flatMap { !$0.isEmpty && $0.bytes.allSatisfy(ASCII.isDigit) ? $0 : nil } ?? "1"
    }
    guard let check = fields["check"] else { return summary(fields, number) }
    return object { writer in
      writer.write("\"type\":\"check\",\"id\":")
      writer.write(number("scan_id", of: fields))
      writer.write(",\"policy\":")
      writer.write(jsonString: fields["policy"]?.bytes ?? "policy")
      writer.write(",\"policy_id\":\"policy\",\"check\":{\"id\":")
      writer.write(number("id", of: check))
      for member in check.children where member.key != "id" && member.key != "previous_result" {
        writer.write(",")
        writer.write(jsonString: member.key)
        writer.write(":")
        // Lists were texts with commas in the message.
        let list = member.children.compactMap(\.bytes).map(\.bytes).joined(separator: [UInt8(ascii: ",")])
        if member.kind == .array {
          writer.write(jsonString: ByteString(list))
        } else {
          writer.write(compactJSON: member)
        }
      }
      writer.write("}")
    }
  }

  private static func summary(
    _ fields: JSONValue, _ number: (StaticString, JSONValue) -> ByteString
  ) -> ByteString? {
    guard fields["type"]?.bytes == "summary" else { return nil }
    return object { writer in
      writer.write("\"type\":\"summary\",\"hash\":\"rebuilt\",\"name\":")
      writer.write(jsonString: fields["policy"]?.bytes ?? "policy")
      for name in ["policy_id", "description", "file"] as [StaticString] {
        guard let value = fields[name]?.bytes else { continue }
        writer.write(",\"\(name)\":")
        writer.write(jsonString: value)
      }
      for name in ["scan_id", "passed", "failed", "invalid", "total_checks", "score"] as [StaticString] {
        writer.write(",\"\(name)\":")
        writer.write(number(name, fields))
      }
    }
  }
}
