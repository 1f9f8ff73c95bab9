import Bytes

/// What is found while a file is read.
struct NameCollector {
  let file: String
  let text: [UInt8]
  private(set) var occurrences: [SymbolOccurrence] = []
  var outline: [OutlineItem] = []
  var rules: [RuleSummary] = []
  var decoders: [DecoderSummary] = []
  /// The variables that were defined so far, by their name as it is compared, and where their values stand.
  var variables: [ByteString: [Range<Int>]] = [:]
  /// The rule or decoder that is read.
  var owner: Symbol?
  /// Places of variables' values that were read as names, each of which counts once.
  private var seen: Set<Range<Int>> = []

  init(file: String, text: [UInt8]) {
    self.file = file
    self.text = text
  }

  /// Adds a name.
  @discardableResult
  mutating func add(
    _ kind: SymbolKind, _ use: SymbolUse, _ range: Range<Int>, in part: Range<Int>, isOverwrite: Bool = false
  ) -> Symbol? {
    guard !range.isEmpty else { return nil }
    let symbol = Symbol(kind, ByteString(text[range]), scope: file)
    add(symbol, use, range, in: part, isOverwrite: isOverwrite)
    return symbol
  }

  /// Adds a name that is compared in another form than it is written.
  mutating func add(
    _ symbol: Symbol, _ use: SymbolUse, _ range: Range<Int>, in part: Range<Int>, isOverwrite: Bool = false
  ) {
    let role: SymbolOccurrence.Role = isOverwrite ? .overwrite : use.isDefinition ? .definition : .reference
    occurrences.append(
      SymbolOccurrence(symbol: symbol, role: role, use: use, range: range, part: part, owner: owner))
  }

  /// Adds the name that the file as a whole stands for.
  mutating func addFile(_ symbol: Symbol) { add(symbol, .listSetting, 0..<0, in: text.indices) }

  // MARK: Variables

  /// Adds the variables of a text, and calls `body` with the pieces between them and with the variables' values.
  ///
  /// Once a file defines a variable, every `$` in it starts a name; in others a `$` is itself.
  mutating func pieces(
    of range: Range<Int>, in part: Range<Int>, _ body: (inout NameCollector, Range<Int>) -> Void
  ) {
    guard !variables.isEmpty, text[range].contains(UInt8(ascii: "$")) else { return body(&self, range) }
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      guard text[at] == UInt8(ascii: "$") else {
        at += 1
        continue
      }
      var end = at + 1
      while end < range.upperBound, !Self.endsVariable(text[end]) { end += 1 }
      let name = at + 1..<end
      // `$(field)` is the field's.
      guard let value = variables[ByteString(text[name]).lowercased] else {
        at = max(end, at + 1)
        continue
      }
      add(.variable, .variableUse, name, in: part)
      if start < at { body(&self, start..<at) }
      for piece in value where seen.insert(piece).inserted { body(&self, piece) }
      start = end
      at = end
    }
    if start < range.upperBound { body(&self, start..<range.upperBound) }
  }

  private static func endsVariable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "$"), UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: " "): true
    default: false
    }
  }

  /// A range without the blanks around its text.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// The parts of a range between separators, without the blanks around them; empty ones are left out.
  func split(_ range: Range<Int>, at isSeparator: (UInt8) -> Bool) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for at in range where isSeparator(text[at]) {
      parts.append(start..<at)
      start = at + 1
    }
    parts.append(start..<range.upperBound)
    return parts.map(trimmed).filter { !$0.isEmpty }
  }
}
