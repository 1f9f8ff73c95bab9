import Bytes
import Diagnostics
import PatternReasoning
import PatternSyntax
import Patterns
import RulesetSyntax

/// Other ways to write a pattern, each with a proof, and a part of it as a variable.
struct PatternActions {
  let path: String
  let document: LooseDocument
  let selection: Range<Int>
  /// Texts on which both patterns must agree.
  private static let budget = 2000

  var all: [CodeActions.Action] {
    guard let index = document.element(at: selection.lowerBound), let pattern = PatternPlace(index, in: document),
      pattern.range.lowerBound <= selection.lowerBound, selection.upperBound <= pattern.range.upperBound
    else { return [] }
    return pattern.types.filter { $0 != pattern.dialect }.compactMap { conversion(of: pattern, to: $0) }
      + [extraction(from: pattern)].compactMap(\.self)
  }

  // MARK: Dialects

  private func conversion(of pattern: PatternPlace, to dialect: Dialect) -> CodeActions.Action? {
    let source = pattern.text(in: document)
    // Variables are replaced before the pattern is read: what stands here is not all of it.
    guard !source.bytes.contains(UInt8(ascii: "$")) || pattern.dialect != .osregex || Self.hasNoVariable(source) else {
      return nil
    }
    guard let equivalent = try? Equivalent(source, from: pattern.dialect, to: dialect, budget: Self.budget),
      equivalent.isExact, !equivalent.translation.isNegated, let text = equivalent.translation.pattern, text != source,
      !text.bytes.contains(UInt8(ascii: "<")), let type = typeEdit(of: pattern, to: dialect)
    else { return nil }
    let tried = equivalent.proof?.tried ?? 0
    return CodeActions.Action(
      title: "Write as \(PatternText.name(of: dialect)) (same answer on \(tried) texts)", kind: "refactor.rewrite",
      edits: [path: [type, TextEdit(pattern.range, with: text.bytes)]])
  }

  private static func hasNoVariable(_ text: ByteString) -> Bool {
    zip(text.bytes, text.bytes.dropFirst()).allSatisfy { $0 != UInt8(ascii: "$") || !ASCII.isAlphanumeric($1) }
  }

  /// The change of `type` that makes a pattern one of another dialect.
  private func typeEdit(of pattern: PatternPlace, to dialect: Dialect) -> TextEdit? {
    if let attribute = document.attribute("type", of: pattern.element) {
      return attribute.isClosed ? TextEdit(attribute.value, with: dialect.rawValue.utf8) : nil
    }
    let end = document.elements[pattern.element].name.upperBound
    return TextEdit(end..<end, with: " type=\"\(dialect.rawValue)\"".utf8)
  }

  // MARK: Variables

  /// The selected part as a variable of the file. That the engine reads the same afterwards is tried.
  private func extraction(from pattern: PatternPlace) -> CodeActions.Action? {
    guard selection.count >= 2, let before = read(document.text) else { return nil }
    let part = document.string(selection)
    guard !part.bytes.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "$") || $0 < 0x20 }) else {
      return nil
    }
    let name = freeName
    let edits = [
      TextEdit(0..<0, with: "<var name=\"\(name)\">\(part)</var>\n".utf8),
      TextEdit(selection, with: "$\(name)".utf8),
    ]
    guard let after = read(TextEdit.apply(edits, to: document.text)), after == before else { return nil }
    return CodeActions.Action(title: "Make a variable of the selection", kind: "refactor.extract", edits: [path: edits])
  }

  /// All texts of a file as the engine reads them, variables replaced; nil where it cannot.
  private func read(_ text: [UInt8]) -> [ByteString]? {
    guard let document = try? XMLDocument(reading: text, file: path) else { return nil }
    return document.topLevelElements.filter { document.name(of: $0) != "var" }.flatMap { top in
      (top..<document.nodes.count).prefix { $0 == top || document.nodes[$0].depth > document.nodes[top].depth }
        .map { document.content(of: $0) }
    }
  }

  private var freeName: String {
    let known = Set(
      document.topLevel.filter { document.name(of: $0) == "var" }.compactMap { index in
        document.attribute("name", of: index).map { document.string($0.value).lowercased.description }
      })
    return (1...).lazy.map { $0 == 1 ? "PATTERN" : "PATTERN_\($0)" }.first { !known.contains($0.lowercased()) }
      ?? "PATTERN"
  }
}
