import Bytes
import JSONText

extension SyscheckEvent.Attributes {
  init(_ value: JSONValue) {
    func text(_ name: StaticString) -> ByteString? { value[name]?.bytes }
    size = value["size"]?.number.map { ByteString(whole: $0) }
    permissions = value["perm"].flatMap(WindowsPermissions.text)
    (uid, gid) = (text("uid"), text("gid"))
    (md5, sha1, sha256) = (text("hash_md5"), text("hash_sha1"), text("hash_sha256"))
    (userName, groupName) = (text("user_name"), text("group_name"))
    modified = value["mtime"]?.number.flatMap { $0.magnitude < 1e15 ? Int($0) : nil }
    inode = text("inode") ?? value["inode"]?.number.map { ByteString(whole: $0) }
    attributes = text("attributes")
    symbolicPath = text("symlink_path") ?? text("symbolic_path")
    valueType = text("value_type")
  }
}

extension SyscheckEvent {
  /// The event of a message's `data`.
  /// - Throws: what is missing, in words.
  init(_ data: JSONValue) throws(Fault) {
    guard let attributes = data["attributes"], attributes.kind == .object, let type = attributes["type"]?.bytes else {
      throw Fault("the event has no attributes with a type")
    }
    switch type {
    case "file", "registry": kind = .file
    case "registry_key": kind = .registryKey
    case "registry_value": kind = .registryValue
    default: throw Fault("the attributes are of type '\(type)', not file, registry_key or registry_value")
    }
    hashOfPath = data["index"]?.bytes
    if kind != .file, data["version"]?.number ?? 0 >= 3, hashOfPath == nil {
      throw Fault("an event of version 3 about the registry has an index")
    }
    guard let name = data["type"]?.bytes, let change = Change(rawValue: name) else {
      throw Fault("the event's type is added, modified or deleted")
    }
    guard let path = data["path"]?.bytes else { throw Fault("the event has no path") }
    (self.change, self.path, entryType) = (change, path, type)
    mode = data["mode"]?.bytes
    arch = data["arch"]?.bytes
    valueName = data["value_name"]?.bytes ?? (kind == .registryValue ? "Unknown key:Unknown Value" : nil)
    hardLinks = Self.texts(data["hard_links"])
    now = Attributes(attributes)
    before = data["old_attributes"].map { $0.kind == .object ? Attributes($0) : Attributes() } ?? Attributes()
    changedAttributes = Self.texts(data["changed_attributes"]) ?? []
    contentChanges = data["content_changes"]?.bytes
    tags = data["tags"]?.bytes
    audit = Self.audit(data["audit"])
  }

  /// Why a message is no event.
  struct Fault: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static func texts(_ value: JSONValue?) -> [ByteString]? {
    guard let value, value.kind == .array else { return nil }
    return value.children.compactMap(\.bytes)
  }

  private static func audit(_ value: JSONValue?) -> [(name: ByteString, value: ByteString)] {
    guard let value, value.kind == .object else { return [] }
    return value.children.compactMap { member in
      let isNumber = member.key == "process_id" || member.key == "ppid"
      if isNumber { return member.number.map { (member.key, ByteString(whole: $0)) } }
      return member.bytes.map { (member.key, $0) }
    }
  }
}
