import Bytes
import Fields
import Linting
import RulesetSyntax
import Rulesets
import Symbols

/// The names of a ruleset as proposals.
struct NameProposals {
  let root: Root
  let names: SymbolIndex

  init(_ root: Root) {
    self.root = root
    names = root.names
  }

  /// Rules whose numbers begin with what was typed, with what they say; the ruleset's own come first.
  func rules(from typed: ByteString) -> [CompletionItem] {
    var seen: Set<Symbol> = []
    var items: [CompletionItem] = []
    let files = names.files
    for isBase in [false, true] {
      for file in files where root.isReadOnly(file) == isBase {
        for rule in names.symbols(of: file)?.rules ?? [] {
          guard rule.symbol.name.bytes.starts(with: typed.bytes), seen.insert(rule.symbol).inserted else { continue }
          var item = CompletionItem(
            rule.symbol.name.description, .function, detail: TerminalText.line(rule.description))
          item.documentation = "level \(TerminalText.line(rule.level)), \(Markdown.plain(rule.groups))"
          item.order = (isBase ? "1" : "0") + rule.symbol.name.description
          items.append(item)
          // One more than is shown, so that it is known that there are more.
          if items.count > Proposals.limit { return items }
        }
      }
    }
    return items
  }

  /// Groups that some rule has.
  var groups: [CompletionItem] { names.defined(.group).map { CompletionItem($0.name.description, .module) } }

  /// Decoders, those of the manager's code among them.
  var decoders: [CompletionItem] {
    names.defined(.decoder).map { symbol in
      CompletionItem(
        symbol.name.description, .class,
        detail: names.parents(ofDecoder: symbol.name).first.map { "child of \($0.name)" })
    } + DecoderForest.builtInNames.map { CompletionItem($0.description, .class, detail: "part of the manager") }
  }

  /// Lists that are loaded.
  var lists: [CompletionItem] {
    root.whole.lists.map { CompletionItem($0.name.description, .enumeration, detail: "\($0.count) entries") }
  }

  /// Techniques of ATT&CK.
  var techniques: [CompletionItem] {
    let mitre = root.whole.mitre
    return mitre.ids.map { id in
      CompletionItem(id.description, .enumeration, detail: mitre.technique(id)?.name.description)
    }
  }

  /// Variables of a file, as it writes them: their names are compared without case.
  func variables(of file: String) -> [CompletionItem] {
    guard let text = root.text(of: file), let symbols = names.symbols(of: file) else { return [] }
    return symbols.occurrences.filter { $0.use == .variableName && $0.range.upperBound <= text.count }.map {
      occurrence in
      CompletionItem("$\(ByteString(text[occurrence.range]))", .variable)
    }
  }

  /// All fields that orders name, and those that the engine knows.
  var fields: [CompletionItem] {
    var items = names.defined(.field).map { CompletionItem($0.name.description, .field) }
    let known = Set(items.map(\.label))
    items += Vocabulary.orderNames.map(\.description).sorted().filter { !known.contains($0) }.map {
      CompletionItem($0, .field, detail: "known to the engine")
    }
    return items
  }

  /// The fields that events on their way to a rule can have; all where that cannot be told.
  func fields(ofRule id: Int?) -> [CompletionItem] {
    let loaded = root.whole
    guard let id, let index = loaded.rules.rules.firstIndex(where: { $0.id == id }) else { return fields }
    let universe = root.fields
    guard let decoders = universe.decoders(ofRule: index), let dynamic = universe.names(ofDecoders: decoders) else {
      return fields
    }
    let detail = decoders.count <= 3 ? "set by \(decoders.map(\.description).sorted().joined(separator: ", "))" : nil
    let own = dynamic.map(\.description).sorted().map { CompletionItem($0, .field, detail: detail) }
    return own + universe.staticNames(ofDecoders: decoders).map { CompletionItem($0, .field, detail: detail) }
  }

  /// Numbers that no rule has: in the ranges of `assay.conf`, else from 100000 on; the first behind what the file has.
  func freeNumbers(in file: String) -> [CompletionItem] {
    var used: Set<Int> = []
    for (_, rule) in names.rules { if let id = Int(rule.symbol.name.description) { used.insert(id) } }
    let ranges = root.idRanges.isEmpty ? [100_000...120_000] : root.idRanges
    let own = (names.symbols(of: file)?.rules ?? []).compactMap { Int($0.symbol.name.description) }
    let start = own.filter { id in ranges.contains { $0.contains(id) } }.max() ?? 0
    var free: [Int] = []
    for id in ranges.lazy.flatMap({ $0 }) where id > start && !used.contains(id) {
      free.append(id)
      if free.count == 5 { break }
    }
    if free.isEmpty { free = Array(ranges.lazy.flatMap { $0 }.filter { !used.contains($0) }.prefix(5)) }
    return free.enumerated().map { place, id in
      var item = CompletionItem("\(id)", .value, detail: place == 0 ? "next free number" : "free")
      item.order = "\(place)"
      return item
    }
  }
}
