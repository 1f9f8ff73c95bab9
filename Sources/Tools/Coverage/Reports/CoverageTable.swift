import Bytes
import Rulesets

/// The coverage as a table for a terminal: files, the worst first, and what is missing.
public struct CoverageTable: Sendable {
  /// How a piece of text is meant.
  public enum Tone: Sendable {
    /// A heading.
    case heading
    /// All is covered.
    case good
    /// Much is covered.
    case fair
    /// Little is covered.
    case bad
    /// Less important than the rest.
    case minor
  }

  /// What is listed below the table of files.
  public enum Listing: String, Sendable, CaseIterable {
    /// Nothing.
    case files
    /// The worst gaps.
    case worst
    /// All gaps.
    case all
  }

  /// What is listed.
  package var listing: Listing
  /// How many gaps the short listing has.
  public var limit = 20
  /// How many files the short listing has.
  public var fileLimit = 30
  /// Paints a piece of text.
  package var paint: @Sendable (String, Tone) -> String

  /// A table.
  public init(listing: Listing = .worst, paint: @escaping @Sendable (String, Tone) -> String = { text, _ in text }) {
    self.listing = listing
    self.paint = paint
  }

  private static let kinds: [CoverageFigures.Kind] = [.decoders, .rules, .misses, .conditions, .alternatives]

  /// The table.
  public func text(_ map: CoverageMap) -> String {
    let figures = map.figures
    var rows: [[String]] = []
    var tones: [Tone] = []
    let files = sorted(map.figuresByFile)
    let shown = listing == .worst ? files.prefix(fileLimit) : files[...]
    for (file, figures) in shown {
      rows.append(
        [Phrase.percent(figures.definitions)] + Self.kinds.map { cell(figures[$0]) } + [TerminalText.line(file.path)])
      tones.append(tone(figures.definitions))
    }
    rows.append([Phrase.percent(figures.definitions)] + Self.kinds.map { cell(figures[$0]) } + ["all"])
    tones.append(tone(figures.definitions))
    let header = ["fired", "decoders", "rules", "near misses", "conditions", "alternatives", "coverage"]
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    var text = paint(line(header, widths), .heading) + "\n"
    for (row, tone) in zip(rows, tones) {
      let whole = line(row, widths)
      let first = String(whole.prefix(widths[0]))
      text += paint(first, tone) + whole.dropFirst(widths[0]) + "\n"
    }
    if shown.count < files.count {
      let rest = files[shown.count...]
      let complete = rest.count { $0.figures.definitions.permille == 1000 }
      text += paint(
        "\(rest.count.counted("file")) not shown, in \(complete) of them all fired: --coverage-list files", .minor
      )
      text += "\n"
    }
    return text + notes(map) + list(map)
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (index, cell) in cells.enumerated() {
      if index > 0 { text += "  " }
      let pad = String(repeating: " ", count: max(0, widths[index] - cell.count))
      text += index == cells.count - 1 ? cell : pad + cell
    }
    return text
  }

  private func cell(_ count: CoverageCount) -> String { count.total == 0 ? "–" : "\(count.covered)/\(count.total)" }

  private func tone(_ count: CoverageCount) -> Tone {
    guard let permille = count.permille else { return .minor }
    return permille == 1000 ? .good : permille >= 500 ? .fair : .bad
  }

  /// The least covered first; among equals the ones with more to do.
  private func sorted(
    _ files: [(file: CoveredFile, figures: CoverageFigures)]
  ) -> [(file: CoveredFile, figures: CoverageFigures)] {
    files.enumerated().sorted { left, right in
      let (a, b) = (left.element.figures.definitions, right.element.figures.definitions)
      if a.permille != b.permille { return a.permille ?? 1001 < b.permille ?? 1001 }
      let (open, other) = (a.total - a.covered, b.total - b.covered)
      return open == other ? left.offset < right.offset : open > other
    }.map(\.element)
  }

  private func notes(_ map: CoverageMap) -> String {
    var text = ""
    let all = map.countsBase || map.coversBase
    let idle = map.files.reduce(0) { sum, file in
      all || !file.isBase ? sum + file.idle.count { $0.reason == .notLoaded } : sum
    }
    if idle > 0 {
      text += paint("\(idle.counted("element")) not loaded, and not counted: assay load says why", .minor) + "\n"
    }
    if map.todoCount > 0 {
      text += paint("\(Phrase.cases(map.todoCount)) marked todo, and not counted", .minor) + "\n"
    }
    return text
  }

  private func list(_ map: CoverageMap) -> String {
    guard listing != .files else { return "" }
    let (gaps, counts) = map.worstGaps(limit: listing == .all ? .max : limit)
    guard !gaps.isEmpty else { return paint("nothing is missing", .good) + "\n" }
    var counted: [CoverageGap.Kind: Int] = [:]
    var text = "\n"
    for gap in gaps {
      counted[gap.kind, default: 0] += 1
      text += "\(gap.location.fileAndLine): "
      text += paint(gap.kind.title, gap.kind <= .neverFired ? .bad : .fair)
      text += ": \(gap.subject)\(gap.level.map { " (level \($0))" } ?? ""): \(gap.message)\n"
      if let hint = gap.hint { text += paint("  \(hint)", .minor) + "\n" }
    }
    let rest = CoverageGap.Kind.allCases.compactMap { kind -> (Int, String)? in
      let open = (counts[kind] ?? 0) - (counted[kind] ?? 0)
      return open > 0 ? (open, "\(open) \(kind.title)") : nil
    }
    if !rest.isEmpty {
      let number = rest.reduce(0) { $0 + $1.0 }
      text += "and \(number) more (\(rest.map(\.1).joined(separator: ", "))): --coverage-list all\n"
    }
    return text
  }
}
