import Cases
import Diagnostics
import Formatting
import System

/// Formats files, one after the other.
package struct FormatRun {
  /// What became of a file.
  package struct Result: Sendable {
    /// The path as it was given.
    package var path: String
    /// The file, before and after.
    package var text: FormattedText

    /// The change as a unified difference.
    package var difference: UnifiedDifference {
      UnifiedDifference(from: path, to: path, text.before, edits: text.edits)
    }
  }

  private let formatter: Formatter

  package init(indentation: Int) {
    var formatter = Formatter()
    formatter.indentation = indentation
    self.formatter = formatter
  }

  /// What a file should be.
  /// - Throws: when it cannot be read, or has mistakes.
  package func format(_ path: String) throws(BadInput) -> Result {
    let source: [UInt8]
    do throws(FileFailure) {
      source = try FileAccess.read(path == "-" ? "/dev/stdin" : path)
    } catch {
      throw BadInput(Diagnostic(.error, code: "unreadable-file", error.message))
    }
    let name = path == "-" ? "standard input" : path
    guard let kind = FormatInput.kind(of: source, named: path) else {
      throw BadInput(
        Diagnostic(
          .error, code: "not-a-ruleset-file", "\(name) holds neither decoders nor rules, and is no file of cases.",
          hint: "Files of cases end in .ruletest."))
    }
    do throws(FormattingFailure) {
      switch kind {
      case .ruleset: return Result(path: path, text: try formatter.ruleset(source, file: name))
      case .cases: return Result(path: path, text: try formatter.cases(source, file: name))
      }
    } catch {
      throw BadInput(error.diagnostics)
    }
  }

  /// Puts a file in its form, unless it was changed meanwhile.
  package func write(_ result: Result) throws(BadInput) {
    do throws(FileFailure) {
      try FileAccess.replace(result.path, expected: result.text.before, with: result.text.after)
    } catch {
      throw BadInput(Diagnostic(.error, code: "unwritable", error.message))
    }
  }
}
