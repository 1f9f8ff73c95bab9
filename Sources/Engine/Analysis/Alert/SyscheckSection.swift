import Bytes
import Calendar

/// The document's member `syscheck`: what file integrity monitoring says, before and after.
struct SyscheckSection {
  private var writer = ByteWriter()
  private var isFirst = true
  private let secondsFromUTC: (Int) -> Int

  /// The object, as one line of JSON.
  /// - Parameter secondsFromUTC: how far local time is ahead of UTC at a moment.
  static func json(_ event: SyscheckEvent, secondsFromUTC: @escaping (Int) -> Int) -> ByteString {
    var section = SyscheckSection(secondsFromUTC: secondsFromUTC)
    section.write(event)
    return ByteString(section.writer.bytes)
  }

  private init(secondsFromUTC: @escaping (Int) -> Int) { self.secondsFromUTC = secondsFromUTC }

  private mutating func write(_ event: SyscheckEvent) {
    let (before, now) = (event.before, event.now)
    writer.write("{")
    write("path", event.path)
    if let links = event.hardLinks { write("hard_links", list: links) }
    write("mode", event.mode)
    write("symbolic_path", now.symbolicPath)
    write("arch", event.arch)
    if let name = event.valueName { writeText("value_name", name) }
    write("value_type", now.valueType)
    write("size", before.size, now.size)
    writePermissions(before.permissions, now.permissions)
    write("uid", before.uid, now.uid)
    write("gid", before.gid, now.gid)
    write("md5", before.md5, now.md5)
    write("sha1", before.sha1, now.sha1)
    write("sha256", before.sha256, now.sha256)
    writeAttributes(before.attributes, now.attributes)
    write("uname", before.userName, now.userName)
    write("gname", before.groupName, now.groupName)
    write("mtime", before.modified.map(civil), now.modified.map(civil))
    writeInodes(before.inode, now.inode)
    write("diff", event.contentChanges)
    let tags = (event.tags ?? "").bytes.split(separator: UInt8(ascii: ",")).map { ByteString($0) }
    if !tags.isEmpty { write("tags", list: tags) }
    if !event.changedAttributes.isEmpty { write("changed_attributes", list: event.changedAttributes) }
    write("event", event.change.rawValue)
    writeAudit(event)
    writer.write("}")
  }

  // MARK: Members

  private mutating func open(_ name: ByteString) {
    if !isFirst { writer.write(",") }
    isFirst = false
    writer.write(jsonString: name)
    writer.write(":")
  }

  /// A text; nothing for one that is empty.
  private mutating func write(_ name: ByteString, _ value: ByteString?) {
    guard let value, !value.isEmpty else { return }
    writeText(name, value)
  }

  private mutating func writeText(_ name: ByteString, _ value: ByteString) {
    open(name)
    writer.write(jsonString: value)
  }

  private mutating func write(_ name: ByteString, list: [ByteString]) {
    open(name)
    write(list)
  }

  private mutating func write(_ list: [ByteString]) {
    writer.write("[")
    for (index, text) in list.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write(jsonString: text)
    }
    writer.write("]")
  }

  /// Both sides of a value: the old one only where it differs.
  private mutating func write(_ name: ByteString, _ before: ByteString?, _ now: ByteString?) {
    if before != now { write(Self.name(name, "_before"), before) }
    write(Self.name(name, "_after"), now)
  }

  private static func name(_ name: ByteString, _ ending: ByteString) -> ByteString {
    var whole = name
    whole.append(ending)
    return whole
  }

  private mutating func writePermissions(_ before: ByteString?, _ now: ByteString?) {
    if before != now { writePermissions(before, ending: "_before") }
    writePermissions(now, ending: "_after")
  }

  private mutating func writePermissions(_ text: ByteString?, ending: ByteString) {
    guard let text else { return }
    guard let entries = WindowsPermissions.entries(of: text) else { return write(Self.name("perm", ending), text) }
    open(Self.name("win_perm", ending))
    writer.write("[")
    for (index, entry) in entries.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write("{\"name\":")
      writer.write(jsonString: entry.name)
      if let allowed = entry.allowed {
        writer.write(",\"allowed\":")
        write(allowed)
      }
      if let denied = entry.denied {
        writer.write(",\"denied\":")
        write(denied)
      }
      writer.write("}")
    }
    writer.write("]")
  }

  private mutating func writeAttributes(_ before: ByteString?, _ now: ByteString?) {
    func parts(_ text: ByteString?) -> [ByteString] {
      (text ?? "").bytes.split(separator: UInt8(ascii: ",")).map { part in
        ByteString(part.drop { $0 == UInt8(ascii: " ") })
      }
    }
    if before != now, !parts(before).isEmpty { write("attrs_before", list: parts(before)) }
    if !parts(now).isEmpty { write("attrs_after", list: parts(now)) }
  }

  private mutating func writeInodes(_ before: ByteString?, _ now: ByteString?) {
    if before != now { writeInode("inode_before", before) }
    writeInode("inode_after", now)
  }

  /// The number that a text begins with.
  private mutating func writeInode(_ name: ByteString, _ text: ByteString?) {
    guard let text, !text.isEmpty else { return }
    let digits = text.bytes.prefix(while: ASCII.isDigit).drop { $0 == UInt8(ascii: "0") }
    open(name)
    writer.write(digits.isEmpty ? "0" : ByteString(digits))
  }

  /// `2023-11-14T22:13:20`, in local time.
  private func civil(_ seconds: Int) -> ByteString {
    var text = ByteWriter()
    text.write(timestamp: EventTime(seconds: seconds), secondsFromUTC: secondsFromUTC(seconds))
    return ByteString(text.bytes.prefix { $0 != UInt8(ascii: ".") })
  }

  // MARK: Who did it

  private static let audit: [(object: ByteString, members: [(name: ByteString, source: ByteString)])] = [
    ("user", [("id", "user_id"), ("name", "user_name")]),
    (
      "process",
      [
        ("id", "process_id"), ("name", "process_name"), ("cwd", "cwd"), ("parent_name", "parent_name"),
        ("parent_cwd", "parent_cwd"), ("ppid", "ppid"),
      ]
    ),
    ("group", [("id", "group_id"), ("name", "group_name")]),
    ("login_user", [("id", "audit_uid"), ("name", "audit_name")]),
    ("effective_user", [("id", "effective_uid"), ("name", "effective_name")]),
  ]

  private mutating func writeAudit(_ event: SyscheckEvent) {
    let objects = Self.audit.compactMap { object in
      let members = object.members.compactMap { member in
        event.audited(member.source).flatMap { $0.isEmpty ? nil : (name: member.name, value: $0) }
      }
      return members.isEmpty ? nil : (name: object.object, members: members)
    }
    guard !objects.isEmpty else { return }
    open("audit")
    writer.write("{")
    for (index, object) in objects.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write(jsonString: object.name)
      writer.write(":{")
      for (place, member) in object.members.enumerated() {
        if place > 0 { writer.write(",") }
        writer.write(jsonString: member.name)
        writer.write(":")
        writer.write(jsonString: member.value)
      }
      writer.write("}")
    }
    writer.write("}")
    isFirst = false
  }
}
