import Bytes
import Diagnostics
import Reporting
import Rulesets

/// A file's text with what is known about its parts.
struct AnnotatedSource {
  /// How well a part is covered.
  private enum Tone: String {
    case full = "ok"
    case partial = "part"
    case none = "no"
    case idle

    var sign: String {
      switch self {
      case .full: "✓"
      case .partial: "~"
      case .none: "✗"
      case .idle: "–"
      }
    }
  }

  /// A part of the text.
  private struct Mark {
    var span: Range<Int>
    var tone: Tone
    var title: String
  }

  /// What a line's margin says.
  private struct Margin {
    var tone: Tone
    /// In words.
    var title: String
    var hits: CaseSet
    var misses: CaseSet
    /// What the two mean.
    var words: (hit: String, miss: String)
    var isDefinition: Bool
  }

  /// Cases that a line names on either side.
  private static let caseLimit = 60

  private let text: [UInt8]
  private let lines: LineTable
  private var marks: [Mark] = []
  private var margins: [Int: Margin] = [:]

  init(_ file: CoveredFile) {
    text = file.text
    lines = LineTable(of: text)
    for idle in file.idle {
      let title: String =
        switch idle.reason {
        case .notLoaded: "not loaded: assay load says why"
        case .overwritten(let place): "overwritten by \(place.fileAndLine)"
        }
      marks.append(Mark(span: idle.span, tone: .idle, title: title))
      margins[idle.location.line] = Margin(
        tone: .idle, title: title, hits: [], misses: [], words: ("", ""), isDefinition: true)
    }
  }

  mutating func add(_ rule: CoveredRule) {
    let title: String =
      switch rule.standing {
      case .never: "rule \(rule.id): never tried"
      case .tried: "rule \(rule.id): tried in \(Phrase.cases(rule.tried.count)), fired in none"
      case .matched: "rule \(rule.id): matched in \(Phrase.cases(rule.matched.count)), the result in none"
      case .final:
        "rule \(rule.id): matched in \(Phrase.cases(rule.matched.count)), the result in \(rule.final.count)"
      }
    define(title, rule.standing, rule.location, rule.span, fired: rule.matched, failed: rule.failed)
    for condition in rule.conditions { add(condition, of: rule.standing) }
  }

  mutating func add(_ decoder: CoveredDecoder) {
    let name = "decoder \(Phrase.text(decoder.name))"
    let title: String =
      switch decoder.standing {
      case .never: "\(name): never tried"
      case .tried: "\(name): tried in \(Phrase.cases(decoder.tried.count)), fired in none"
      case .matched, .final: "\(name): fired in \(Phrase.cases(decoder.matched.count))"
      }
    define(title, decoder.standing, decoder.location, decoder.span, fired: decoder.matched, failed: decoder.failed)
    for test in decoder.tests { add(test, of: decoder.standing) }
  }

