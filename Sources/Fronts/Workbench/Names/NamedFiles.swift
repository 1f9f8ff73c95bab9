import Bytes
import Cases
import Diagnostics
import RulesetSyntax
import Rulesets
import Symbols
import System

/// The files that may hold a name: their texts, and the names in them.
struct NamedFiles {
  private(set) var index = SymbolIndex()
  /// The files of the base.
  private(set) var readOnly: Set<String> = []
  private var texts: [String: [UInt8]] = [:]
  /// Files by what they are, so that none is changed twice under two paths.
  private var known: Set<String> = []

  static func read(_ path: String) throws(BadInput) -> [UInt8] {
    do throws(FileFailure) { return try FileAccess.read(path) } catch {
      throw BadInput(Diagnostic(.error, code: "unreadable-file", error.message))
    }
  }

  mutating func add(_ path: String, _ text: [UInt8], _ names: FileSymbols) {
    guard known.insert(PathFacts.real(path) ?? path).inserted else { return }
    texts[path] = text
    index.set(names)
  }

  /// The files of decoders and rules, the base's among them.
  mutating func readRuleset(_ loaded: LoadedRuleset) throws(BadInput) {
    let documents = Dictionary(loaded.documents.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
    for file in loaded.files where file.kind != .list {
      let text: [UInt8]
      if file.isBase {
        readOnly.insert(file.path)
        // What is built in is in no file.
        guard let document = documents[file.path] else { continue }
        text = Array(document.buffer[..<document.sourceCount])
      } else {
        text = try Self.read(file.path)
      }
      add(file.path, text, FileSymbols(file: file.path, text: text, content: .ruleset))
    }
  }

  /// `assay.conf` and `ossec.conf`.
  mutating func readSettings(_ loaded: LoadedRuleset, _ choice: RulesetChoice) throws(BadInput) {
    if let file = loaded.configurationFile {
      let text = try Self.read(file)
      add(file, text, FileSymbols(file: file, text: text, content: .configuration))
    }
    if let file = choice.options.config {
      let text = try Self.read(file)
      add(file, text, FileSymbols(file: file, text: text, content: .engineConfiguration))
    }
  }

  /// The place of a name.
  func location(of place: SymbolPlace) -> SourceLocation? {
    texts[place.file].map { SourceText(file: place.file, bytes: $0).location(of: place.occurrence.range) }
  }

  /// The files that changes are for, in the order of their paths.
  func changes(_ edits: [String: [TextEdit]]) -> [FileSet.Change] {
    edits.sorted { $0.key < $1.key }.compactMap { path, edits in
      texts[path].map {
        FileSet.Change(path: path, before: $0, after: TextEdit.apply(edits, to: $0), edits: edits)
      }
    }
  }

  /// Whether a file of cases compares with snapshots.
  func hasSnapshot(_ change: FileSet.Change) -> Bool {
    guard case .cases? = index.symbols(of: change.path)?.content else { return false }
    return CaseScan.lines(of: change.before).contains { line in
      if case .statement(let statement) = line.content { statement.subject == .document } else { false }
    }
  }

  /// Places of own files that spell a name as a word, and do not change.
  func lookalikes(of name: ByteString, as kind: SymbolKind, except edits: [String: [TextEdit]]) -> [SourceLocation] {
    // Short names are words of the language.
    guard name.count >= 3 else { return [] }
    return texts.sorted { $0.key < $1.key }.flatMap { path, text -> [SourceLocation] in
      guard !readOnly.contains(path) else { return [] }
      let changed = Set((edits[path] ?? []).map(\.range.lowerBound))
      let source = SourceText(file: path, bytes: text)
      return Self.words(name.bytes, in: text).filter { !changed.contains($0.lowerBound) }.map(source.location)
    }
  }

  private static func words(_ name: [UInt8], in text: [UInt8]) -> [Range<Int>] {
    func isWord(_ index: Int) -> Bool {
      text.indices.contains(index) && (ASCII.isAlphanumeric(text[index]) || "_-.".utf8.contains(text[index]))
    }
    var found: [Range<Int>] = []
    var at = 0
    while at + name.count <= text.count {
      if text[at] == name[0], text[at..<at + name.count].elementsEqual(name), !isWord(at - 1), !isWord(at + name.count)
      {
        found.append(at..<at + name.count)
      }
      at += 1
    }
    return found
  }
}
