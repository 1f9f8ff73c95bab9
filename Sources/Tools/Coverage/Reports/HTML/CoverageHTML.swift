import Bytes
import Diagnostics
import JSONText
import Reporting
import Rulesets

/// The coverage as pages: the files in colour, with the cases behind each line. They need nothing but themselves, are
/// readable without colour, without a script and on paper, and follow the reader's dark or light setting.
public enum CoverageHTML {
  /// A page and its file name.
  public struct Page: Sendable {
    /// The name in its folder.
    public var name: String
    /// The document.
    public var text: String
  }

  /// One page with everything.
  public static func page(_ map: CoverageMap) -> String {
    let counted = map.counted
    let files = map.figuresByFile
    var cases = PageCases(counted.cases)
    let links = Links(files.map(\.file.path), pages: nil)
    var body = heading(map) + overview(files, total: map.figures, links) + gaps(map, links)
    let places = Places(counted)
    for (number, entry) in files.enumerated() {
      body += section(entry.file, entry.figures, number: number, places, &cases)
    }
    return HTMLFrame.document(title: title(map), body: body, cases: cases.titles)
  }

  /// An `index.html` and one page per file.
  public static func pages(_ map: CoverageMap) -> [Page] {
    let counted = map.counted
    let files = map.figuresByFile
    let paths = files.map(\.file.path)
    let names = pageNames(paths)
    let links = Links(paths, pages: names)
    let body = heading(map) + overview(files, total: map.figures, links) + gaps(map, links)
    var pages = [Page(name: "index.html", text: HTMLFrame.document(title: title(map), body: body, cases: []))]
    let places = Places(counted)
    for (number, entry) in files.enumerated() {
      var cases = PageCases(counted.cases)
      let body =
        "<p><a href=\"index.html\">All files</a></p>\n"
        + section(entry.file, entry.figures, number: number, places, &cases)
      pages.append(
        Page(
          name: names[number],
          text: HTMLFrame.document(
            title: "\(TerminalText.line(entry.file.path)): coverage", body: body, cases: cases.titles)))
    }
    return pages
  }

  /// A page for each file, named after it: `rules/web.xml` is shown in `web.xml.html`, a second one in `web.xml-2.html`.
  static func pageNames(_ paths: [String]) -> [String] {
    var used: Set<String> = ["index.html"]
    return paths.map { path in
      let bytes = path.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
      // Nothing that a link or a file system would take for something else.
      let plain = bytes.map { ASCII.isAlphanumeric($0) || "-_.".utf8.contains($0) ? $0 : UInt8(ascii: "_") }
      let base = plain.isEmpty || plain[0] == UInt8(ascii: ".") ? "file" : String(decoding: plain, as: UTF8.self)
      var name = "\(base).html"
      var number = 2
      // Some file systems take capital letters for small ones.
      while !used.insert(name.lowercased()).inserted {
        name = "\(base)-\(number).html"
        number += 1
      }
      return name
    }
  }

  /// Where files and their lines are shown.
  private struct Links {
    private let numbers: [String: Int]
    private let pages: [String]?
    /// Said once, above the names of files.
    let folder: CommonFolder

    init(_ paths: [String], pages: [String]?) {
      numbers = Dictionary(paths.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      self.pages = pages
      folder = CommonFolder(of: paths)
    }

    func file(_ number: Int) -> String { pages?[number] ?? "#f\(number)" }

    /// Nil for a file that is not shown.
    func line(_ location: SourceLocation) -> String? {
      numbers[location.file].map { "\(pages?[$0] ?? "")#f\($0)-\(location.line)" }
    }

    func name(_ path: String) -> String { folder.rest(of: path) }
  }

  /// The definitions of each file.
  private struct Places {
    let rules: [String: [CoveredRule]]
    let decoders: [String: [CoveredDecoder]]

    init(_ map: CoverageMap) {
      rules = Dictionary(grouping: map.rules, by: \.location.file)
      decoders = Dictionary(grouping: map.decoders, by: \.location.file)
    }
  }

  private static func title(_ map: CoverageMap) -> String {
    "Coverage: \(Phrase.unbroken(map.figures.definitions)) of \(counted(map)) fired"
  }

  /// `2 decoders and 31 rules`: those that the page shows.
  private static func counted(_ map: CoverageMap) -> String {
    let (decoders, rules) = (map.figures[.decoders].total, map.figures[.rules].total)
    return "\(decoders.counted("decoder")) and \(rules.counted("rule"))"
  }

