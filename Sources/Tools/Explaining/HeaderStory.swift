import Analysis
import Bytes

/// Why a header is not what its author thinks it is.
public struct HeaderStory: Sendable {
  /// A form of header that does not fit the log.
  public struct Attempt: Sendable, Equatable {
    /// A header of the form, as an example.
    public var example: String
    /// The byte at which it fails, counted from 0; nil where the log is too short for it.
    public var place: Int?
    /// What was due there, in words.
    public var message: String
    /// How many of the form's bytes are right before it.
    public var passed: Int
  }

  /// What is worth knowing.
  public var remarks: [Remark] = []
  /// The forms that do not fit, nearest first; empty where one does.
  public var attempts: [Attempt] = []
  /// Whether the log begins like one with a header: with a date, or a time of day not far from its beginning.
  public var isMeant = false
  /// The host that the header names and that does not count, because the event comes from an agent.
  public var droppedHost: Range<Int>?
}

/// Makes the story of the header.
struct HeaderStoryteller {
  let log: ByteString
  let places: HeaderPlaces
  let outcome: Outcome

  private var bytes: [UInt8] { log.bytes }

  var story: HeaderStory {
    var story = HeaderStory()
    let diagnosis = HeaderDiagnosis(log)
    story.droppedHost = places.hostname?.isEmpty ?? true ? diagnosis.hostInHeader : nil
    if let cut = diagnosis.blindCut { story.remarks.append(blindCut(cut)) }
    switch diagnosis.finding {
    case .noForm(let attempts):
      story.attempts = attempts.sorted { $0.passed > $1.passed }.map(told)
      story.isMeant = hasTime
      if hasTime { story.remarks += aboutNoForm }
    case .noHost(let word, let at):
      story.remarks.append(
        Remark(
          "no-host",
          "behind the date neither a host name nor `program: ` follows: \(word.isEmpty ? "a word" : "the word `\(text(word))`") should end with a blank, but \(here(at))"
        ))
    case .noProgram(let word, let at, let due): story.remarks.append(noProgram(word, at, due))
    case nil: break
    }
    return story
  }

  private func text(_ range: Range<Int>) -> String {
    Phrases.short(ByteString(Array(bytes[range.clamped(to: 0..<bytes.count)])), 30)
  }

  /// `at byte 12 is a blank`
  private func here(_ place: Int) -> String {
    place < bytes.count ? "at byte \(place + 1) is \(Phrases.byte(bytes[place]))" : "the log ends there"
  }

  private func told(_ attempt: HeaderTable.Attempt) -> HeaderStory.Attempt {
    guard let place = attempt.place else {
      return .init(
        example: attempt.example, place: nil,
        message: "such a log has at least \(attempt.minimum) bytes, this one has \(bytes.count)", passed: attempt.passed
      )
    }
    let seen = place < bytes.count ? "here is \(Phrases.byte(bytes[place]))" : "the log ends before it"
    return .init(
      example: attempt.example, place: place, message: "\(attempt.due) was due at byte \(place + 1), \(seen)",
      passed: attempt.passed)
  }

  /// Whether a time of day, or a date, stands near the beginning.
  private var hasTime: Bool {
    let begin = Array(bytes.prefix(48))
    guard begin.first != UInt8(ascii: "{") else { return false }
    for at in begin.indices.dropLast(4) where begin[at + 2] == UInt8(ascii: ":") {
      if [0, 1, 3, 4].allSatisfy({ ASCII.isDigit(begin[at + $0]) }) { return true }
    }
    return InputShape.remark(on: log, format: .syslog)?.code == "priority"
  }

  // MARK: No form

  private var aboutNoForm: [Remark] {
    if let first = bytes.first, first == 0x20 || first == 9 {
      return [
        Remark(
          "leading-blank", "the log begins with \(Phrases.byte(first)): a header begins at the first byte of the log")
      ]
    }
    // The receiver takes it off, and that is said elsewhere.
    if bytes.first == UInt8(ascii: "<") { return [] }
    return [rfc5424 ?? isoWithoutOffset ?? nearlyForm ?? textBeforeDate].compactMap { $0 }
  }

  /// `1 2021-03-05T08:09:10Z host …`
  private var rfc5424: Remark? {
    guard bytes.count > 12, bytes.starts(with: "1 ".utf8), bytes[2..<6].allSatisfy(ASCII.isDigit),
      bytes[6] == UInt8(ascii: "-"), bytes[12] == UInt8(ascii: "T")
    else { return nil }
    return Remark(
      "rfc5424",
      "this is RFC 5424, which no form of header knows: decoders see all of it, without a program name")
  }

