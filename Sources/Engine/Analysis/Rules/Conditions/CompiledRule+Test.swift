import Bytes
import RulesetSyntax
import Rulesets

/// `compiled_rule`: conditions in code (docs/reference/rules.md §5.6).
extension CompiledRule {
  func holds(for event: EventState) -> Bool {
    switch self {
    case .checkIDSize: return (event[.id]?.count ?? 0) >= 10
    case .sameSourceAndDestinationUser:
      guard let source = event[.srcuser], let destination = event[.dstuser] else { return true }
      return event.arena.view(source) == event.arena.view(destination)
    case .windowsTargetDiffersFromCaller: return Self.windowsTargetDiffersFromCaller(event.arena.view(event.log))
    case .isSimpleHTTPRequest:
      guard let url = event[.url] else { return false }
      return event.arena.view(url).firstIndex(of: UInt8(ascii: "?")) == nil
    case .isValidCrawler:
      let log = event.arena.view(event.log)
      return Self.crawlers.contains { log.starts(with: $0) }
    }
  }

  var outline: ConditionOutline { ConditionOutline(kind: .compiledRule, expected: ByteString(rawValue)) }

  var failure: FailedCondition {
    FailedCondition(.compiledRule, value: nil, expected: ByteString(rawValue))
  }

  private static let crawlers: [StaticString] = [
    "66.249.", "72.14.", "209.85.", "65.55.", "207.46.", "74.6.", "72.30.", "67.195.",
  ]

  /// Compares the names behind `Target Account Name:` and `Caller User Name:`, up to the first tab or double blank of
  /// the target's.
  private static func windowsTargetDiffersFromCaller(_ log: ByteView) -> Bool {
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

  private static func textBehindColon(of label: ByteString, in log: ByteView) -> ByteView? {
    guard let start = label.withView({ log.firstIndex(of: $0) }),
      let colon = log.firstIndex(of: UInt8(ascii: ":"), from: start)
    else { return nil }
    return log.from(colon + 1)
  }
}
