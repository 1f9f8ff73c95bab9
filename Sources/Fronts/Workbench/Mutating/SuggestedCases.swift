import Cases
import Harness
import Diagnostics

/// The cases that would kill survivors, on their way into a file of cases.
package struct SuggestedCases {
  /// Texts of cases; some survivors may be killed by the same one.
  private let texts: [String]

  package init(_ texts: [String]) { self.texts = texts }

  /// What became of them.
  package struct Added {
    package var count = 0
    /// Cases of the same title that were there already.
    package var knownCount = 0
  }

  /// Adds them to a file, which is made when it is missing.
  /// - Parameters:
  ///   - path: the file.
  ///   - ask: is shown each case, with its number from 1 on, and says whether it is wanted; nil takes all.
  ///   - told: is told where each case that is added stands.
  package func add(
    to path: String, ask: ((String, _ number: Int, _ total: Int) throws -> ReviewAnswer)? = nil,
    told: (CaseAppender.Added) -> Void
  ) throws -> Added {
    var added = Added()
    var asks = ask != nil
    asking: for (index, text) in texts.enumerated() {
      if asks, let ask {
        switch try ask(text, index + 1, texts.count) {
        case .yes: break
        case .no: continue
        case .all: asks = false
        case .quit: break asking
        }
      }
      let suite = CaseParser.parse(path: path, bytes: Array(text.utf8), patterns: .engine)
      guard !suite.isInvalid else { throw BadInput(suite.diagnostics) }
      do throws(CaseAppender.Failure) {
        told(try CaseAppender.append(suite.cases, to: path))
        added.count += suite.cases.count
      } catch {
        // The case of another survivor, or of an earlier run.
        guard case .duplicate = error else { throw BadInput(error.diagnostic) }
        added.knownCount += 1
      }
    }
    return added
  }
}
