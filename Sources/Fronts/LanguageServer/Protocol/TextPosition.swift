import JSONText

/// A place as the protocol has it: counted from 0, columns in units of the encoding that was agreed on.
struct TextPosition: Hashable, Comparable, Sendable {
  var line: Int
  var character: Int

  init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  /// Nil for what is no place.
  init?(_ tree: JSONTree?) {
    guard let line = tree?["line"]?.integer, let character = tree?["character"]?.integer, line >= 0, character >= 0
    else { return nil }
    self.init(line: line, character: character)
  }

  static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.character) < (right.line, right.character)
  }

  var tree: JSONTree { ["line": JSONTree(line), "character": JSONTree(character)] }
}

/// A range as the protocol has it.
struct TextRange: Hashable, Sendable {
  var start: TextPosition
  var end: TextPosition

  init(_ start: TextPosition, _ end: TextPosition) {
    self.start = start
    self.end = end
  }

  /// Nil for what is no range.
  init?(_ tree: JSONTree?) {
    guard let start = TextPosition(tree?["start"]), let end = TextPosition(tree?["end"]) else { return nil }
    self.init(start, end)
  }

  var tree: JSONTree { ["start": start.tree, "end": end.tree] }
}
