import Bytes

/// The fields of events that modules of the manager decode in code (docs/reference/modules.md).
package enum ModuleFields {
  /// Whether events of a module of the manager cannot have a dynamic field (docs/reference/modules.md).
  static func cannotSet(_ name: ByteString, _ decoder: ByteString) -> Bool {
    if decoder.bytes.starts(with: "syscheck_".utf8) { return !fileIntegrityNames.contains(name) }
    switch decoder {
    case "rootcheck": return name != "title" && name != "file"
    case "sca": return !name.bytes.starts(with: "sca.".utf8)
    case "syscollector": return !isOfInventory(name)
    // That of CIS-CAT reads JSON, which may have any other name.
    default: return AlertNames.isOfAlert(name)
    }
  }

  /// The names of fields of modules whose names are all known; nil when one of the decoders is none of those.
  package static func names(_ decoders: Set<ByteString>) -> Set<ByteString>? {
    if decoders == ["rootcheck"] { return ["title", "file"] }
    return decoders.allSatisfy { $0.bytes.starts(with: "syscheck_".utf8) } ? fileIntegrityNames : nil
  }

  /// What names of inventory events begin with, one per kind.
  package static let inventoryStarts: [ByteString] = [
    "program.", "port.", "process.", "os.", "hardware.", "netinfo.", "hotfix",
  ]

  private static func isOfInventory(_ name: ByteString) -> Bool {
    name == "type" || name == "operation_type" || inventoryStarts.contains { name.bytes.starts(with: $0.bytes) }
  }

  /// The names of the fields of file integrity events, which are not those of the alert.
  package static let fileIntegrityNames: Set<ByteString> = Set(
    """
    file hard_links mode size size_before perm perm_before uid uid_before gid gid_before md5 md5_before sha1 \
    sha1_before uname uname_before gname gname_before mtime mtime_before inode inode_before sha256 sha256_before \
    changed_content win_attributes win_attributes_before changed_fields user_id user_name group_id group_name \
    process_name parent_name cwd parent_cwd audit_uid audit_name effective_uid effective_name ppid process_id tag \
    symbolic_path arch value_name value_type hash_full_path entry_type event_type
    """.split(separator: " ").map { ByteString(String($0)) })
}
