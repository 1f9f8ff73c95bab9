import Bytes
import Diagnostics
import Harness
import Reporting
import RulesetSyntax
import Rulesets

/// All problems of a ruleset as a person reads them: by file, worst first, each with its line and a caret.
struct ProblemText {
  let loaded: LoadedRuleset
  let style: Style
  private let excerpts: SourceExcerpts

  init(_ loaded: LoadedRuleset, style: Style) {
    self.loaded = loaded
    self.style = style
    excerpts = SourceExcerpts(loaded)
  }

  func text(limit: Int?) -> String {
    guard !loaded.diagnostics.isEmpty else { return "no problems\n" }
    var groups: [String?: [Diagnostic]] = [:]
    for diagnostic in loaded.diagnostics { groups[diagnostic.location?.file, default: []].append(diagnostic) }
    let files = groups.sorted { left, right in
      let (a, b) = (weight(left.value), weight(right.value))
      return a == b ? (left.key ?? "") < (right.key ?? "") : b.lexicographicallyPrecedes(a)
    }
    var text = ""
    var shown = 0
    for (file, diagnostics) in files {
      if let limit, shown >= limit { break }
      text += "\n\(style.bold(TerminalText.line(file ?? "ruleset"))): \(summary(diagnostics))\n"
      let ordered = diagnostics.enumerated().sorted { left, right in
        (left.element.severity, left.offset) < (right.element.severity, right.offset)
      }
      for (_, diagnostic) in ordered {
        if let limit, shown >= limit { break }
        text += block(diagnostic)
        shown += 1
      }
    }
    if shown < loaded.diagnostics.count {
      text += "\nand \(loaded.diagnostics.count - shown) more problems; --all shows them\n"
    }
    return text
  }

  /// Errors, then warnings, then the rest.
  private func weight(_ diagnostics: [Diagnostic]) -> [Int] {
    [.error, .warning, .info].map { severity in diagnostics.count { $0.severity == severity } }
  }

  private func summary(_ diagnostics: [Diagnostic]) -> String {
    let counts = weight(diagnostics)
    let parts = zip(counts, ["error", "warning", "notice"]).filter { $0.0 > 0 }.map { $0.counted($1) }
    return parts.joined(separator: ", ")
  }

  private func block(_ diagnostic: Diagnostic) -> String {
    let excerpt = diagnostic.location.flatMap(excerpts.excerpt)
    let text = DiagnosticText.block(diagnostic, style: style, isBelowFile: true, excerpt: excerpt)
    return text.wholeLines.map { "  \($0)\n" }.joined()
  }
}

/// Finds the lines that diagnostics point at.
struct SourceExcerpts {
  private let documents: [String: XMLDocument]
  private let configuration: String?

  init(_ loaded: LoadedRuleset) {
    documents = Dictionary(loaded.documents.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
    configuration = loaded.configurationFile
  }

  /// A line, cut to what fits, with a caret; nil where the file cannot be read.
  func excerpt(at location: SourceLocation) -> Excerpt? {
    let bytes: ByteString?
    if let document = documents[location.file] {
      bytes = document.isRulesetText ? document.line(location.line) : nil
    } else if location.file == configuration {
      bytes = SourceLines.line(location.line, of: location.file)
    } else {
      bytes = SourceLines.line(location.line, of: location.file, ifRuleset: true)
    }
    guard let bytes else { return nil }
    let column = min(max(0, location.column - 1), bytes.count)
    return Excerpt(bytes, marks: [column..<column], width: Excerpt.usualWidth, tabs: .blank)
  }
}
