import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets

/// A case made of events that were run, for a file that somebody names.
package struct CaseDraft {
  /// An event as it was given, and what became of it.
  package struct Entry {
    package var raw: ByteString
    package var time: EventTime
    package var outcome: Outcome

    package init(raw: ByteString, time: EventTime, outcome: Outcome) {
      self.raw = raw
      self.time = time
      self.outcome = outcome
    }
  }

  package var location: ByteString
  package var format: InputFormat
  package var entries: [Entry]

  package init(location: ByteString, format: InputFormat, entries: [Entry]) {
    self.location = location
    self.format = format
    self.entries = entries
  }

  /// The file that is taken when none is named.
  package static let defaultPath = "cases.ruletest"

  /// Whether a case can have this title.
  package static func isTitle(_ text: String) -> Bool { !text.isEmpty && !text.contains("]") }

  package func testCase(titled title: String) -> TestCase {
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

  /// Adds the case to a file.
  /// - Returns: where it stands.
  package func append(titled title: String, to path: String) throws(BadInput) -> CaseAppender.Added {
    try CaseAppender.add([testCase(titled: title)], to: path)
  }
}

extension CaseAppender {
  /// The same with what is wrong as a diagnostic.
  package static func add(_ cases: [TestCase], to path: String) throws(BadInput) -> Added {
    do throws(Failure) { return try append(cases, to: path) } catch { throw BadInput(error.diagnostic) }
  }
}
