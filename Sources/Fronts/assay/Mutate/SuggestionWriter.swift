import Bytes
import Cases
import Harness
import Rulesets

/// Adds the cases that would kill survivors to a file of cases.
struct SuggestionWriter {
  private let path: String
  private let prompt: ReviewPrompt?
  private let style: Style

  /// - Parameters:
  ///   - path: the file, which is made when it is missing.
  ///   - asks: whether each case is shown and asked for.
  ///   - style: whether there are colours.
  init(_ path: String, asks: Bool, style: Style) {
    self.path = path
    prompt = asks ? ReviewPrompt() : nil
    self.style = style
  }

  /// - Parameter suggestions: texts of cases; some survivors may be killed by the same one.
  func write(_ suggestions: [String]) throws {
    var added = 0
    var known = 0
    var acceptsRest = prompt == nil
    asking: for (index, text) in suggestions.enumerated() {
      if !acceptsRest, let prompt {
        StandardOutput.write("\n" + style.cyan(TerminalText.paragraph(text)))
        switch try prompt.ask(index + 1, of: suggestions.count) {
        case .yes: break
        case .no: continue
        case .all: acceptsRest = true
        case .quit: break asking
        }
      }
      let suite = CaseParser.parse(path: path, bytes: Array(text.utf8))
      guard !suite.isInvalid else { throw CommandFailure(suite.diagnostics) }
      do throws(CaseAppender.Failure) {
        StandardError.write(try CaseAppender.append(suite.cases, to: path).text)
        added += suite.cases.count
      } catch {
        // The case of another survivor, or of an earlier run.
        guard case .duplicate = error else { throw CommandFailure(error.diagnostic) }
        known += 1
      }
    }
    var text = "assay: \(added) case\(added == 1 ? "" : "s") added to \(TerminalText.line(path))"
    if known > 0 { text += ", \(known) of the same title \(known == 1 ? "was" : "were") there already" }
    StandardError.write(text + "\n")
  }
}
