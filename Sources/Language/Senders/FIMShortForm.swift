import Bytes
import Calendar
import JSONText

/// A path and what changed, as the event that an agent would send about it.
struct FIMShortForm {
  private let message: JSONValue
  private let path: ByteString
  private let type: ByteString
  private let isComplete: Bool

  /// An attribute: its name in messages, its short names, and its usual value as JSON.
  private struct Attribute {
    let name: StaticString
    let short: [StaticString]
    let usual: StaticString
    var isNumber = false
    /// What agents on Windows do not send.
    var isUnix = false
  }

  private static let attributes = [
    Attribute(name: "size", short: ["size"], usual: "1", isNumber: true),
    Attribute(name: "perm", short: ["perm", "win_perm"], usual: #""rw-r--r--""#, isUnix: true),
    Attribute(name: "uid", short: ["uid"], usual: #""0""#, isUnix: true),
    Attribute(name: "gid", short: ["gid"], usual: #""0""#, isUnix: true),
    Attribute(name: "user_name", short: ["uname", "user_name"], usual: #""root""#, isUnix: true),
    Attribute(name: "group_name", short: ["gname", "group_name"], usual: #""root""#, isUnix: true),
    Attribute(name: "inode", short: ["inode"], usual: #""1""#, isUnix: true),
    Attribute(name: "mtime", short: ["mtime"], usual: "1704888000", isNumber: true),
    Attribute(name: "hash_md5", short: ["md5", "hash_md5"], usual: #""0cc175b9c0f1b6a831c399e269772661""#),
    Attribute(
      name: "hash_sha1", short: ["sha1", "hash_sha1"], usual: #""86f7e437faa5a7fce15d1ddcb9eaeaea377667b8""#),
    Attribute(
      name: "hash_sha256", short: ["sha256", "hash_sha256"],
      usual: #""ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb""#),
    Attribute(name: "attributes", short: ["attrs"], usual: ""),
    Attribute(name: "symlink_path", short: ["symbolic_path", "symlink_path"], usual: ""),
    Attribute(name: "value_type", short: ["value_type"], usual: ""),
  ]

  init(_ message: JSONValue, path: ByteString) throws(InputError) {
    self.message = message
    self.path = path
    isComplete = message.children.contains { $0.key.bytes.suffix(6).elementsEqual("_after".utf8) }
    let hasBefore = message.children.contains { $0.key.bytes.suffix(7).elementsEqual("_before".utf8) }
    type = message.member(["type", "event"])?.bytes ?? (hasBefore ? "modified" : "added")
    guard (["added", "modified", "deleted"] as [ByteString]).contains(type) else {
      throw InputError(message: "the type of the event is added, modified or deleted, not `\(type)`", offset: 0)
    }
  }

  func write(to writer: inout ByteWriter) throws(InputError) {
    writer.write(#"{"path":"#)
    writer.write(jsonString: path)
    writer.write(#","version":2,"mode":"#)
    writer.write(jsonString: message["mode"]?.bytes ?? "realtime")
    writer.write(#","type":"#)
    writer.write(jsonString: type)
    for name in ["arch", "value_name"] as [StaticString] { copy(name, as: name, to: &writer) }
    writer.write(#","timestamp":1704888000,"attributes":"#)
    let changed = try write(attributes: "_after", to: &writer)
    if type == "modified" {
      copyChangedAttributes(changed, to: &writer)
      writer.write(#","old_attributes":"#)
      _ = try write(attributes: "_before", to: &writer)
    }
    copy("hard_links", as: "hard_links", to: &writer)
    copy("diff", as: "content_changes", to: &writer)
    copy("content_changes", as: "content_changes", to: &writer)
    if let tags = message["tags"] {
      writer.write(#","tags":"#)
      let list = tags.children.compactMap(\.bytes).map(\.bytes).joined(separator: [UInt8(ascii: ",")])
      writer.write(jsonString: tags.bytes ?? ByteString(list))
    }
    writeAudit(to: &writer)
    writer.write("}")
  }

  private func copy(_ name: StaticString, as target: StaticString, to writer: inout ByteWriter) {
    guard let value = message[name] else { return }
    writer.write(",\"")
    writer.write(target)
    writer.write("\":")
    writer.write(compactJSON: value)
  }

  private var entryType: StaticString {
    if message["entry_type"]?.bytes == "registry" { return "registry" }
    if message["value_name"] != nil { return "registry_value" }
    return path.bytes.starts(with: "HKEY_".utf8) ? "registry_key" : "file"
  }

  private var isWindows: Bool { path.bytes.contains(UInt8(ascii: "\\")) }

  // MARK: Attributes

  /// Writes the attributes of one side and says which of them differ from the other's.
  private func write(attributes side: ByteString, to writer: inout ByteWriter) throws(InputError) -> [StaticString] {
    writer.write("{\"type\":\"")
    writer.write(entryType)
    writer.write("\"")
    var changed: [StaticString] = []
    for attribute in Self.attributes {
      let before = value(of: attribute, ending: "_before")
      let now = value(of: attribute, ending: "_after") ?? value(of: attribute, ending: "")
      if before != nil || (!isComplete && now != nil) { changed.append(attribute.short[0]) }
      // What is given alone is what has changed, from its usual value.
      let old = before ?? value(of: attribute, ending: "_after")
      guard let value = side == "_before" ? old : now else {
        writeUsual(attribute, to: &writer)
        continue
      }
      writeName(of: attribute, to: &writer)
      if attribute.name.description == "mtime" {
        writer.write(decimal: try seconds(value))
      } else if attribute.isNumber {
        writer.write(try number(value, of: attribute))
      } else {
        write(text: value, to: &writer)
      }
    }
    writer.write(#","checksum":"0"}"#)
    return changed
  }

  private func value(of attribute: Attribute, ending: ByteString) -> JSONValue? {
    for name in attribute.short {
      var key = ByteString("\(name)")
      key.append(ending)
      if let found = message.children.first(where: { $0.key == key }) { return found }
    }
    return nil
  }

  private func writeName(of attribute: Attribute, to writer: inout ByteWriter) {
    writer.write(",\"")
    writer.write(attribute.name)
    writer.write("\":")
  }

  private func writeUsual(_ attribute: Attribute, to writer: inout ByteWriter) {
    guard !isComplete, attribute.usual.utf8CodeUnitCount > 0, entryType.description == "file",
      !(attribute.isUnix && isWindows)
    else { return }
    writeName(of: attribute, to: &writer)
    writer.write(attribute.usual)
  }

  private func number(_ value: JSONValue, of attribute: Attribute) throws(InputError) -> ByteString {
    let text = value.kind == .number ? value.source : value.bytes ?? ""
    guard !text.isEmpty, text.bytes.allSatisfy(ASCII.isDigit) else {
      throw InputError(message: "`\(value.key)` is a number")
    }
    return text
  }

  /// Seconds since 1970 of a number or of `2024-01-10T12:00:00`.
  private func seconds(_ value: JSONValue) throws(InputError) -> Int {
    if let number = value.number, number.magnitude < 1e15 { return Int(number) }
    let parts = (value.bytes ?? "").bytes.split(omittingEmptySubsequences: false) { !ASCII.isDigit($0) }
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard parts.count >= 6, let year = parts[0], let month = parts[1], let day = parts[2], let hour = parts[3],
      let minute = parts[4], let second = parts[5], (1...9999).contains(year), (1...12).contains(month)
    else { throw InputError(message: "`\(value.key)` is a time: seconds since 1970, or 2024-01-10T12:00:00") }
    return CivilDate(year: year, month: month, day: day).dayNumber * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// A text; lists of alerts (attributes and permissions of Windows) become the text that agents send.
  private func write(text value: JSONValue, to writer: inout ByteWriter) {
    guard value.kind == .array else {
      if value.kind == .number { return writer.write(jsonString: value.source) }
      return writer.write(compactJSON: value)
    }
    var parts: [ByteString] = []
    for element in value.children {
      if let text = element.bytes { parts.append(text) }
      guard let name = element["name"]?.bytes else { continue }
      for kind in ["allowed", "denied"] as [StaticString] {
        guard let rights = element[kind]?.children.compactMap(\.bytes) else { continue }
        let list = rights.map(\.description).joined(separator: "|")
        parts.append(ByteString("\(name) (\(kind)): \(list)"))
      }
    }
    writer.write(jsonString: parts.map(\.description).joined(separator: ", "))
  }

  private func copyChangedAttributes(_ changed: [StaticString], to writer: inout ByteWriter) {
    writer.write(#","changed_attributes":"#)
    if let given = message["changed_attributes"] { return writer.write(compactJSON: given) }
    let names: [String: String] = [
      "perm": "permission", "uname": "user_name", "gname": "group_name", "attrs": "attributes",
    ]
    writer.write("[")
    for (index, name) in changed.map(\.description).enumerated() {
      if index > 0 { writer.write(",") }
      writer.write(jsonString: names[name] ?? name)
    }
    writer.write("]")
  }

  // MARK: Who did it

  private func writeAudit(to writer: inout ByteWriter) {
    guard let audit = message["audit"], audit.kind == .object else { return }
    var members: [(StaticString, JSONValue)] = []
    func add(_ object: StaticString, _ names: [(StaticString, StaticString)]) {
      guard let group = audit[object], group.kind == .object else { return }
      for (name, target) in names {
        if let value = group[name] { members.append((target, value)) }
      }
    }
    add("user", [("id", "user_id"), ("name", "user_name")])
    add(
      "process",
      [
        ("id", "process_id"), ("name", "process_name"), ("cwd", "cwd"), ("parent_name", "parent_name"),
        ("parent_cwd", "parent_cwd"), ("ppid", "ppid"),
      ])
    add("group", [("id", "group_id"), ("name", "group_name")])
    add("login_user", [("id", "audit_uid"), ("name", "audit_name")])
    add("effective_user", [("id", "effective_uid"), ("name", "effective_name")])
    writer.write(#","audit":"#)
    guard !members.isEmpty else { return writer.write(compactJSON: audit) }
    writer.write("{")
    for (index, (name, value)) in members.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write("\"")
      writer.write(name)
      writer.write("\":")
      let isNumber = name.description == "process_id" || name.description == "ppid"
      if isNumber, let text = value.bytes, !text.isEmpty, text.bytes.allSatisfy(ASCII.isDigit) {
        writer.write(text)
      } else {
        writer.write(compactJSON: value)
      }
    }
    writer.write("}")
  }
}
