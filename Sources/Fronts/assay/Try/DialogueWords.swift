import Analysis
import Bytes
import LineEditing
import Rulesets

/// What can be typed behind a colon in `assay try --explain`, for Tab.
struct DialogueWords {
  static let commands: [ByteString] = [
    ":all", ":decoder", ":field", ":help", ":quit", ":reload", ":rule", ":save", ":session", ":time",
  ]

  let ruleset: CompiledRuleset
  /// Fields of the last event.
  let fields: [ByteString]

  /// Nil where Tab is a tab: in logs, and in titles.
  func completion(of line: ByteString, at cursor: Int) -> Completion? {
    guard line.bytes.first == UInt8(ascii: ":") else { return nil }
    let typed = line.bytes[..<cursor]
    guard let blank = typed.firstIndex(of: 0x20) else {
      return Self.completion(of: typed, from: Self.commands)
    }
    let word = typed[(blank + 1)...]
    switch ByteString(Array(typed[..<blank])) {
    case ":rule":
      // In the order of the numbers, not of their digits.
      let ids = Set(ruleset.loaded.rules.rules.map(\.id)).sorted()
      return Self.completion(of: word, from: ids.map { ByteString("\($0)") }, isSorted: true)
    case ":decoder": return Self.completion(of: word, from: ruleset.loaded.decoders.definitions.map(\.name))
    case ":field": return Self.completion(of: word, from: fields)
    case ":session": return Self.completion(of: word, from: ["new"])
    case ":help", ":quit", ":reload", ":all": return Completion(start: blank + 1, candidates: [])
    default: return nil
    }
  }

  private static func completion(
    of word: ArraySlice<UInt8>, from words: [ByteString], isSorted: Bool = false
  ) -> Completion {
    let found = words.filter { $0.bytes.starts(with: word) }
    let isCommand = word.startIndex == 0
    return Completion(
      start: word.startIndex, candidates: isSorted ? found : Set(found).sorted(), endsWithBlank: isCommand)
  }
}
