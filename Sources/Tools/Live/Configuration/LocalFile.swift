import Bytes
import Patterns

/// One `<localfile>` block (docs/reference/live.md §B.2).
struct LocalFile: Sendable {
  var format: LogFormat = .lines
  /// The format as it was written.
  var formatName: ByteString = ""
  /// The path as it was written, or the command where the format is none of commands.
  var location: ByteString = ""
  var command: ByteString?
  var alias: ByteString?
  /// Seconds from one run of a command to the next.
  var frequency = 360
  /// A file that was not written for so many seconds is left alone.
  var age: Int?
  var exclude: ByteString?
  var ignoresBinaries = false
  var onlyFutureEvents = true
  /// At a start no more than so many bytes are caught up on.
  var maximumBacklog: Int64 = 10 << 20
  var filter = TextFilter()
  var labels = LabelTree()
  /// Where events go; everything but `agent` is a socket.
  var targets: [ByteString] = ["agent"]
  var outFormats: [(target: ByteString?, format: OutFormat)] = []
  var multiLineRegex: MultiLineRegex?
  var journalFilters: [JournalFilter] = []

  /// The form of what is sent to a target; nil for the text as it is.
  func outFormat(for target: ByteString) -> OutFormat? {
    outFormats.first { $0.target == target }?.format ?? outFormats.first { $0.target == nil }?.format
  }

  /// What the messages of a command say where they come from.
  var commandName: ByteString { alias ?? command ?? location }
}

/// `<multiline_regex>`: how lines make an event.
struct MultiLineRegex: Sendable {
  /// What matches.
  enum Match: String, Sendable { case start, all, end }

  /// What stands for the ends of lines inside an event.
  enum Replacement: String, Sendable {
    case keep = "no-replace"
    case none
    case wspace
    case tab
  }

  var pattern: Pattern
  var match = Match.start
  var replacement = Replacement.keep
  /// Seconds after which an event is sent as it is.
  var timeout = 5
}

/// `<filter>` of a journald block.
struct JournalFilter: Sendable {
  var field: ByteString
  var pattern: Pattern
  var ignoresMissing: Bool
}

/// `<ignore>` and `<restrict>` (docs/reference/live.md §B.7).
struct TextFilter: Sendable {
  var ignored: [Pattern] = []
  var restricted: [Pattern] = []

  /// Whether a text may be sent.
  func accepts(_ text: ByteView, scratch: MatchScratch) -> Bool {
    for pattern in ignored where pattern.matches(text, scratch: scratch) { return false }
    for pattern in restricted where !pattern.matches(text, scratch: scratch) { return false }
    return true
  }
}
