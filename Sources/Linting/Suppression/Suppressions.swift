import Bytes
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
      let names = [code, CheckCatalogue.page(code)?.code ?? code, finding.category.rawValue]
      guard let place = finding.place,
        let index = all[place.file].firstIndex(where: {
          names.contains($0.code) && $0.range ~= place.offset
        })
      else {
        kept.append(finding)
        continue
      }
      for other in all[place.file].indices
      where all[place.file][other].code == all[place.file][index].code && all[place.file][other].range ~= place.offset {
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
    file.source.withUnsafeBufferPointer { buffer in
      let text = ByteView(buffer)
      return marker.withUnsafeBufferPointer { marker in
        var found: [Suppression] = []
        var start = 0
        while let at = text.firstIndex(of: ByteView(marker), from: start) {
          start = at + marker.count
          found += suppressions(at: at, in: text, of: file)
        }
        return found
      }
    }
  }

  private static func suppressions(at: Int, in text: ByteView, of file: LintedFile) -> [Suppression] {
    // The comment around it.
    var open = at
    while open > 0, text[open - 1] == 0x20 || text[open - 1] == UInt8(ascii: "-") { open -= 1 }
    guard open >= 2, text[open - 1] == UInt8(ascii: "!"), text[open - 2] == UInt8(ascii: "<") else { return [] }
    open -= 2
    var close = at
    while close < text.count, text[close] != UInt8(ascii: ">") { close += 1 }
    var words = String(decoding: text[at..<close].buffer, as: UTF8.self).split { " \t\n".contains($0) }[...]
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
    let range = keyword == "assay:disable-file" ? 0..<text.count : element(at: open, close, in: text, of: file)
    return codes.map {
      Suppression(
        code: $0, place: file.place(at, keyword.utf8.count), range: range ?? at..<at, hasReason: !words.isEmpty)
    }
  }

  /// The element that a comment is about.
  private static func element(at open: Int, _ close: Int, in text: ByteView, of file: LintedFile) -> Range<Int>? {
    var lineStart = open
    while lineStart > 0, text[lineStart - 1] != 0x0A { lineStart -= 1 }
    let elements = file.document.nodes.filter { $0.kind == .element }
    if let before = elements.last(where: { lineStart <= $0.start && Int($0.start) < open }) {
      return Int(before.start)..<max(Int(before.start) + 1, Int(before.end))
    }
    return elements.first { $0.start >= close }.map { Int($0.start)..<max(Int($0.start) + 1, Int($0.end)) }
  }
}
