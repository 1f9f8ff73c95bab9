import Bytes
import Calendar
import Memory
import Patterns
import Rulesets

/// The conditions of a rule (docs/reference/rules.md §5.2). A text that the event does not have fails its condition,
/// negated or not.
extension Session {
  func holds(_ condition: Condition, of rule: Int, _ observer: inout some AnalysisObserver) -> Bool {
    switch condition {
    case .decodedAs(let nameID): return event.decoder?.nameID == nameID
    case .text(let condition):
      guard let text = text(of: condition.subject) else { return false }
      switch condition.test {
      case .pattern(let text_): return matches(text_.pattern, text) != condition.isNegated
      case .equals(let expected): return expected.withView { $0 == event.arena.view(text) } != condition.isNegated
      }
    case .field(let nameID, let condition):
      guard let value = event.dynamicValue(named: nameID) else { return false }
      return matches(condition.pattern.pattern, value) != condition.isNegated
    case .address(let field, let condition):
      guard let address = event[field] else { return false }
      let view = event.arena.view(address)
      return condition.networks.contains { contains($0.network, text: $0.text, view) } != condition.isNegated
    case .compiled(let compiled): return holds(compiled)
    case .minimumSize(let size): return Int(event.log.count) >= size
    case .time(let window):
      let local = localTime
      return window.contains(hour: local.hour, minute: local.minute)
    case .weekdays(let days): return days.contains(weekday: localTime.weekday)
    case .difference: return differsFromLast(rule: rule)
    case .firstTime:
      if let extras = event.codeExtras, extras.isNewInDatabase { return true }
      return firstTimeKeys.isNew(event, settings: ruleset.loaded.settings)
    case .list(let condition): return holds(condition)
    case .history: return searchHistory(rule: rule, &observer)
    }
  }

  /// What a text condition looks at; nil when the event does not have it.
  func text(of subject: TextSubject) -> ByteRange? {
    switch subject {
    case .programName: event.programName
    case .match, .regex: event.log
    case .location: event.location
    case .hostname: event.hostname
    case .user: event.user
    case .field(let field): event[field]
    }
  }

  private func matches(_ pattern: Pattern, _ text: ByteRange) -> Bool {
    let found = pattern.matches(event.arena.view(text), scratch: scratch)
    if let diagnostic = scratch.diagnostic { note(diagnostic, pattern) }
    return found
  }

  /// Fixed, a leading `!` negates its entry, and addresses of different families never match.
  private func contains(_ network: IPNetwork, text: ByteString, _ address: ByteView) -> Bool {
    guard ruleset.options.fixesDefects else { return network.contains(address) }
    let isInverted = text.bytes.first == UInt8(ascii: "!")
    return network.containsStrictly(address) != isInverted
  }

  private func differsFromLast(rule: Int) -> Bool {
    let old = differences.replace(
      event.arena.copy(event.log), hostname: event.arena.copy(event.hostname),
      rule: ruleset.rules[rule].definition.id)
    guard let old else { return false }
    event.previous.removeAll()
    event.previous.append(.heading)
    event.previous.append(.compared)
    event.previousLog = old
    return true
  }

  // MARK: Conditions in code, §5.6

  private func holds(_ rule: CompiledRule) -> Bool {
    switch rule {
    case .checkIDSize: return (event[.id]?.count ?? 0) >= 10
    case .sameSourceAndDestinationUser:
      guard let source = event[.srcuser], let destination = event[.dstuser] else { return true }
      return event.arena.view(source) == event.arena.view(destination)
    case .windowsTargetDiffersFromCaller: return windowsTargetDiffersFromCaller()
    case .isSimpleHTTPRequest:
      guard let url = event[.url] else { return false }
      return event.arena.view(url).firstIndex(of: UInt8(ascii: "?")) == nil
    case .isValidCrawler:
      let log = event.arena.view(event.log)
      return Self.crawlers.contains { log.starts(with: $0) }
    }
  }

  private static let crawlers: [StaticString] = [
    "66.249.", "72.14.", "209.85.", "65.55.", "207.46.", "74.6.", "72.30.", "67.195.",
  ]

  /// Compares the names behind `Target Account Name:` and `Caller User Name:`, up to the first tab or double blank of
  /// the target's.
  private func windowsTargetDiffersFromCaller() -> Bool {
    let log = event.arena.view(event.log)
    guard let target = textBehindColon(of: "Target Account Name", in: log),
      let caller = textBehindColon(of: "Caller User Name", in: log)
    else { return false }
    var at = 0
    while at < target.count {
      let byte = target[at]
      if byte == UInt8(ascii: "\t") { break }
      if byte == UInt8(ascii: " "), at + 1 < target.count, target[at + 1] == UInt8(ascii: " ") { break }
      guard at < caller.count, caller[at] == byte else { return true }
      at += 1
    }
    return false
  }

  private func textBehindColon(of label: ByteString, in log: ByteView) -> ByteView? {
    guard let start = label.withView({ log.firstIndex(of: $0) }),
      let colon = log.firstIndex(of: UInt8(ascii: ":"), from: start)
    else { return nil }
    return log.from(colon + 1)
  }

  // MARK: Time, §5.5

  /// The event's arrival in the engine's zone.
  var localTime: (hour: Int, minute: Int, weekday: Int) {
    let seconds = event.time.seconds + secondsFromUTC
    let (days, second) = seconds.quotientAndRemainderFloored(by: 86_400)
    return (second / 3600, second % 3600 / 60, CivilDate.weekday(ofDayNumber: days))
  }
}
