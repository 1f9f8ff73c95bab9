import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Senders

/// Cases made of logs, with what comes out now as their expectations.
package struct NewCases {
  /// A log, and what the archives say about where it came from.
  package struct Log {
    package var text: ByteString
    package var archived: ArchivedEvent?

    package init(_ text: ByteString, archived: ArchivedEvent? = nil) {
      self.text = text
      self.archived = archived
    }

    /// Whether both can be events of one case, which has one sender and one place.
    fileprivate func goesWith(_ other: Log) -> Bool {
      archived?.format == other.archived?.format && archived?.location == other.archived?.location
        && archived?.previous == other.archived?.previous && (archived == nil) == (other.archived == nil)
    }
  }

  /// What the cases show; where there are several, each gets its number.
  package var title: String
  /// Where the logs come from, whatever the archives say.
  package var location: ByteString?
  /// Who sends those that are not of the archives.
  package var format: InputFormat?
  /// What the manager knew before.
  package var previous: ByteString?
  /// Whether each log has a case of its own.
  package var isSeparate = false

  package init(titled title: String) { self.title = title }

  /// Runs the logs, and writes down what comes out.
  /// - Throws: when nothing can be said about one of them: the case would be false.
  package func record(_ logs: [Log], on ruleset: PreparedRuleset) throws(BadInput) -> [TestCase] {
    let groups = grouped(logs)
    var unanswered = UnansweredEvents()
    var earlier = 0
    var cases: [TestCase] = []
    for (index, group) in groups.enumerated() {
      let title = groups.count > 1 ? "\(title) (\(index + 1))" : title
      var test: TestCase
      do throws(UnrecordedEvent) {
        test = try CaseRecorder.record(group.map(\.text), titled: title, settings: settings(of: group), on: ruleset)
      } catch {
        var reason = error.diagnostic
        // Which of all the logs it is.
        reason.location?.line += earlier
        unanswered.note(reason)
        earlier += group.count
        continue
      }
      earlier += group.count
      if group.contains(where: { $0.archived?.isRebuilt == true }) {
        test.comments.append("The alert does not hold the log: it is rebuilt from the alert's fields.")
      }
      cases.append(test)
    }
    try unanswered.check()
    try ruleset.compiled.checkFiles()
    return cases
  }

  private func grouped(_ logs: [Log]) -> [[Log]] {
    var groups: [[Log]] = []
    for log in logs {
      if !isSeparate, let last = groups.last?.last, last.goesWith(log) {
        groups[groups.count - 1].append(log)
      } else {
        groups.append([log])
      }
    }
    return groups
  }

  private func settings(of group: [Log]) -> CaseSettings {
    let place = SourceLocation(file: "command line", line: 1, column: 1)
    let archived = group.first?.archived
    var settings = archived.map { CaseSettings(archived: $0, at: place) } ?? CaseSettings()
    if let location { settings.location = Located(location, at: place) }
    if archived == nil { settings.format = format.map { Located($0, at: place) } }
    if let previous { settings.previous = Located(previous, at: place) }
    return settings
  }
}
