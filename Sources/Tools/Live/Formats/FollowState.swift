import Bytes

/// What is kept of a followed file from one read to the next.
struct FollowState {
  /// The file's path, as events name it.
  let place: Outlet.Place
  var tracker: PositionTracker
  /// An event of several lines that is not finished.
  var pending = MultiLineRegexFormat.Pending()
  /// The time that MySQL's lines without one belong to.
  var lastTime = ByteString()

  init(path: ByteString, tracker: PositionTracker) {
    place = Outlet.Place(path)
    self.tracker = tracker
  }
}

extension LocalFile {
  /// Reads what a file has gained, as far as a turn goes.
  func read(_ source: inout PieceReader, _ state: inout FollowState, _ outlet: Outlet) {
    switch format {
    case .lines: LineFormat.read(&source, &state, self, outlet)
    case .json: JSONFormat.read(&source, &state, self, outlet)
    case .multiLine(let count): MultiLineFormat(count: count).read(&source, &state, self, outlet)
    case .multiLineRegex: MultiLineRegexFormat.read(&source, &state, self, outlet)
    case .audit: AuditFormat.read(&source, &state, self, outlet)
    case .mysql: MySQLFormat.read(&source, &state, self, outlet)
    case .mssql: ContinuedFormat(isStart: MSSQL.isStart, continues: MSSQL.continues).read(&source, &state, self, outlet)
    case .postgresql:
      ContinuedFormat(isStart: PostgreSQL.isStart, continues: PostgreSQL.continues)
        .read(&source, &state, self, outlet)
    case .djbMultilog: DjbMultilog.read(&source, &state, self, outlet)
    case .nmapg: NmapFormat.read(&source, &state, self, outlet)
    case .ossecAlert: OssecAlertFormat.read(&source, &state, self, outlet)
    case .command, .fullCommand, .journald, .foreign: break
    }
    state.tracker.ended(at: source.offset, keepsSum: format == .multiLineRegex)
  }
}

extension Outlet {
  /// Says that a line was cut.
  func tellLargeMessage(_ line: ByteView, in place: Place) {
    log.add(
      .error,
      "Large message size from file '" + place.location + ByteString("' (length = \(line.count)): '")
        + ByteString(line.prefix(64)) + "'...")
  }
}

extension ByteView {
  /// A line without its LF.
  var withoutLineFeed: ByteView { count > 0 && self[count - 1] == 10 ? prefix(count - 1) : self }

  var holdsNUL: Bool { firstIndex(of: 0) != nil }
}
