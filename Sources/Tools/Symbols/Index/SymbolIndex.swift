import Bytes

/// The names of all files of a ruleset, its cases and its settings.
///
/// A file that changes is read and set alone; the others stay as they are.
///
/// ```swift
/// var index = SymbolIndex()
/// for file in files { index.set(FileSymbols(file: file.path, text: file.bytes)) }
/// for place in index.references(of: Symbol(.rule, "5710")) { … }
/// ```
package struct SymbolIndex: Sendable {
  private var byFile: [String: FileSymbols] = [:]
  /// Per name: the files that hold it.
  private var holders: [Symbol: Set<String>] = [:]
  /// Per kind: its names.
  private var names: [SymbolKind: Set<Symbol>] = [:]

  /// No files.
  package init() {}

  /// Puts a file in, or in the place of the one of the same name.
  package mutating func set(_ file: FileSymbols) {
    remove(file.file)
    for symbol in Set(file.occurrences.map(\.symbol)) {
      holders[symbol, default: []].insert(file.file)
      names[symbol.kind, default: []].insert(symbol)
    }
    byFile[file.file] = file
  }

  /// Takes a file out.
  package mutating func remove(_ file: String) {
    guard let old = byFile.removeValue(forKey: file) else { return }
    for symbol in Set(old.occurrences.map(\.symbol)) {
      holders[symbol]?.remove(file)
      guard holders[symbol]?.isEmpty == true else { continue }
      holders[symbol] = nil
      names[symbol.kind]?.remove(symbol)
    }
  }

  /// The files.
  package var files: [String] { byFile.keys.sorted() }

  /// What a file holds.
  package func symbols(of file: String) -> FileSymbols? { byFile[file] }

  /// The name that a place of a file is in, or directly behind.
  package func symbol(at offset: Int, in file: String) -> SymbolOccurrence? { byFile[file]?.occurrence(at: offset) }

  /// All places of a name: definitions, what overwrites them, references; each by file and place.
  package func occurrences(of symbol: Symbol) -> [SymbolPlace] {
    let places = (holders[symbol] ?? []).sorted().flatMap { file in
      (byFile[file]?.occurrences ?? []).lazy.filter { $0.symbol == symbol }
        .map { SymbolPlace(file: file, occurrence: $0) }
    }
    return places.filter { $0.occurrence.role == .definition } + places.filter { $0.occurrence.role == .overwrite }
      + places.filter { $0.occurrence.role == .reference }
  }

  /// The places that make what a name names, or make it anew.
  package func definitions(of symbol: Symbol) -> [SymbolPlace] {
    occurrences(of: symbol).filter { $0.occurrence.role != .reference }
  }

  /// The places that name it.
  package func references(of symbol: Symbol) -> [SymbolPlace] {
    occurrences(of: symbol).filter { $0.occurrence.role == .reference }
  }

  /// All names of a kind, whether defined or only mentioned.
  package func all(_ kind: SymbolKind) -> [Symbol] { (names[kind] ?? []).sorted() }

  /// The names of a kind that some file defines.
  package func defined(_ kind: SymbolKind) -> [Symbol] {
    var found: Set<Symbol> = []
    for file in byFile.values {
      for occurrence in file.occurrences where occurrence.symbol.kind == kind && occurrence.role != .reference {
        found.insert(occurrence.symbol)
      }
    }
    return found.sorted()
  }

  /// The texts of a rule: first those that define it, then those that overwrite it.
  package func rule(_ id: ByteString) -> [(file: String, rule: RuleSummary)] {
    let symbol = Symbol(.rule, id)
    let texts = (holders[symbol] ?? []).sorted().flatMap { file in
      (byFile[file]?.rules ?? []).filter { $0.symbol == symbol }.map { (file: file, rule: $0) }
    }
    return texts.filter { !$0.rule.isOverwrite } + texts.filter(\.rule.isOverwrite)
  }

  /// The texts of a decoder.
  package func decoder(_ name: ByteString) -> [(file: String, decoder: DecoderSummary)] {
    let symbol = Symbol(.decoder, name)
    return (holders[symbol] ?? []).sorted().flatMap { file in
      (byFile[file]?.decoders ?? []).filter { $0.symbol == symbol }.map { (file: file, decoder: $0) }
    }
  }

  /// All rules' texts, file by file.
  package var rules: [(file: String, rule: RuleSummary)] {
    files.flatMap { file in (byFile[file]?.rules ?? []).map { (file: file, rule: $0) } }
  }

  /// All decoders' texts, file by file.
  package var decoders: [(file: String, decoder: DecoderSummary)] {
    files.flatMap { file in (byFile[file]?.decoders ?? []).map { (file: file, decoder: $0) } }
  }
}
