import Bytes
import Cases
import Diagnostics
import JSONText
import System

/// What stands in a file that `document = @FILE` names.
enum Snapshot {
  /// A document.
  case kept(ByteString)
  /// There is no such file yet.
  case missing
  /// It cannot be compared with, and why.
  case unusable(Diagnostic)
}

/// The files that `document = @FILE` names, each read once. One per runner: what is on disk later is for the next run.
final class SnapshotFiles {
  /// Bytes of the longest snapshot that is read.
  private static let limit = Limits.snapshot

  private var known: [String: Snapshot] = [:]

  /// A snapshot; nil where no file is named.
  func snapshot(of expectation: Expectation) -> Snapshot? {
    guard let path = Self.path(of: expectation) else { return nil }
    if let result = known[path] { return result }
    let result = read(path, expectation)
    known[path] = result
    return result
  }

  /// Why a case cannot be judged: a file that it names may not be read, or holds no document.
  func problem(in test: TestCase) -> Diagnostic? {
    for step in test.steps {
      for expectation in step.expectations where expectation.subject == .document {
        if case .unusable(let problem) = snapshot(of: expectation) { return problem }
      }
    }
    return nil
  }

  /// The file that an expectation names, from the folder of the case file on.
  static func path(of expectation: Expectation) -> String? {
    guard case .same(let operand) = expectation.value, operand.text.bytes.first == UInt8(ascii: "@") else { return nil }
    let name = ByteString(operand.text.bytes.dropFirst()).description
    return Paths.join(Paths.folder(of: expectation.location.file), name)
  }

  /// Why a snapshot must not be read or written where it is named: it leads out of the repository of its case file, or
  /// where there is no repository out of that file's folder.
  static func objection(to path: String, of expectation: Expectation) -> String? {
    let folder = Paths.folder(of: expectation.location.file)
    // What is not there yet is judged by what is: a folder for snapshots is made with the first of them.
    var place = path
    while RepositoryBounds.real(place) == nil {
      let above = Paths.folder(of: place)
      guard above != place, Paths.name(of: place) != ".." else { return "is no place that can be written to" }
      place = above
    }
    let bounds = RepositoryBounds(of: folder)
    if let objection = bounds.objection(to: place) { return objection }
    guard bounds.root == nil, let home = RepositoryBounds.real(folder), let target = RepositoryBounds.real(place) else {
      return nil
    }
    return RepositoryBounds.lies(target, in: home) ? nil : "leads out of the folder of its case file"
  }

  private func read(_ path: String, _ expectation: Expectation) -> Snapshot {
    func failure(_ message: String, _ hint: String) -> Snapshot {
      .unusable(
        Diagnostic(
          .error, code: "bad-snapshot", "the snapshot \(TerminalText.line(path)) \(message)", at: expectation.location,
          hint: hint))
    }
    if let objection = Self.objection(to: path, of: expectation) {
      return failure(objection, "put it beside its case file, or elsewhere in the repository")
    }
    do throws(FileFailure) {
      let text = ByteString(try FileAccess.read(path, limit: Self.limit))
      guard AlertDocument.read(text)?.kind == .object else {
        return failure("is no JSON object", "remove it, and assay test --update writes it anew")
      }
      return .kept(text)
    } catch {
      if error.isMissing { return .missing }
      return failure("cannot be read: \(error.reason)", "a snapshot is a file of JSON, of at most 4 MiB")
    }
  }
}

extension SuiteRunner {
  /// The files that the cases of a file compare alert documents with.
  package static func snapshots(of file: CaseFile) -> [String] {
    let expectations = read(file).cases.flatMap { $0.steps.flatMap(\.expectations) }
    return expectations.filter { $0.subject == .document }.compactMap(SnapshotFiles.path)
  }
}
