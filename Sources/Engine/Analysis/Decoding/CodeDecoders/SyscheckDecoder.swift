import Bytes
import JSONText

/// Events of file integrity monitoring. Rules see their members as fields and the JSON as log; documents show them under
/// `syscheck` and tell them in words.
enum SyscheckDecoder: CodeDecoder {
  static func decode(_ work: CodeDecoding) -> CodeDecoding.Result {
    guard work.text.count > 0, work.text[0] == UInt8(ascii: "{") else {
      return .dropped("the form of agents before 3.11, which is compared with stored checksums, is not supported")
    }
    guard let message = work.object() else { return .dropped("not a JSON object") }
    guard let type = message["type"]?.bytes, let data = message["data"], data.kind == .object else {
      return .dropped("a message of file integrity monitoring has a type and data")
    }
    guard type == "event" else { return .dropped("messages of type '\(type)' are no events") }
    let event: SyscheckEvent
    do throws(SyscheckEvent.Fault) {
      event = try SyscheckEvent(data)
    } catch {
      return .dropped(error.reason)
    }
    work.report(work.decoders.entry(event.kind, event.change))
    work.event.extras.syscheck = event
    setFields(event, work)
    // The log stays the JSON.
    work.event.fullLog = work.event.arena.append(SyscheckText.text(of: event))
    return .decoded
  }

  private static func setFields(_ event: SyscheckEvent, _ work: CodeDecoding) {
    let arena = work.event.arena
    func set(_ name: StaticString, _ value: ByteString?) {
      if let value { work.set(arena.append(literal: name), arena.append(value)) }
    }
    set("file", event.path)
    if let links = event.hardLinks {
      var writer = ByteWriter()
      writer.write("[")
      for (index, link) in links.enumerated() {
        if index > 0 { writer.write(",") }
        writer.write(jsonString: link)
      }
      writer.write("]")
      set("hard_links", ByteString(writer.bytes))
    }
    set("mode", event.mode)
    setAttributes(event.now, event.before, set)
    set("changed_content", event.contentChanges)
    set("win_attributes", event.now.attributes)
    set("win_attributes_before", event.before.attributes)
    if !event.changedAttributes.isEmpty {
      set("changed_fields", ByteString(event.changedAttributes.map(\.bytes).joined(separator: [UInt8(ascii: ",")])))
    }
    for name in Self.auditNames { set(name, event.audited(ByteString("\(name)"))) }
    set("tag", event.tags)
    set("symbolic_path", event.now.symbolicPath)
    set("arch", event.arch)
    set("value_name", event.valueName)
    set("value_type", event.now.valueType)
    set("hash_full_path", event.hashOfPath)
    set("entry_type", event.entryType)
    set("event_type", event.change.rawValue)
  }

  private static let auditNames: [StaticString] = [
    "user_id", "user_name", "group_id", "group_name", "process_name", "parent_name", "cwd", "parent_cwd", "audit_uid",
    "audit_name", "effective_uid", "effective_name", "ppid", "process_id",
  ]

  private static func setAttributes(
    _ now: SyscheckEvent.Attributes, _ before: SyscheckEvent.Attributes, _ set: (StaticString, ByteString?) -> Void
  ) {
    func seconds(_ time: Int?) -> ByteString? { time.map { ByteString("\($0)") } }
    set("size", now.size)
    set("size_before", before.size)
    set("perm", now.permissions)
    set("perm_before", before.permissions)
    set("uid", now.uid)
    set("uid_before", before.uid)
    set("gid", now.gid)
    set("gid_before", before.gid)
    set("md5", now.md5)
    set("md5_before", before.md5)
    set("sha1", now.sha1)
    set("sha1_before", before.sha1)
    set("uname", now.userName)
    set("uname_before", before.userName)
    set("gname", now.groupName)
    set("gname_before", before.groupName)
    set("mtime", seconds(now.modified))
    set("mtime_before", seconds(before.modified))
    set("inode", now.inode)
    set("inode_before", before.inode)
    set("sha256", now.sha256)
    set("sha256_before", before.sha256)
  }
}
