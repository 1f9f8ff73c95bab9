import Cases
import Diagnostics
import Linting
import Rulesets
import System
import Workbench

/// The one place where the server lints.
///
/// It takes what is loaded, and gives what `assay lint` would report of the same texts: the settings and the baseline of
/// `assay.conf` count. What has changed since it was asked last, its session finds out.
final class LintPass {
  private let unit: LintInput.Unit
  /// What is known of the files that stay as they are.
  private var session: LintSession?
  /// What keeps the settings from being read.
  private var settingsFailure: Diagnostic?

  init(_ unit: LintInput.Unit) { self.unit = unit }

  private var settled: LintSession {
    if let session { return session }
    var settings = LintSettings()
    if let configuration = unit.configuration {
      do throws(RulesetError) { try settings.apply(configuration) } catch { settingsFailure = error.diagnostic }
    }
    let made = LintSession(settings)
    session = made
    return made
  }

  /// Looks at a ruleset.
  func run(on loaded: LoadedRuleset) -> (result: LintResult, failures: [Diagnostic]) {
    let session = settled
    var failures = [settingsFailure].compactMap(\.self)
    var ruleset = loaded
    LintInput.takeForeignFiles(of: &ruleset)
    var result = session.run(on: ruleset)
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
