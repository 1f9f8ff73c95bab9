import Cases
import Diagnostics
import Linting
import Rulesets
import System
import Workbench

/// The one place where the server lints.
///
/// It takes what is loaded and the files that changed since it was asked last, and gives what `assay lint` would report of
/// the same texts: the settings and the baseline of `assay.conf` count.
final class LintPass {
  private let unit: LintInput.Unit

  init(_ unit: LintInput.Unit) { self.unit = unit }

  /// Looks at a ruleset.
  /// - Parameter changed: the ruleset's own files whose texts differ from those of the last time; nil when anything may.
  func run(on loaded: LoadedRuleset, changed: Set<String>?) -> (result: LintResult, failures: [Diagnostic]) {
    var settings = LintSettings()
    var failures: [Diagnostic] = []
    if let configuration = unit.configuration {
      do throws(RulesetError) { try settings.apply(configuration) } catch { failures.append(error.diagnostic) }
    }
    var ruleset = loaded
    LintInput.takeForeignFiles(of: &ruleset)
    var result = Linter(settings).run(on: ruleset)
    if let path = unit.baseline {
      do throws(FileFailure) {
        Baseline(String(decoding: try FileAccess.read(path), as: UTF8.self)).apply(to: &result)
      } catch {
        failures.append(
          Diagnostic(
            .error, code: "unreadable-file", "the baseline cannot be read: \(error.message)",
            at: unit.configuration?.value("lint-baseline")?.location, hint: "--update-baseline makes one."))
      }
    }
    return (result, failures)
  }
}