  private static func heading(_ map: CoverageMap) -> String {
    var text = "<h1>\(HTMLText.escaped(title(map)))</h1>\n"
    text += "<p>\(Phrase.cases(map.cases.count)) counted"
    if map.todoCount > 0 { text += ", \(map.todoCount) marked todo left out" }
    return text + ".</p>\n" + HTMLFrame.legend
  }

  private static let columns: [(CoverageFigures.Kind, String)] = [
    (.decoders, "decoders fired"), (.rules, "rules fired"), (.misses, "near misses"),
    (.conditions, "conditions both ways"),
    (.alternatives, "alternatives"),
  ]

  private static func overview(
    _ files: [(file: CoveredFile, figures: CoverageFigures)], total: CoverageFigures, _ links: Links
  ) -> String {
    let folder = links.folder.path.isEmpty ? "" : " in \(HTMLText.escaped(links.folder.path))"
    var text = "<table class=\"files\"><caption>Files\(folder)</caption><thead><tr><th scope=\"col\">fired</th>"
    for (_, name) in columns { text += "<th scope=\"col\">\(name)</th>" }
    text += "<th scope=\"col\">file</th></tr></thead><tbody>\n"
    for (number, entry) in files.enumerated() {
      let name = "<a href=\"\(links.file(number))\">\(HTMLText.escaped(links.name(entry.file.path)))</a>"
      text += row(entry.figures, name: name)
    }
    return text + "</tbody><tfoot>" + row(total, name: "all") + "</tfoot></table>\n"
  }

  private static func row(_ figures: CoverageFigures, name: String) -> String {
    let permille = figures.definitions.permille ?? 1000
    let tone = permille == 1000 ? "ok" : permille >= 500 ? "part" : "no"
    var text = "<tr><td class=\"\(tone)\">\(Phrase.unbroken(figures.definitions))</td>"
    for (kind, _) in columns {
      let count = figures[kind]
      text += count.total == 0 ? "<td>–</td>" : "<td>\(count.covered)/\(count.total)</td>"
    }
    return text + "<th scope=\"row\">\(name)</th></tr>\n"
  }

  private static func gaps(_ map: CoverageMap, _ links: Links) -> String {
    let (gaps, counts) = map.worstGaps(limit: 500)
    let total = counts.values.reduce(0, +)
    guard !gaps.isEmpty else { return "<p class=\"ok\">Nothing is missing.</p>\n" }
    var text = "<details><summary>What is missing (\(total))</summary><ul>\n"
    for gap in gaps {
      var place = "<code>\(HTMLText.escaped("\(links.name(gap.location.file)):\(gap.location.line)"))</code>"
      if let link = links.line(gap.location) { place = "<a href=\"\(link)\">\(place)</a>" }
      text += "<li><b>\(gap.kind.title)</b> \(place) "
      text += HTMLText.escaped("\(gap.subject): \(gap.message)")
      if let hint = gap.hint { text += "<br><small>\(HTMLText.escaped(hint))</small>" }
      text += "</li>\n"
    }
    return text + (total > gaps.count ? "<li>and \(total - gaps.count) more</li>" : "") + "</ul></details>\n"
  }

  private static func section(
    _ file: CoveredFile, _ figures: CoverageFigures, number: Int, _ places: Places, _ cases: inout PageCases
  ) -> String {
    var text = "<section id=\"f\(number)\"><h2>\(HTMLText.escaped(file.path))</h2>\n"
    text += "<p>\(Phrase.unbroken(figures.definitions)) of "
    text += "\(figures.definitions.total.counted("definition")) fired.</p>\n"
    var source = AnnotatedSource(file)
    for decoder in places.decoders[file.path] ?? [] { source.add(decoder) }
    for rule in places.rules[file.path] ?? [] { source.add(rule) }
    return text + source.table(prefix: "f\(number)", &cases) + "</section>\n"
  }
}

/// The cases that a page names, numbered as they come.
struct PageCases {
  private let all: [CoverageMap.Case]
  private var numbers: [Int: Int] = [:]
  /// Their titles with their places.
  private(set) var titles: [String] = []

  init(_ all: [CoverageMap.Case]) { self.all = all }

  /// The page's number of a case.
  mutating func number(of test: Int) -> Int {
    if let known = numbers[test] { return known }
    let number = titles.count
    numbers[test] = number
    let location = all[test].location
    titles.append("\(location.fileAndLine): \(all[test].title)")
    return number
  }
}
