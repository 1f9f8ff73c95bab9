import Bytes

/// What an alert prints as the log of an event of file integrity monitoring; rules see the JSON that was received.
struct SyscheckText {
  /// Longest piece; a line of a list is one byte shorter.
  private static let pieceLimit = 256
  /// Longest name of what has changed.
  private static let nameLimit = 756
  private static let headLength = 719
  private static let tailLength = 30

  private var writer = ByteWriter()

  /// The text, with a line end behind each line.
  static func text(of event: SyscheckEvent) -> ByteString {
    var text = SyscheckText()
    text.write(event)
    return ByteString(text.writer.bytes)
  }

  private mutating func write(_ event: SyscheckEvent) {
    switch event.kind {
    case .file: writer.write("File '")
    case .registryKey: writer.write("Registry Key '")
    case .registryValue: writer.write("Registry Value '")
    }
    writer.write(Self.name(of: event))
    writer.write("' ")
    writer.write(event.change.rawValue)
    writer.write("\n")
    if let links = event.hardLinks { writeList("Hard links: ", links, empty: "(null)") }
    writer.write("Mode: ")
    writer.write(event.mode ?? "(null)")
    writer.write("\n")
    if !event.changedAttributes.isEmpty { writeList("Changed attributes: ", event.changedAttributes, empty: "") }
    if event.change == .modified { writeChanges(event.before, event.now) }
  }

  private mutating func writeList(_ label: ByteString, _ list: [ByteString], empty: ByteString) {
    var line = label
    for (index, item) in list.enumerated() {
      if index > 0 { line.append(",") }
      line.append(item)
    }
    if list.isEmpty { line.append(empty) }
    line.append("\n")
    writer.write(ByteString(line.bytes.prefix(Self.pieceLimit - 1)))
  }

  // MARK: What it is called

  private static func name(of event: SyscheckEvent) -> ByteString {
    guard event.kind != .file else {
      guard event.path.count > nameLimit else { return event.path }
      return shortened(event.path, head: headLength, tail: tailLength)
    }
    var name = event.arch ?? "(null)"
    name.append(" ")
    let label = name.count
    name.append(event.path)
    guard event.kind == .registryValue else {
      guard name.count > nameLimit else { return name }
      return shortened(name, head: headLength, tail: tailLength - label)
    }
    let value = event.valueName ?? ""
    name.append("\\")
    name.append(value)
    guard name.count > nameLimit else { return name }
    let head = max(0, nameLimit - (label - 1) - value.count)
    var short = ByteString(name.bytes.prefix(label) + event.path.bytes.prefix(head))
    short.append(" [...] \\")
    short.append(value)
    return ByteString(short.bytes.prefix(nameLimit))
  }

  private static func shortened(_ name: ByteString, head: Int, tail: Int) -> ByteString {
    var short = ByteString(name.bytes.prefix(head))
    short.append(" [...] ")
    short.append(ByteString(name.bytes.suffix(max(0, tail))))
    return short
  }

  // MARK: What has changed

  private mutating func writeChanges(_ before: SyscheckEvent.Attributes, _ now: SyscheckEvent.Attributes) {
    writeChange(before.size, now.size, "Size changed from '", "' to '", "'\n")
    writePermissions(before.permissions, now.permissions)
    writeChange(before.uid, now.uid, "Ownership was '", "', now it is '", "'\n")
    writeChange(before.userName, now.userName, "User name was '", "', now it is '", "'\n")
    writeChange(before.gid, now.gid, "Group ownership was '", "', now it is '", "'\n")
    writeChange(before.groupName, now.groupName, "Group name was '", "', now it is '", "'\n")
    writeChange(
      before.modified.map { ByteString("\($0)") }, now.modified.map { ByteString("\($0)") },
      "Old modification time was: '", "', now it is '", "'\n")
    writeChange(before.inode, now.inode, "Old inode was: '", "', now it is '", "'\n")
    writeChange(before.md5, now.md5, "Old md5sum was: '", "'\nNew md5sum is : '", "'\n")
    writeChange(before.sha1, now.sha1, "Old sha1sum was: '", "'\nNew sha1sum is : '", "'\n")
    writeChange(before.sha256, now.sha256, "Old sha256sum was: '", "'\nNew sha256sum is : '", "'\n")
    writeChange(before.attributes, now.attributes, "Old attributes were: '", "'\nNow they are '", "'\n")
  }

  private mutating func writeChange(
    _ before: ByteString?, _ now: ByteString?, _ label: ByteString, _ middle: ByteString, _ end: ByteString
  ) {
    guard let piece = Self.piece(before, now, label, middle, end) else { return }
    writer.write(ByteString(piece.bytes.prefix(Self.pieceLimit)))
  }

  private mutating func writePermissions(_ before: ByteString?, _ now: ByteString?) {
    guard let piece = Self.piece(before, now, "Permissions changed from '", "' to '", "'\n") else { return }
    writer.write(piece.count > Self.pieceLimit ? "Permissions changed.\n" : piece)
  }

  /// Both sides in words; nil when they are equal.
  private static func piece(
    _ before: ByteString?, _ now: ByteString?, _ label: ByteString, _ middle: ByteString, _ end: ByteString
  ) -> ByteString? {
    let (before, now) = (before ?? "", now ?? "")
    guard before != now else { return nil }
    return [label, before, middle, now, end].reduce(into: ByteString()) { $0.append($1) }
  }
}
