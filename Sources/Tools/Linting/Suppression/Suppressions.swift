import Bytes
import RulesetSyntax
import Rulesets

/// Comments that disable checks: `<!-- assay:disable CODE, CODE reason -->` for the element behind the comment, or the
/// one that stands before it in the same line, and `<!-- assay:disable-file CODE reason -->` for the file.
struct Suppressions {
  /// One code of one comment.
  struct Suppression {
    var code: String
    var place: Place
    /// The bytes it covers.
    var range: Range<Int>
    var isUsed = false
    var hasReason = true
  }

  private let ruleset: LintedRuleset
  private var all: [[Suppression]]

  init(_ ruleset: LintedRuleset) {
    self.ruleset = ruleset
    all = ruleset.files.map { $0.isBase ? [] : Self.suppressions(in: $0) }
  }

  /// Takes out what comments disable, and adds what is to be said about the comments.
  func apply(to findings: [Finding], settings: LintSettings) -> (findings: [Finding], suppressed: Int) {
    var all = self.all
    var kept: [Finding] = []
    for finding in findings {
      let code = finding.diagnostic.code
      let names =
        [code, CheckCatalogue.page(code)?.code ?? code, finding.category.rawValue] + finding.replaced.map(\.code)
      guard let place = finding.place,
        let index = all[place.file].firstIndex(where: {
          $0.range ~= place.offset && names.contains($0.code)
        })
      else {
        kept.append(finding)
        continue
      }
      for other in all[place.file].indices
      where all[place.file][other].range ~= place.offset && all[place.file][other].code == all[place.file][index].code {
        all[place.file][other].isUsed = true
      }
    }
    let suppressed = findings.count - kept.count
    if settings.runs(UnusedSuppression.page) {
      var said = Findings(UnusedSuppression.page, in: ruleset)
      for suppression in all.joined() where !suppression.isUsed {
        // A check that did not run cannot have used its comment.
        if let page = CheckCatalogue.page(suppression.code), !settings.runs(page) { continue }
        UnusedSuppression.report(suppression, &said)
      }
      kept += said.all
    }
    return (kept, suppressed)
  }

  private static let marker = [UInt8]("assay:disable".utf8)

  private static func suppressions(in file: LintedFile) -> [Suppression] {
    Array(file.source).withView { text in
      marker.withView { marker in
        var found: [Suppression] = []
        var start = 0
        var close = 0
        var elements: [XMLDocument.Node]?
        while let at = text.firstIndex(of: marker, from: start) {
          start = at + marker.count
          if close < at { close = text.firstIndex(of: UInt8(ascii: ">"), from: at) ?? text.count }
          let known = elements ?? file.document.nodes.filter { $0.kind == .element }
          elements = known
          found += suppressions(at: at, close, in: text, of: file, known)
        }
        return found
      }
    }
  }

  /// A comment's text is read up to here.
  private static let longestComment = 4096

  private static func suppressions(
    at: Int, _ close: Int, in text: ByteView, of file: LintedFile, _ elements: [XMLDocument.Node]
  ) -> [Suppression] {
    // The comment around it.
    var open = at
    while open > 0, text[open - 1] == 0x20 || text[open - 1] == UInt8(ascii: "-") { open -= 1 }
    guard open >= 2, text[open - 1] == UInt8(ascii: "!"), text[open - 2] == UInt8(ascii: "<") else { return [] }
    open -= 2
    let end = min(close, at + longestComment)
    var words = String(decoding: text[at..<end].buffer, as: UTF8.self).split { " \t\n".contains($0) }[...]
    if words.last == "--" {
      words = words.dropLast()
    } else if let last = words.last, last.hasSuffix("--") {
      words = words.dropLast() + [last.dropLast(2)]
    }
    guard let keyword = words.popFirst() else { return [] }
    var codes: [String] = []
    while let word = words.first {
      codes += word.split(separator: ",").map(String.init)
      words = words.dropFirst()
      if !word.hasSuffix(",") { break }
    }
    let range = keyword == "assay:disable-file" ? 0..<text.count : element(at: open, close, in: text, elements)
    return codes.map {
      Suppression(
        code: $0, place: file.place(at, keyword.utf8.count), range: range ?? at..<at, hasReason: !words.isEmpty)
    }
  }

  /// The element that a comment is about.
  private static func element(
    at open: Int, _ close: Int, in text: ByteView, _ elements: [XMLDocument.Node]
  ) -> Range<Int>? {
    // They stand in the order of the file.
    let next = firstIndex(in: elements, startingAt: open)
    if next > 0 {
      let before = elements[next - 1]
      let lineEnd = text.firstIndex(of: 0x0A, from: Int(before.start)) ?? text.count
      if lineEnd >= open { return Int(before.start)..<max(Int(before.start) + 1, Int(before.end)) }
    }
    let behind = firstIndex(in: elements, startingAt: close)
    guard behind < elements.count else { return nil }
    return Int(elements[behind].start)..<max(Int(elements[behind].start) + 1, Int(elements[behind].end))
  }

  /// Index of the first element that begins at an offset or behind it.
  private static func firstIndex(in elements: [XMLDocument.Node], startingAt offset: Int) -> Int {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if Int(elements[middle].start) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
