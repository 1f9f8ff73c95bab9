import Bytes
import JSONRPC
import JSONText
import RulesetSyntax
import Rulesets
import Symbols

/// `textDocument/inlayHint`: what the eye would have to look for elsewhere: who the parent is, what a variable stands for,
/// which capture a field takes, when a counter fires.
enum InlayHints: Feature {
  static let method = "textDocument/inlayHint"
  static let isPassing = true
  /// Longer ones push away what the author wrote.
  private static let longest = 48

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let root = subject.root, let symbols = root.names.symbols(of: subject.path) else { return [] }
    let window = TextRange(question.parameters["range"]).map { subject.text.bytes(of: $0, question.encoding) }
    let shown = window ?? 0..<subject.text.bytes.count
    var hints: [(offset: Int, label: String, isBefore: Bool)] = []
    let card = SymbolCard(root: root, names: root.names)
    var captures: [Range<Int>: Int] = [:]
    for occurrence in symbols.occurrences {
      if occurrence.use == .order { captures[occurrence.part, default: 0] += 1 }
      guard shown.contains(occurrence.range.lowerBound) else { continue }
      switch occurrence.use {
      case .ifSid, .ifMatchedSid:
        if let rule = root.names.rule(occurrence.symbol.name).first?.rule {
          let text = "level \(rule.level) \(rule.description)"
          hints.append((occurrence.range.upperBound, " \(short(text))", false))
        }
      case .variableUse:
        if let place = root.names.definitions(of: occurrence.symbol).first, let value = card.value(of: place) {
          hints.append((occurrence.range.upperBound, "=\(short(value.description))", false))
        }
      case .order:
        hints.append((occurrence.range.lowerBound, "\(captures[occurrence.part] ?? 1):", true))
      default: break
      }
    }
    hints += counters(in: symbols, subject, root).filter { shown.contains($0.offset) }
    return .array(
      hints.sorted { $0.offset < $1.offset }.map { hint in
        .members([
          "position": subject.text.position(of: hint.offset, question.encoding).tree,
          "label": JSONTree(hint.label), "paddingRight": hint.isBefore ? true : nil,
          "kind": hint.isBefore ? 2 : nil,
        ])
      })
  }

  /// When a rule with a frequency fires.
  private static func counters(
    in symbols: FileSymbols, _ subject: Question.Subject, _ root: Root
  ) -> [(offset: Int, label: String, isBefore: Bool)] {
    let document = LooseDocument(subject.text.bytes)
    let rules = root.whole.rules.rules
    var byNumber: [Int: Int] = [:]
    return document.elements.indices.compactMap { index in
      guard document.name(of: index) == "rule", let frequency = document.attribute("frequency", of: index),
        frequency.isClosed, let id = document.attribute("id", of: index),
        let number = Int(document.string(id.value).description)
      else { return nil }
      if byNumber.isEmpty { for (place, rule) in rules.enumerated() { byNumber[rule.id] = place } }
      guard let rule = byNumber[number].map({ rules[$0] }), rule.searchesHistory else { return nil }
      let label = " fires at event \(rule.frequency + 2) within \(rule.timeframe) s"
      return (frequency.value.upperBound + 1, label, false)
    }
  }

  private static func short(_ text: String) -> String {
    let line = TerminalText.line(text)
    return line.utf8.count > longest ? "\(line.prefix(longest))…" : line
  }
}
