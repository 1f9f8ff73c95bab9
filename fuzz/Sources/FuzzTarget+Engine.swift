import Analysis
import Bytes
import Rulesets
import Senders
import TestSupport

/// Events, line by line, in one session: a small ruleset that uses everything.
extension FuzzTarget {
  func tryEngine(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 10, maxSplits: 40).map { ByteString(Array($0)) }
    switch self {
    case .event:
      let session = Session(Self.ruleset(isDaemon: false))
      for (number, line) in lines.enumerated() { _ = session.analyze(Event(line, time: .standard + number)) }
    case .message:
      let session = Session(Self.ruleset(isDaemon: true))
      for (number, line) in lines.enumerated() {
        _ = session.analyze(Event(message: line, time: .standard + number))
      }
    default: compareWalks(lines)
    }
  }

  /// Nobody sees whether candidates are looked up or everything is tried in order, nor whether somebody watches.
  private func compareWalks(_ lines: [ByteString]) {
    let indexed = Session(Self.ruleset(isDaemon: false))
    let bare = Session(Self.ruleset(isDaemon: false))
    for (number, line) in lines.enumerated() {
      let event = Event(line, time: .standard + number)
      var trace = Trace()
      let (fast, watched) = (indexed.analyze(event), bare.analyze(event, observer: &trace))
      precondition(fast.document == watched.document, "the documents differ")
      precondition(fast.verdict == watched.verdict, "the verdicts differ")
    }
  }

  private static func ruleset(isDaemon: Bool) -> CompiledRuleset { isDaemon ? daemon : logtest }
  private static let logtest = compiled(isDaemon: false)
  private static let daemon = compiled(isDaemon: true)

  private static func compiled(isDaemon: Bool) -> CompiledRuleset {
    do {
      return try SmallRuleset.compile(
        decoders: FuzzRuleset.decoders, rules: FuzzRuleset.rules, lists: FuzzRuleset.lists
      ) { if isDaemon { $0.mode = .daemon } }
    } catch {
      fatalError("the fuzz ruleset does not load: \(error)")
    }
  }
}
