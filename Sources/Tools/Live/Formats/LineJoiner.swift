import Bytes
import Patterns

/// Joins the lines of an input that is there as a whole, as the collector would join those of a followed file.
package struct LineJoiner {
  /// Why a form is refused.
  package struct Fault: Error {
    package var message: String
    package var hint: String
  }

  /// Most bytes of an input that is one event.
  package static let wholeLimit = Limits.joinedEvent

  private enum Way {
    case whole
    case group(LineGroup)
    case regex(MultiLineRegex)
  }

  private var way: Way
  private var text: [UInt8] = []
  private var hasText = false
  private var skipsLine = false
  private let scratch = MatchScratch()

  /// All lines are one event.
  package init() { way = .whole }

  /// The form of a `<localfile>` block; nil where each line is an event.
  /// - Parameters:
  ///   - format: what `<log_format>` says.
  ///   - regex: what `<multiline_regex>` says.
  ///   - match: its attribute, `start`, `end` or `all`.
  ///   - replace: its attribute, `no-replace`, `none`, `wspace` or `tab`.
  package init?(format: ByteString, regex: ByteString?, match: String?, replace: String?) throws(Fault) {
    switch LogFormat(format) {
    case .lines: return nil
    case .multiLine(let count): way = .group(LineGroup(count: count))
    case .multiLineRegex: way = .regex(try Self.regex(regex, match, replace))
    default:
      throw Fault(
        message: "no log format '\(format)' that joins lines",
        hint: "it is multi-line:N or multi-line-regex; assay live reads all formats")
    }
  }

  private static func regex(_ text: ByteString?, _ match: String?, _ replace: String?) throws(Fault) -> MultiLineRegex {
    guard let text, !text.isEmpty else {
      throw Fault(
        message: "multi-line-regex needs a pattern", hint: "give --multiline-regex, which is PCRE2")
    }
    guard let pattern = try? Pattern(text, dialect: .pcre2) else {
      throw Fault(
        message: "the pattern of --multiline-regex is no PCRE2: '\(text)'", hint: "assay regex says what is wrong")
    }
    var regex = MultiLineRegex(pattern: pattern)
    if let match {
      guard let known = MultiLineRegex.Match(rawValue: match) else {
        throw Fault(message: "no way to match '\(match)'", hint: "it is start, end or all")
      }
      regex.match = known
    }
    if let replace {
      guard let known = MultiLineRegex.Replacement(rawValue: replace) else {
        throw Fault(message: "no way to replace '\(replace)'", hint: "it is no-replace, none, wspace or tab")
      }
      regex.replacement = known
    }
    return regex
  }

  /// Takes a line, which has no LF.
  /// - Returns: the events that are finished with it.
  package mutating func add(_ line: ByteString) -> [ByteString] {
    switch way {
    case .whole:
      if hasText { text.append(10) }
      text.append(contentsOf: line.bytes)
      hasText = true
      return []
    case .group(var group):
      guard !skipsLine else {
        skipsLine = false
        return []
      }
      let isComplete = line.withView { group.add($0, isCut: $0.count >= PieceReader.limit) }
      defer { way = .group(group) }
      guard isComplete else { return [] }
      skipsLine = group.isTooLong
      let event = ByteString(group.text)
      group.begin()
      return [event]
    case .regex(let regex): return add(line, regex)
    }
  }

  private mutating func add(_ line: ByteString, _ regex: MultiLineRegex) -> [ByteString] {
    // A NUL ends the line's text.
    let whole = Array(line.bytes.prefix { $0 != 0 }) + [10]
    let isCut = whole.count > PieceReader.limit
    return whole.withView { whole in
      let view = whole.prefix(min(whole.count, PieceReader.limit))
      var events: [ByteString] = []
      if regex.begins(view, after: text, scratch) { events.append(take()) }
      if regex.add(view, isCut: isCut, to: &text, scratch) { events.append(take()) }
      return events
    }
  }

  private mutating func take() -> ByteString {
    MultiLineRegex.removeLineEnd(&text)
    defer { text.removeAll(keepingCapacity: true) }
    return ByteString(text)
  }

  /// The event that the end of the input finishes; lines that make no whole group are no event.
  package mutating func finish() -> ByteString? {
    if case .whole = way {
      defer { (text, hasText) = ([], false) }
      return hasText ? ByteString(text) : nil
    }
    return text.isEmpty ? nil : take()
  }

  /// How many bytes wait for more.
  package var pendingCount: Int { text.count }

  /// How many lines are left over that do not make a group.
  package var unfinishedLines: Int {
    if case .group(let group) = way { return group.lines }
    return 0
  }
}