  private mutating func define(
    _ title: String, _ standing: Standing, _ location: SourceLocation, _ span: Range<Int>, fired: CaseSet,
    failed: CaseSet
  ) {
    let tone: Tone = standing >= .matched ? .full : standing == .tried ? .partial : .none
    // The start tag alone; what is in between has colours of its own.
    let end = text[min(span.lowerBound, text.count)...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
    marks.append(Mark(span: span.lowerBound..<(end ?? span.upperBound), tone: tone, title: title))
    margins[location.line] = Margin(
      tone: tone, title: title, hits: fired, misses: failed, words: ("Fired in", "Tried, and not fired, in"),
      isDefinition: true)
  }

  private mutating func add(_ condition: CoveredCondition, of standing: Standing) {
    let tone: Tone =
      switch condition.standing {
      case .both: .full
      case .onlyHeld, .onlyFailed: .partial
      case .never: .none
      }
    let name = Phrase.condition(condition)
    var title =
      "\(name): held in \(Phrase.cases(condition.holds.count)), failed in \(condition.fails.count)"
    if condition.standing == .never { title = "\(name): never tested" }
    for span in condition.spans { marks.append(Mark(span: span, tone: tone, title: title)) }
    let misses = condition.alternatives.count { $0.cases.isEmpty }
    for alternative in condition.alternatives {
      guard let span = alternative.span, !span.isEmpty else { continue }
      marks.append(
        Mark(
          span: span, tone: alternative.cases.isEmpty ? .none : .full,
          title: "alternative: \(Phrase.cases(alternative.cases.count))"))
    }
    let line = condition.location.line
    guard margins[line].map({ !$0.isDefinition && $0.hits.count > condition.holds.count }) ?? true else { return }
    margins[line] = Margin(
      tone: tone == .full && misses > 0 ? .partial : tone, title: title, hits: condition.holds,
      misses: condition.fails, words: ("Held in", "Failed in"), isDefinition: false)
  }

  // MARK: Writing

  func table(prefix: String, _ cases: inout PageCases) -> String {
    let ordered = marks.enumerated().sorted { left, right in
      let (a, b) = (left.element.span, right.element.span)
      if a.lowerBound != b.lowerBound { return a.lowerBound < b.lowerBound }
      return a.upperBound == b.upperBound ? left.offset < right.offset : a.upperBound > b.upperBound
    }.map(\.element)
    var active: [Mark] = []
    var next = 0
    var html = "<table class=\"code\"><tbody>\n"
    for index in 0..<lines.count {
      let start = lines[index]
      var end = lines.range(of: index).upperBound
      while end > start, text[end - 1] == 0x0D || text[end - 1] == 0x0A { end -= 1 }
      active.removeAll { $0.span.upperBound <= start }
      while next < ordered.count, ordered[next].span.lowerBound < max(end, start + 1) {
        active.append(ordered[next])
        next += 1
      }
      let number = index + 1
      let margin = margins[number]
      html += "<tr id=\"\(prefix)-\(number)\"\(margin.map { " class=\"\($0.tone.rawValue)\"" } ?? "")>"
      html += "<td class=\"n\"><a href=\"#\(prefix)-\(number)\">\(number)</a></td>"
      html += "<td class=\"h\">\(margin.map { self.button($0, &cases) } ?? "")</td>"
      html += "<td class=\"s\">\(source(start..<end, active))</td></tr>\n"
    }
    return html + "</tbody></table>\n"
  }

  private func button(_ margin: Margin, _ cases: inout PageCases) -> String {
    let title = HTMLText.escaped(margin.title)
    let label = "\(margin.tone.sign) \(margin.hits.count)"
    if margin.hits.isEmpty, margin.misses.isEmpty {
      return "<span title=\"\(title)\" role=\"img\" aria-label=\"\(title)\">\(margin.tone.sign)</span>"
    }
    var html = "<button type=\"button\" aria-expanded=\"false\" title=\"\(title)\" aria-label=\"\(title)\""
    for (set, words, key) in [(margin.hits, margin.words.hit, "y"), (margin.misses, margin.words.miss, "n")] {
      guard !set.isEmpty else { continue }
      let numbers = set.prefix(Self.caseLimit).map { String(cases.number(of: $0)) }.joined(separator: " ")
      html += " data-\(key)=\"\(numbers)\" data-\(key)t=\"\(words) \(Phrase.cases(set.count))\""
    }
    return html + ">\(label)</button>"
  }

  /// A line's text; the innermost of the marks gives a piece its colour.
  private func source(_ line: Range<Int>, _ marks: [Mark]) -> String {
    guard !marks.isEmpty else { return escaped(line) }
    var cuts: Set<Int> = [line.lowerBound, line.upperBound]
    for mark in marks {
      for cut in [mark.span.lowerBound, mark.span.upperBound] where line.contains(cut) { cuts.insert(cut) }
    }
    let ordered = cuts.sorted()
    var html = ""
    for (start, end) in zip(ordered, ordered.dropFirst()) {
      let innermost = marks.filter { $0.span.lowerBound <= start && $0.span.upperBound >= end }
        .min { $0.span.count < $1.span.count }
      guard let mark = innermost else {
        html += escaped(start..<end)
        continue
      }
      html += "<span class=\"\(mark.tone.rawValue)\" title=\"\(HTMLText.escaped(mark.title))\">"
      html += escaped(start..<end) + "</span>"
    }
    return html
  }

  private func escaped(_ range: Range<Int>) -> String {
    HTMLText.block(String(decoding: text[range], as: UTF8.self))
  }
}
