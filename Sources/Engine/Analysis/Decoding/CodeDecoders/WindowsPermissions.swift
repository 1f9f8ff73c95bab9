import Bytes
import JSONText

/// The permissions of a file on Windows: an object by account, or `NAME (allowed): A|B, NAME (denied): C`.
enum WindowsPermissions {
  /// The text of permissions in either form; nil for what is neither.
  static func text(_ value: JSONValue) -> ByteString? {
    guard value.kind == .object else { return value.bytes }
    var writer = ByteWriter()
    for account in value.children where account.kind == .object {
      let name = account["name"]?.bytes ?? account.key
      for kind in ["allowed", "denied"] as [StaticString] {
        guard let list = account[kind], list.kind == .array else { continue }
        if writer.count > 0 { writer.write(", ") }
        writer.write(name)
        writer.write(" (")
        writer.write(kind)
        writer.write("): ")
        for (index, right) in list.children.compactMap(\.bytes).enumerated() {
          if index > 0 { writer.write("|") }
          writer.write(ByteString(right.bytes.map { ASCII.isLower($0) ? $0 - 0x20 : $0 }))
        }
      }
    }
    return ByteString(writer.bytes)
  }

  /// An account and what it may do and may not.
  struct Entry {
    let name: ByteString
    var allowed: [ByteString]?
    var denied: [ByteString]?
  }

  /// The accounts of a text; nil for a text that documents show as it is: one without a `|`.
  static func entries(of text: ByteString) -> [Entry]? {
    guard text.bytes.contains(UInt8(ascii: "|")) else { return nil }
    var entries: [Entry] = []
    var rest = text.bytes[...]
    while !rest.isEmpty {
      let end = rest.firstRange(of: ", ".utf8)
      let part = rest[..<(end?.lowerBound ?? rest.endIndex)]
      rest = end.map { rest[$0.upperBound...] } ?? []
      guard let open = part.firstRange(of: " (".utf8), let close = part[open.upperBound...].firstRange(of: "):".utf8)
      else { continue }
      let name = ByteString(part[..<open.lowerBound])
      let rights = part[close.upperBound...].drop { $0 == UInt8(ascii: " ") }
        .split(separator: UInt8(ascii: "|")).map { ByteString($0.map { ASCII.isLower($0) ? $0 - 0x20 : $0 }) }
      let isAllowed = part[open.upperBound..<close.lowerBound].elementsEqual("allowed".utf8)
      let place = entries.firstIndex { $0.name == name } ?? entries.endIndex
      if place == entries.endIndex { entries.append(Entry(name: name)) }
      if isAllowed { entries[place].allowed = rights } else { entries[place].denied = rights }
    }
    return entries
  }
}
