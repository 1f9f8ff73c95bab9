import Bytes
import RulesetSyntax

/// What became of a rule or a decoder, in words: `level 5 -> 0`, `without if_sid 5700`.
struct EditWords {
  /// Longer texts are not repeated.
  private static let longest = 48
  private static let mostChanges = 4

  private let old: XMLDocument
  private let new: XMLDocument
  private var changes: [String] = []

  /// The words; empty where only blanks and comments differ.
  static func of(_ old: Int, _ oldDocument: XMLDocument, _ new: Int, _ newDocument: XMLDocument) -> String {
    var words = EditWords(old: oldDocument, new: newDocument)
    words.compare(old, new, prefix: "")
    words.compareChildren(old, new)
    let shown = words.changes.prefix(mostChanges).joined(separator: ", ")
    return words.changes.count > mostChanges ? shown + ", and \(words.changes.count - mostChanges) more" : shown
  }

  private init(old: XMLDocument, new: XMLDocument) {
    (self.old, self.new) = (old, new)
  }

  private mutating func compare(_ one: Int, _ other: Int, prefix: String) {
    let before = Self.attributes(of: one, old)
    let after = Self.attributes(of: other, new)
    for (name, value) in before {
      guard let now = after.first(where: { $0.name == name })?.value else {
        changes.append("\(prefix)without \(name) \(Self.shown(value))")
        continue
      }
      if now != value { changes.append("\(prefix)\(name) \(Self.shown(value)) -> \(Self.shown(now))") }
    }
    for (name, value) in after where !before.contains(where: { $0.name == name }) {
      changes.append("\(prefix)\(name) \(Self.shown(value)) added")
    }
  }

  private mutating func compareChildren(_ one: Int, _ other: Int) {
    var left = old.children(of: one)
    var right = new.children(of: other)
    // What is the same on both sides says nothing, in whatever order it stands.
    left.removeAll { child in
      guard let twin = right.firstIndex(where: { Self.text(child, old) == Self.text($0, new) }) else { return false }
      right.remove(at: twin)
      return true
    }
    for child in left {
      let name = old.name(of: child).lowercased
      guard let twin = right.firstIndex(where: { new.name(of: $0).lowercased == name }) else {
        changes.append("without \(name) \(Self.shown(old.content(of: child).description))")
        continue
      }
      let (before, after) = (old.content(of: child).description, new.content(of: right[twin]).description)
      if before != after { changes.append("\(name) \(Self.shown(before)) -> \(Self.shown(after))") }
      compare(child, right[twin], prefix: "\(name): ")
      right.remove(at: twin)
    }
    for child in right {
      changes.append("\(new.name(of: child).lowercased) \(Self.shown(new.content(of: child).description)) added")
    }
  }

  /// All that an element says, so that it can be compared.
  private static func text(_ node: Int, _ document: XMLDocument) -> String {
    let attributes = attributes(of: node, document).map { "\($0.name)=\($0.value)" }.joined(separator: "\0")
    return "\(document.name(of: node).lowercased)\0\(attributes)\0\0\(document.content(of: node))"
  }

  private static func attributes(of node: Int, _ document: XMLDocument) -> [(name: String, value: String)] {
    document.attributes(of: node).map {
      (document.name(of: $0).lowercased.description, document.content(of: $0).description)
    }
  }

  private static func shown(_ text: String) -> String {
    let line = TerminalText.line(text)
    if !line.isEmpty, line.utf8.count <= 12,
      line.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || "_-.".utf8.contains($0) })
    {
      return line
    }
    guard line.utf8.count > longest else { return "`\(line)`" }
    return "`\(String(decoding: Array(line.utf8.prefix(longest)), as: UTF8.self))…`"
  }
}
