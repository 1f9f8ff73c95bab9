import Bytes
import Diagnostics
import System

/// Adds cases to a file of cases, as `new --into`, `:save` and `mutate --into` do.
///
/// The file's own line ends are kept. Several processes may add to one file at once: what has been added is there.
public enum CaseAppender {
  /// Why nothing was added.
  public enum Failure: Error, Sendable {
    /// The file cannot be read or written.
    case file(FileFailure)
    /// The file has a case of this title already.
    case duplicate(title: String, SourceLocation)

    /// The same as a diagnostic.
    public var diagnostic: Diagnostic {
      switch self {
      case .file(let failure): Diagnostic(.error, code: "unwritable", failure.message)
      case .duplicate(let title, let location):
        Diagnostic(
          .error, code: "duplicate-title", "the file has a case of this title: [\(title)]", at: location,
          hint: "say what is different in the new one")
      }
    }
  }

  /// What was added.
  public struct Added: Sendable {
    /// Where each case stands now, with its title.
    public var cases: [(location: SourceLocation, title: String, events: Int)]
    /// Whether the file was made.
    package var isNewFile: Bool

    /// A line per case, for people: `tests/sshd.ruletest:12: added [A failed login names the user] (1 event)`.
    public var text: String {
      cases.map { added in
        let events = added.events.counted("event")
        let file = isNewFile ? " to a new file" : ""
        return "\(added.location.fileAndLine): added [\(TerminalText.line(added.title))] (\(events))\(file)\n"
      }.joined()
    }
  }

  /// How often somebody else may be quicker.
  private static let attempts = 1000

  /// Adds cases at the end of a file, which is made when it is missing.
  public static func append(_ cases: [TestCase], to path: String) throws(Failure) -> Added {
    let text = cases.map { CasePrinter.print($0) }
    for attempt in 1...attempts {
      let bytes: [UInt8]?
      do throws(FileFailure) { bytes = try read(path) } catch { throw .file(error) }
      if let bytes { try refuseKnownTitles(cases, path, bytes) }
      do throws(FileFailure) {
        guard let bytes else {
          let joined = text.joined(separator: "\n")
          try FileAccess.create(path, Array(joined.utf8))
          return added(cases, text, to: path, from: 1, isNewFile: true)
        }
        let ending = LineEnding(of: bytes)
        let gap = bytes.isEmpty ? "" : bytes.last == 10 ? "\n" : "\n\n"
        let new = gap + text.joined(separator: "\n")
        try FileAccess.replace(path, expected: bytes, with: bytes + ending.applied(to: new))
        let lines = bytes.count { $0 == 10 } + gap.utf8.count
        return added(cases, text, to: path, from: lines + 1, isNewFile: false)
      } catch {
        let isRace = error.kind == .exists || error.kind == .changedMeanwhile || error.isMissing
        guard isRace, attempt < attempts else { throw .file(error) }
      }
    }
    throw .file(FileFailure(path: path, kind: .changedMeanwhile))
  }

  private static func refuseKnownTitles(_ cases: [TestCase], _ path: String, _ bytes: [UInt8]) throws(Failure) {
    let suite = CaseParser.parse(path: path, bytes: bytes)
    for old in suite.cases where cases.contains(where: { same(old.title, $0.title) }) {
      throw .duplicate(title: old.title, old.location)
    }
  }

  /// Titles are compared as they are written.
  private static func same(_ old: String, _ new: String) -> Bool { old == CasePrinter.title(new) || old == new }

  private static func added(
    _ cases: [TestCase], _ text: [String], to path: String, from first: Int, isNewFile: Bool
  ) -> Added {
    var line = first
    var places: [(SourceLocation, String, Int)] = []
    for (test, text) in zip(cases, text) {
      places.append(
        (SourceLocation(file: path, line: line, column: 1), CasePrinter.title(test.title), test.steps.count))
      line += text.utf8.count { $0 == 10 } + 1
    }
    return Added(cases: places.map { (location: $0.0, title: $0.1, events: $0.2) }, isNewFile: isNewFile)
  }

  /// Nil when there is no such file yet.
  private static func read(_ path: String) throws(FileFailure) -> [UInt8]? {
    do throws(FileFailure) {
      return try FileAccess.read(path)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }
}

/// How the lines of a file end: as the first one does.
struct LineEnding {
  let bytes: [UInt8]

  init(of file: [UInt8]) {
    let isCRLF = file.firstIndex(of: 10).map { $0 > 0 && file[$0 - 1] == 13 } ?? false
    bytes = isCRLF ? [13, 10] : [10]
  }

  /// A text of ours with the line ends of the file.
  func applied(to text: String) -> [UInt8] {
    bytes.count == 1
      ? Array(text.utf8) : text.utf8.reduce(into: []) { $0 += $1 == 10 ? bytes : [$1] }
  }
}
