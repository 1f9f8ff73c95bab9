import Bytes

/// What file integrity monitoring says about a file, a registry key or a registry value.
struct SyscheckEvent {
  /// What has changed.
  typealias Kind = SyscheckKind
  /// How.
  typealias Change = SyscheckChange

  /// What is known of an entry at one moment; nil is what the message does not say.
  struct Attributes {
    var size: ByteString?
    var permissions: ByteString?
    var uid: ByteString?
    var gid: ByteString?
    var md5: ByteString?
    var sha1: ByteString?
    var sha256: ByteString?
    var userName: ByteString?
    var groupName: ByteString?
    /// Seconds since 1970.
    var modified: Int?
    var inode: ByteString?
    /// Attributes of Windows, with `, ` between them.
    var attributes: ByteString?
    var symbolicPath: ByteString?
    var valueType: ByteString?

    init() {}
  }

  let kind: Kind
  let change: Change
  let entryType: ByteString
  let path: ByteString
  let mode: ByteString?
  let arch: ByteString?
  let valueName: ByteString?
  let hashOfPath: ByteString?
  /// JSON of the other names of the file; nil where the message does not speak of them.
  let hardLinks: [ByteString]?
  let now: Attributes
  let before: Attributes
  let changedAttributes: [ByteString]
  let contentChanges: ByteString?
  let tags: ByteString?
  /// Texts about who did it, by the message's names.
  let audit: [(name: ByteString, value: ByteString)]

  /// A text about who did it.
  func audited(_ name: ByteString) -> ByteString? { audit.first { $0.name == name }?.value }
}