  /// `Mar 1 10:00:00`, `Mar 01 10:00:00.123`, `Mar 01 2024 10:00:00`: what one change makes a header.
  private var nearlyForm: Remark? {
    guard bytes.count > 15, bytes[3] == 0x20, bytes[..<3].allSatisfy(ASCII.isAlphanumeric) else { return nil }
    if ASCII.isDigit(bytes[4]), bytes[5] == 0x20, isHeader(Array(bytes[..<4]) + [0x20] + bytes[4...]) {
      return Remark(
        "one-blank", "a day below 10 has two blanks before it: `\(text(0..<3))  \(text(4..<5))`, here there is one")
    }
    if bytes[7..<11].allSatisfy(ASCII.isDigit), bytes[11] == 0x20, isHeader(Array(bytes[..<7]) + bytes[12...]) {
      return Remark(
        "year-in-header",
        "the year `\(text(7..<11))` stands where the time is due: no form that begins with the month has one there; without it the header is recognised"
      )
    }
    let end = bytes[15...].firstIndex(of: 0x20) ?? bytes.count
    if bytes[15] == UInt8(ascii: ".") || bytes[15] == UInt8(ascii: ","), isHeader(Array(bytes[..<15]) + bytes[end...]) {
      return Remark(
        "fraction-of-second",
        "no form that begins with the month has a fraction of the second: without `\(text(15..<end))` the header is recognised"
      )
    }
    return nil
  }

  /// A header that does not begin the log.
  private var textBeforeDate: Remark? {
    for at in bytes.indices.dropFirst().prefix(40) where !ASCII.isAlphanumeric(bytes[at - 1]) {
      guard ASCII.isAlphanumeric(bytes[at]), isHeader(Array(bytes[at...])) else { continue }
      return Remark(
        "text-before-date",
        "a header begins at the first byte of the log: without the `\(text(0..<at))` before the date it is recognised")
    }
    return nil
  }

  /// Whether a text begins with a header of some form.
  private func isHeader(_ text: [UInt8]) -> Bool {
    if case .noForm? = HeaderDiagnosis(ByteString(text)).finding { return false }
    return true
  }

  /// `2021-03-05T08:09:10Z host …`
  private var isoWithoutOffset: Remark? {
    guard bytes.count > 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20
    else { return nil }
    let end = bytes[19...].firstIndex(of: 0x20) ?? bytes.count
    return Remark(
      "iso-time",
      "`\(text(0..<end))` is a date that no form of header knows: with a T it has an offset, such as `2021-03-05T08:09:10+00:00` or `2021-03-05T08:09:10.654321+00:00`; a Z or nothing in its place is not known"
    )
  }

  // MARK: Parts

  private func blindCut(_ cut: Int) -> Remark {
    Remark(
      "blind-cut",
      "the date is written as no form of header knows it, but it resembles `2021-03-05T08:09:10.654321-0700`, so \(cut) bytes were taken off blindly: the timestamp is `\(text(0..<cut - 1))`"
    )
  }

  private func noProgram(_ word: Range<Int>, _ at: Int, _ due: String) -> Remark {
    let host = outcome.predecoding.hostname
    let name = places.hostname == nil ? "the host name" : "the host name `\(Phrases.short(host, 30))`"
    var message =
      "behind \(name) the program name is due: \(due) behind the word `\(text(word))`, but \(here(at)); so the log has no program name"
    if let late = laterProgram(behind: at) {
      message +=
        ". `\(late.word)` comes \(late.words.counted("word")) too late to be one: only decoders without <program_name> see such a log"
    }
    return Remark("no-program", message)
  }

  /// A word that looks like a program's, some words later.
  private func laterProgram(behind start: Int) -> (word: String, words: Int)? {
    var at = start
    for number in 1...3 {
      while at < bytes.count, bytes[at] == 0x20 { at += 1 }
      let end = bytes[at...].firstIndex(of: 0x20) ?? bytes.count
      guard end > at else { return nil }
      if bytes[end - 1] == UInt8(ascii: ":"), end - at > 1, end < bytes.count { return (text(at..<end), number) }
      at = end
    }
    return nil
  }
}
