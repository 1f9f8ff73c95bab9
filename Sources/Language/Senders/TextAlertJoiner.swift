import Bytes

/// Joins the lines of alerts.log to alerts; all other lines stay as they are.
package struct TextAlertJoiner {
  /// Most bytes of one alert.
  private static let limit = Limits.joinedEvent
  private var pending: [UInt8] = []

  package init() {}

  /// Whether a line begins an alert.
  package static func begins(_ line: ByteString) -> Bool { TextAlert.begins(line.bytes) }

  /// Whether a line begins an alert.
  package static func begins(_ line: ByteView) -> Bool {
    line.starts(with: "** Alert ") && line.count > 9 && ASCII.isDigit(line[9])
  }

  /// Takes a line, which has no line end.
  /// - Returns: what is complete with it.
  package mutating func add(_ line: ByteString) -> [ByteString] {
    if TextAlert.begins(line.bytes) {
      let before = finish()
      pending = line.bytes
      return before.map { [$0] } ?? []
    }
    guard !pending.isEmpty else { return [line] }
    // The text of a changed file has empty lines in it.
    let isEnd = line.isEmpty && pending.firstRange(of: "->syscheck\n".utf8) == nil
    if isEnd || pending.count + line.count > Self.limit { return finish().map { [$0] } ?? [] }
    pending.append(10)
    pending.append(contentsOf: line.bytes)
    return []
  }

  /// What the end of the input completes.
  package mutating func finish() -> ByteString? {
    defer { pending.removeAll() }
    return pending.isEmpty ? nil : ByteString(pending)
  }
}
