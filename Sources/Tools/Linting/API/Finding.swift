import Bytes
import Diagnostics
import Rulesets

/// A range of bytes of a document that was loaded.
package struct Place: Sendable, Hashable {
  /// Index in ``LintedRuleset/files``.
  package var file: Int
  /// Offset of the first byte.
  package var offset: Int
  /// Number of bytes, which may be 0.
  package var length: Int

  /// A range.
  package init(file: Int, offset: Int, length: Int = 0) {
    self.file = file
    self.offset = offset
    self.length = length
  }

  /// The bytes of the document.
  var bytes: Range<Int> { offset..<offset + length }
}

/// A change of files that mends a finding for certain.
public struct Fix: Sendable, Equatable {
  /// A replacement of bytes.
  package struct Edit: Sendable, Equatable {
    /// What is replaced.
    package var place: Place
    /// What comes there.
    package var text: ByteString

    /// A replacement.
    package init(_ place: Place, with text: ByteString) {
      self.place = place
      self.text = text
    }

    /// The same for the bytes of the file.
    var change: TextEdit { TextEdit(place.bytes, with: text.bytes) }
  }

  /// What it does, as an imperative: "Write …".
  package var title: String
  /// The replacements; they do not overlap.
  package var edits: [Edit]

  /// A change.
  package init(_ title: String, _ edits: [Edit]) {
    self.title = title
    self.edits = edits
  }
}

/// Something that a check has found.
public struct Finding: Sendable, Equatable {
  /// What is said about it: severity, code, sentence, place, hint, notes.
  public var diagnostic: Diagnostic
  /// What the check is about.
  public var category: CheckCategory
  /// Where it is, when that is in a file that was loaded.
  package var place: Place?
  /// How to mend it.
  public var fix: Fix?
  /// Whether loading left out a part on which the finding may depend; a note says which.
  public var dependsOnLeftOut = false
  /// The findings that it takes the place of: their codes and places.
  package var replaced: [ReplacedFinding] = []
  /// Names the finding however lines move: see `Fingerprint`.
  public var fingerprint = ""

  /// A finding.
  package init(_ diagnostic: Diagnostic, category: CheckCategory, place: Place? = nil, fix: Fix? = nil) {
    self.diagnostic = diagnostic
    self.category = category
    self.place = place
    self.fix = fix
  }
}

/// A finding in whose place another one stands.
package struct ReplacedFinding: Sendable, Hashable {
  /// Its code.
  package var code: String
  /// Where it was found.
  package var place: Place?
}

/// Where a check puts what it has found.
public struct Findings {
  /// Whose findings these are.
  let page: CheckPage
  private let ruleset: LintedRuleset
  /// What has been found so far.
  private(set) var all: [Finding] = []

  init(_ page: CheckPage, in ruleset: LintedRuleset) {
    self.page = page
    self.ruleset = ruleset
  }

  /// Reports something in a file that was loaded.
  /// - Parameters:
  ///   - message: what is wrong.
  ///   - place: where.
  ///   - severity: instead of the page's.
  ///   - hint: what to try.
  ///   - notes: further places.
  ///   - fix: how to mend it, if that is certain.
  package mutating func add(
    _ message: Message, at place: Place, severity: Diagnostic.Severity? = nil, hint: String? = nil,
    notes: [(Message, Place?)] = [], fix: Fix? = nil
  ) {
    // Base files are read-only for the author, so a check need not look whether a file is one.
    guard !ruleset.files[place.file].isBase else { return }
    let diagnostic = Diagnostic(
      severity ?? page.severity, code: page.code, message.text, at: ruleset.location(place), hint: hint,
      notes: notes.map { Diagnostic.Note($0.0.text, at: $0.1.map(ruleset.location)) })
    all.append(Finding(diagnostic, category: page.category, place: place, fix: fix))
  }

  /// Reports something in a configuration, which is no file of the ruleset.
  mutating func add(
    _ message: Message, in location: SourceLocation, severity: Diagnostic.Severity? = nil, hint: String? = nil
  ) {
    add(Diagnostic(severity ?? page.severity, code: page.code, message.text, at: location, hint: hint))
  }

  /// Says that what was reported last takes the place of other findings.
  mutating func lastReplaces(_ others: [Finding]) {
    guard let last = all.indices.last else { return }
    all[last].replaced = others.map { ReplacedFinding(code: $0.diagnostic.code, place: $0.place) }
  }

  /// Reports what loading said, with the severity that it has there.
  package mutating func add(_ diagnostic: Diagnostic, fix: Fix? = nil) {
    var place: Place?
    if let location = diagnostic.location {
      if let file = ruleset.fileIndex[location.file] {
        guard !ruleset.files[file].isBase else { return }
        place = ruleset.files[file].place(of: location)
      } else if ruleset.isBase(path: location.file) {
        return
      }
    }
    all.append(Finding(diagnostic, category: page.category, place: place, fix: fix))
  }
}
