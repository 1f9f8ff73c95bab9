import Bytes

/// `ossecalert`: an `alerts.log`, one alert in a turn.
enum OssecAlertFormat {
  /// An alert while its lines are read.
  private struct Draft {
    var lines = 0
    var level = ByteString()
    var rule = ByteString()
    var comment = ByteString()
    var location = ByteString()
    var address: ByteString?
    var user: ByteString?
    var log: [UInt8] = []
  }

  /// The longest event.
  private static let limit = 2048

  static func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    let (start, tracker) = (source.offset, state.tracker)
    var draft: Draft?
    var lines = WholeLines()
    while let line = lines.next(&source, &state, outlet) {
      if line.starts(with: "** Alert") {
        draft = Draft()
      } else if line.isEmpty {
        guard let alert = draft, alert.lines > 0 else { continue }
        lines.finish(&source, &state)
        let text = text(of: alert)
        text.withView { if outlet.accepts($0, for: file) { outlet.send($0, from: file, state.place) } }
        return
      } else if var alert = draft {
        add(line, to: &alert)
        draft = alert
      }
    }
    lines.finish(&source, &state)
    // An alert that is not finished yet is read again.
    guard draft != nil, outlet.mayRead(after: draft?.lines ?? 0) else { return }
    source.rewind(to: start)
    state.tracker = tracker
  }

  private static func add(_ line: ByteView, to alert: inout Draft) {
    alert.lines += 1
    if alert.lines == 1 {
      // `2017 Nov 11 00:00:01 LOCATION`
      alert.location = ByteString(line.from(min(21, line.count)))
    } else if line.starts(with: "Rule: "), alert.rule.isEmpty {
      readRule(line.from(6), &alert)
    } else if line.starts(with: "Src IP: ") {
      alert.address = ByteString(line.from(8))
    } else if line.starts(with: "User: ") {
      alert.user = ByteString(line.from(6))
    } else if alert.log.isEmpty, isOtherField(line) {
      return
    } else if alert.log.count < limit {
      alert.log.append(contentsOf: line.prefix(limit).buffer)
      alert.log.append(10)
    }
  }

  private static func isOtherField(_ line: ByteView) -> Bool {
    line.starts(with: "Src Port: ") || line.starts(with: "Dst IP: ") || line.starts(with: "Dst Port: ")
  }

  /// `1003 (level 13) -> 'COMMENT'`
  private static func readRule(_ text: ByteView, _ alert: inout Draft) {
    alert.rule = ByteString(text.buffer.prefix(while: ASCII.isDigit))
    if let level = ("(level " as ByteString).withView({ text.firstIndex(of: $0) }) {
      alert.level = ByteString(text.from(level + 7).buffer.prefix(while: ASCII.isDigit))
    }
    if let comment = ("-> '" as ByteString).withView({ text.firstIndex(of: $0) }) {
      let rest = text.from(comment + 4)
      alert.comment = ByteString(rest.count > 0 && rest[rest.count - 1] == 0x27 ? rest.prefix(rest.count - 1) : rest)
    }
  }

  private static func text(of alert: Draft) -> ByteString {
    var text =
      "ossec: Alert Level: " + alert.level + "; Rule: " + alert.rule + " - " + alert.comment + "; Location: "
      + alert.location + ";"
    if let address = alert.address { text = text + " srcip: " + address + ";" }
    if let user = alert.user { text = text + " user: " + user + ";" }
    text = text + "  " + ByteString(alert.log) + "\n"
    return ByteString(text.bytes.prefix(limit))
  }
}
