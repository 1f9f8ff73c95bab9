import Bytes
import Diagnostics
import RulesetSyntax

/// The layout of a file of decoders or rules, as changes of what stands between its elements and inside of start tags.
///
/// Groups, rules, decoders and `mitre` hold elements, each of which gets a line of its own. Every other element is kept as it
/// is, with all that it holds.
struct RulesetLayout {
  private let document: XMLDocument
  private let source: [UInt8]
  private let indentation: Int
  private let lineEnd: [UInt8]
  private(set) var edits: [TextEdit] = []

  init(_ document: XMLDocument, _ source: [UInt8], indentation: Int) {
    self.document = document
    self.source = source
    self.indentation = indentation
    let firstEnd = source.firstIndex(of: 0x0A)
    lineEnd = firstEnd.map { $0 > 0 && source[$0 - 1] == 0x0D } ?? false ? [0x0D, 0x0A] : [0x0A]
  }

  /// An element that gets lines of its own.
  private struct Item {
    var node: Int
    var range: Range<Int>
    /// Whether blank lines are put around it.
    var standsAlone: Bool
  }

  /// What stands around a gap.
  private struct Neighbours {
    var before: Item?
    var after: Item?
    var depth: Int
    /// Whether nothing stands before it in the file.
    var isStart = false
    /// Whether nothing stands behind it in the file.
    var isEnd = false
  }

  mutating func lay() {
    let start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var pending: [(parent: Int?, inside: Range<Int>, depth: Int)] = [(nil, start..<source.count, 0)]
    while let (parent, inside, depth) = pending.popLast() {
      let items = items(below: parent)
      var at = inside.lowerBound
      var before: Item?
      for item in items {
        layGap(
          at..<item.range.lowerBound,
          Neighbours(before: before, after: item, depth: depth, isStart: parent == nil && before == nil))
        layStartTag(of: item.node)
        if holdsElements(item.node, parent), let inner = content(of: item) {
          pending.append((item.node, inner, depth + 1))
        }
        at = item.range.upperBound
        before = item
      }
      layGap(
        at..<inside.upperBound,
        Neighbours(
          before: before, after: nil, depth: depth, isStart: parent == nil && before == nil, isEnd: parent == nil))
    }
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  // MARK: Elements

  /// The elements directly below one, definitions of variables among them.
  private func items(below parent: Int?) -> [Item] {
    let depth = parent.map { document.nodes[$0].depth + 1 } ?? 0
    var items: [Item] = []
    var index = parent.map { $0 + 1 } ?? 0
    while index < document.nodes.count {
      let entry = document.nodes[index]
      if entry.kind != .attribute, entry.depth < depth { break }
      if entry.kind != .attribute, entry.depth == depth {
        var end = Int(entry.end)
        // Behind the attributes of an element without content `/` ends it, and the `>` is text of what is around it.
        if end < source.count, source[end - 1] == UInt8(ascii: "/"), source[end] == UInt8(ascii: ">") { end += 1 }
        let name = document.name(of: index).lowercased
        items.append(
          Item(
            node: index, range: Int(entry.start)..<end,
            standsAlone: entry.kind == .element && (parent == nil || name == "rule")))
      }
      index += 1
    }
    return items
  }

  /// Whether an element is one of those whose text nobody looks at.
  private func holdsElements(_ node: Int, _ parent: Int?) -> Bool {
    guard document.nodes[node].kind == .element else { return false }
    switch document.name(of: node).lowercased {
    case "group", "decoder": return parent == nil
    case "rule": return parent.map { document.nodes[$0].depth == 0 } ?? false
    case "mitre": return parent.map { document.nodes[$0].depth == 1 } ?? false
    default: return false
    }
  }

  /// From behind the start tag to the end tag; nil where one of the two is written in an odd way.
  private func content(of item: Item) -> Range<Int>? {
    guard let tag = startTag(of: item.node), source[tag.end - 1] == UInt8(ascii: ">"),
      source[tag.end - 2] != UInt8(ascii: "/")
    else { return nil }
    let endTag = Array("</".utf8) + document.name(of: item.node).bytes + [UInt8(ascii: ">")]
    let end = item.range.upperBound - endTag.count
    guard end >= tag.end, source[end..<item.range.upperBound].elementsEqual(endTag) else { return nil }
    return tag.end..<end
  }

  // MARK: Gaps

  private mutating func layGap(_ range: Range<Int>, _ around: Neighbours) {
    guard let gap = Gap(range, in: source) else { return }
    var text: [UInt8] = []
    var isFirst = true
    // A blank line is put between two rules, in front of the comments of the second.
    let needsLine =
      around.before != nil && around.after != nil
      && (around.before?.standsAlone == true || around.after?.standsAlone == true)
    var hasLine = !needsLine
    func startLine(_ newlines: Int, isAtStart: Bool) {
      guard !isAtStart || !around.isStart else { return }
      text += lineEnd
      let mayHaveLine = !isAtStart || around.before != nil
      if mayHaveLine, newlines > 1 || !hasLine { text += lineEnd }
      hasLine = true
    }
    for comment in gap.comments {
      if comment.newlines == 0, !(isFirst && around.isStart) {
        text.append(0x20)
      } else {
        startLine(comment.newlines, isAtStart: isFirst)
        text += indent(around.depth)
      }
      text += source[comment.range]
      isFirst = false
    }
    if around.after != nil {
      startLine(gap.newlines, isAtStart: isFirst)
      text += indent(around.depth)
    } else if around.isEnd {
      // A file of nothing stays one.
      if !(isFirst && around.isStart) { text += lineEnd }
    } else {
      text += lineEnd + indent(around.depth - 1)
    }
    edits.append(TextEdit(range, with: text))
  }

  private func indent(_ depth: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: depth * indentation) }

