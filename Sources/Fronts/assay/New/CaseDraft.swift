import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets

/// A case made of events that were run, for a file that somebody names.
struct CaseDraft {
  /// An event as it was given, and what became of it.
  struct Entry {
    var raw: ByteString
    var time: EventTime
    var outcome: Outcome
  }

  var location: ByteString
  var format: InputFormat
  var entries: [Entry]

  /// The file that is taken when none is named.
  static let defaultPath = "cases.ruletest"

  /// Whether a case can have this title.
  static func isTitle(_ text: String) -> Bool { !text.isEmpty && !text.contains("]") }

  func testCase(titled title: String) -> TestCase {
    let place = SourceLocation(file: "", line: 0, column: 0)
    var own = CaseSettings()
    if location != "stdin" { own.location = Located(location, at: place) }
    if format != .syslog { own.format = Located(format, at: place) }
    var now = EventTime.standard
    let steps = entries.map { entry in
      var clock = ClockMove()
      if entry.time < now {
        clock.at = CaseTime(seconds: entry.time.seconds)
      } else {
        clock.advance = (entry.time.seconds - now.seconds) * 1000
      }
      now = entry.time
      return Step(
        EventText(entry.raw, at: place), clock: clock, expectations: CaseRecorder.expectations(of: [entry.outcome]))
    }
    return TestCase(title: title, location: place, settings: own, ownSettings: own, steps: steps)
  }

  /// Adds the case to a file, and says where it stands.
  func append(titled title: String, to path: String) throws(CommandFailure) {
    do throws(CaseAppender.Failure) {
      StandardError.write(try CaseAppender.append([testCase(titled: title)], to: path).text)
    } catch {
      throw CommandFailure(error.diagnostic)
    }
  }
}
