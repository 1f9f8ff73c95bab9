import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Linting
import Rulesets
import System

/// Which findings count: all, those in changed lines, those that are new.
struct LintScopeArguments: ParsableArguments {
  @Option(
    name: .customLong("changed-since"),
    help: ArgumentHelp("Only findings in lines that changed since a revision (git).", valueName: "rev"))
  var changedSince: String?

  @Option(
    help: ArgumentHelp(
      "A file of findings that are known and not reported (also lint-baseline in assay.conf).", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Flag(name: .customLong("update-baseline"), help: "Write all findings into the baseline, and report none.")
  var updateBaseline = false

  /// Drops what does not count.
  func narrow(_ result: inout LintResult, baseline configured: String?) throws {
    if let path = baseline ?? configured {
      let foreign: Int?
      do throws(FileFailure) {
        let text = String(decoding: try FileAccess.read(path), as: UTF8.self)
        foreign = Baseline.firstForeignLine(of: text)
        Baseline(text).apply(to: &result)
      } catch {
        throw CommandFailure(
          Diagnostic(
            .error, code: "unreadable-file", "the baseline cannot be read: \(error.message)",
            hint: "--update-baseline makes one."))
      }
      if let foreign { throw Self.noBaseline(path, line: foreign) }
    }
    guard let changedSince else { return }
    let changes = try GitChanges(since: changedSince)
    changes.keep(&result)
    if !result.ruleset.files.contains(where: { !$0.isBase && changes.touches(1...Int.max, of: $0.path) }) {
      StandardError.write("assay: nothing of the ruleset has changed since \(changedSince)\n")
    }
  }

  private static func noBaseline(_ path: String, line: Int) -> CommandFailure {
    CommandFailure(
      Diagnostic(
        .error, code: "no-baseline", "this is no baseline: a line of one begins with a fingerprint",
        at: SourceLocation(file: path, line: line, column: 1),
        hint: "name another file; assay lint --update-baseline makes one"))
  }

  /// Makes the baseline that knows everything that was found.
  func writeBaseline(for result: LintResult, _ configured: String?) throws {
    guard let path = baseline ?? configured else {
      throw ValidationError("--update-baseline needs --baseline FILE, or lint-baseline in assay.conf.")
    }
    // Whatever is there and is no baseline was named by mistake.
    if let known = try? FileAccess.read(path),
      let foreign = Baseline.firstForeignLine(of: String(decoding: known, as: UTF8.self))
    {
      throw Self.noBaseline(path, line: foreign)
    }
    do throws(FileFailure) {
      try FileAccess.create(path, [UInt8](Baseline.text(of: result).utf8), overwrites: true)
    } catch {
      throw CommandFailure(Diagnostic(.error, code: "unwritable", "the baseline cannot be written: \(error.message)"))
    }
    StandardError.write("assay: \(TerminalText.line(path)) knows \(result.findings.count) findings now\n")
  }
}