  // MARK: Start tags

  /// The bytes of a start tag from behind its name, and where it ends; nil where it is written in an odd way.
  private func startTag(of node: Int) -> (nameEnd: Int, attributes: [Range<Int>], end: Int)? {
    let entry = document.nodes[node]
    let nameEnd = Int(entry.start) + 1 + Int(entry.name.count)
    // A comment may stand inside of a name.
    guard Int(entry.name.offset) == Int(entry.start) + 1, nameEnd < source.count else { return nil }
    let attributes = document.attributes(of: node).map { attribute in
      let range = document.range(of: attribute)
      return range.lowerBound..<range.upperBound
    }
    var end = attributes.last?.upperBound ?? nameEnd
    while end < source.count, Blank.isBlank(source[end]) { end += 1 }
    if end < source.count, source[end] == UInt8(ascii: "/") { end += 1 }
    guard end < source.count, source[end] == UInt8(ascii: ">") else { return nil }
    return (nameEnd, attributes, end + 1)
  }

  private mutating func layStartTag(of node: Int) {
    guard let (nameEnd, ranges, end) = startTag(of: node), let last = ranges.last else { return }
    let order = AttributeOrder.order(of: document.attributes(of: node).map { document.name(of: $0) }, in: element(node))
    var text: [UInt8] = []
    for index in order { text += [0x20] + source[ranges[index]] }
    // What ends an element without content is kept: the engine reads `/>` in two ways.
    let tail = source[last.upperBound..<end]
    if tail.contains(UInt8(ascii: "/")) { text += tail } else { text.append(UInt8(ascii: ">")) }
    edits.append(TextEdit(nameEnd..<end, with: text))
  }

  private func element(_ node: Int) -> AttributeOrder.Element {
    let name = document.name(of: node).lowercased.description
    let depth = document.nodes[node].depth
    if depth == 0, name == "decoder" { return .decoder }
    if depth == 1, name == "rule" { return .rule }
    if depth == 1 { return .inDecoder(name) }
    return depth == 2 ? .inRule(name) : .other
  }
}
