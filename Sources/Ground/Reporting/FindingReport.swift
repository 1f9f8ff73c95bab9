import Bytes
import Diagnostics
import JSONText

/// What was found in files, whoever found it: what every form of report is made of.
package struct FindingReport {
  /// Where in a text something is.
  package struct Place {
    /// The text.
    package var source: SourceText
    /// Which of its bytes.
    package var range: Range<Int>
    /// Whether the text may be shown: a configuration may hold what is nobody's business.
    package var isShown: Bool

    /// A place.
    package init(_ source: SourceText, _ range: Range<Int>, isShown: Bool = true) {
      self.source = source
      self.range = range
      self.isShown = isShown
    }
  }

  /// A change that mends it.
  package struct Fix {
    /// What it does, as an imperative.
    package var title: String
    /// The changes, each of a text.
    package var edits: [(source: SourceText, edit: TextEdit)]

    /// A change.
    package init(_ title: String, _ edits: [(source: SourceText, edit: TextEdit)]) {
      self.title = title
      self.edits = edits
    }
  }

  /// Something that was found.
  package struct Entry {
    /// What is said about it.
    package var diagnostic: Diagnostic
    /// What kind of thing it is.
    package var category: String
    /// Where it is, when that is in a text that is at hand.
    package var place: Place?
    /// How to mend it.
    package var fix: Fix?
    /// Whether it may depend on a part that was left out.
    package var dependsOnLeftOut: Bool
    /// Names it however lines move.
    package var fingerprint: String

    /// Something.
    package init(
      _ diagnostic: Diagnostic, category: String, place: Place?, fix: Fix?, dependsOnLeftOut: Bool, fingerprint: String
    ) {
      self.diagnostic = diagnostic
      self.category = category
      self.place = place
      self.fix = fix
      self.dependsOnLeftOut = dependsOnLeftOut
      self.fingerprint = fingerprint
    }
  }

  /// What is known about a code, for forms that explain it.
  package struct Rule {
    /// One sentence.
    package var summary: String
    /// What it is about.
    package var explanation: String
    /// The same at length, in Markdown.
    package var markdown: String
    /// How bad it is unless somebody has decided otherwise.
    package var severity: Diagnostic.Severity
    /// What kind of thing it is.
    package var category: String

    /// A rule.
    package init(
      summary: String, explanation: String, markdown: String, severity: Diagnostic.Severity, category: String
    ) {
      self.summary = summary
      self.explanation = explanation
      self.markdown = markdown
      self.severity = severity
      self.category = category
    }
  }

  /// Who reports, `lint`.
  package let tool: String
  /// What was found, in order.
  package private(set) var entries: [Entry]
  /// How much more was found than ``entries`` hold.
  package private(set) var leftOut = 0
  /// The files that were looked at.
  package let files: [String]
  /// The last line for people, in colours or not.
  package let summary: (Style) -> String
  /// Members of the one JSON object behind the findings.
  package let totals: (inout JSONWriter) -> Void
  /// What is known about a code.
  package let rule: (String) -> Rule?
  /// Assay's version.
  package var version = ""

  /// A report.
  package init(
    by tool: String, entries: [Entry], files: [String], summary: @escaping (Style) -> String,
    totals: @escaping (inout JSONWriter) -> Void, rule: @escaping (String) -> Rule?
  ) {
    self.tool = tool
    self.entries = entries
    self.files = files
    self.summary = summary
    self.totals = totals
    self.rule = rule
  }

  /// The same with the gravest entries, so many at most, in their order.
  func limited(to most: Int) -> Self {
    guard entries.count > most else { return self }
    var limited = self
    let gravest = entries.indices.sorted {
      (entries[$0].diagnostic.severity, $0) < (entries[$1].diagnostic.severity, $1)
    }
    limited.entries = gravest.prefix(most).sorted().map { entries[$0] }
    limited.leftOut = entries.count - most
    return limited
  }

  /// What is said where some are left out; empty where none is.
  var leftOutText: String {
    guard leftOut > 0 else { return "" }
    return "… and \(leftOut) more findings, which are counted and not shown"
  }
}
