import Bytes
import System

/// The journal of this machine, or of a folder, asked with `journalctl`.
package struct Journalctl: JournalSource {
  private let options: ByteString

  /// - Parameter folder: a folder of journal files; nil for the machine's own journal.
  package init(folder: ByteString? = nil) {
    options = folder.map { " -D " + Self.quoted($0) } ?? ""
  }

  package mutating func first(from time: UInt64) -> JournalEntry? {
    let micros = String(time % 1_000_000)
    let fraction = String(repeating: "0", count: 6 - micros.count) + micros
    return ask(time == 0 ? "" : ByteString(" --since=@\(time / 1_000_000).\(fraction)"), limit: 1).first
  }

  package mutating func newest() -> JournalEntry? { ask(" -n 1", limit: 1).last }

  package mutating func entries(behind cursor: ByteString?, limit: Int) -> [JournalEntry] {
    ask(cursor.map { " --after-cursor=" + Self.quoted($0) } ?? "", limit: limit)
  }

  private func ask(_ what: ByteString, limit: Int) -> [JournalEntry] {
    guard let output = ShellOutput(of: "exec journalctl -q --no-pager -o export" + options + what) else { return [] }
    defer { output.close() }
    var reader = JournalExport()
    var entries: [JournalEntry] = []
    while entries.count < limit, let entry = reader.next(output) { entries.append(entry) }
    return entries
  }

  private static func quoted(_ text: ByteString) -> ByteString {
    "'" + ByteString(text.bytes.flatMap { $0 == 0x27 ? Array("'\\''".utf8) : [$0] }) + "'"
  }
}

/// Reads journald's export format: fields in lines, binary ones with their length, an empty line behind each entry.
struct JournalExport {
  private var bytes: [UInt8] = []
  private var at = 0
  private var isAtEnd = false
  /// A field that is longer is cut; an entry with more of it than this is left out.
  private static let longest = 1 << 24

  /// The next entry; nil at the end.
  mutating func next(_ output: ShellOutput) -> JournalEntry? {
    var fields: [ByteString: ByteString] = [:]
    while let line = line(output) {
      guard !line.isEmpty else {
        if let entry = Self.entry(fields) { return entry }
        fields = [:]
        continue
      }
      if let equals = line.firstIndex(of: UInt8(ascii: "=")) {
        fields[ByteString(line[..<equals])] = ByteString(line[(equals + 1)...])
      } else if let value = binary(output) {
        fields[ByteString(line)] = value
      } else {
        return nil
      }
    }
    return Self.entry(fields)
  }

  private static func entry(_ fields: [ByteString: ByteString]) -> JournalEntry? {
    guard let cursor = fields["__CURSOR"], let time = fields["__REALTIME_TIMESTAMP"].flatMap({ UInt64($0.description) })
    else { return nil }
    return JournalEntry(cursor: cursor, time: time, fields: fields)
  }

  private mutating func line(_ output: ShellOutput) -> [UInt8]? {
    var searched = at
    while true {
      if let end = bytes[searched...].firstIndex(of: 10) {
        defer { at = end + 1 }
        return Array(bytes[at..<end])
      }
      searched = bytes.count
      guard bytes.count - at < Self.longest, fill(output, &searched) else { return nil }
    }
  }

  private mutating func binary(_ output: ShellOutput) -> ByteString? {
    var unused = 0
    while bytes.count - at < 8 { guard fill(output, &unused) else { return nil } }
    let size = bytes[at..<at + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard size < UInt64(Self.longest) else { return nil }
    let count = Int(size)
    while bytes.count - at < 8 + count + 1 { guard fill(output, &unused) else { return nil } }
    defer { at += 8 + count + 1 }
    return ByteString(bytes[at + 8..<at + 8 + count])
  }

  private mutating func fill(_ output: ShellOutput, _ searched: inout Int) -> Bool {
    if at > 1 << 16 {
      bytes.removeFirst(at)
      searched = max(0, searched - at)
      at = 0
    }
    let more = output.next(1 << 16)
    bytes.append(contentsOf: more)
    return !more.isEmpty
  }
}
