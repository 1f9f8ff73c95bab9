import Bytes
import RulesetSyntax
import Rulesets
import Symbols

/// What is known of a name, for people.
struct SymbolCard {
  let root: Root
  let names: SymbolIndex
  /// So many of what may be many are named.
  private static let shown = 8

  init(root: Root, names: SymbolIndex) {
    self.root = root
    self.names = names
  }

  /// The card in Markdown; nil where nothing is known.
  func markdown(_ symbol: Symbol) -> String? {
    switch symbol.kind {
    case .rule: rule(symbol)
    case .group: group(symbol)
    case .decoder: decoder(symbol)
    case .field: field(symbol)
    case .variable: variable(symbol)
    case .list: list(symbol)
    case .technique: technique(symbol)
    }
  }

  // MARK: Rules

  private func rule(_ symbol: Symbol) -> String? {
    let texts = names.rule(symbol.name)
    let loaded = root.whole
    guard let id = Int(symbol.name.description) else { return nil }
    guard let index = loaded.rules.rules.firstIndex(where: { $0.id == id }) else {
      guard let first = texts.first else { return "**rule \(symbol.name)** is in no file of the ruleset." }
      return "**rule \(symbol.name)** level \(first.rule.level): \(Markdown.plain(first.rule.description))\n\n"
        + "It is written in \(place(first.file)), and was not loaded."
    }
    let rule = loaded.rules.rules[index]
    var lines = ["**rule \(id)** level \(rule.level): \(Markdown.plain(rule.description))"]
    let path = self.path(ofRule: index, in: loaded.rules)
    if path.count > 1 { lines.append(path.map(String.init).joined(separator: " → ")) }
    if let text = EffectiveRule.text(of: id, in: loaded) { lines.append(Markdown.block(text, language: "xml")) }
    let children = RuleTree(loaded.rules).children(of: index)
    if !children.isEmpty {
      let ids = children.prefix(Self.shown).map { "\(loaded.rules.rules[$0].id)" }.joined(separator: ", ")
      lines.append("\(children.count) below it: \(ids)\(children.count > Self.shown ? ", …" : "")")
    }
    return lines.joined(separator: "\n\n")
  }

  /// The numbers from the root to a rule, on the first of its ways.
  private func path(ofRule index: Int, in forest: RuleForest) -> [Int] {
    let tree = RuleTree(forest)
    var path = [forest.rules[index].id]
    var current = index
    while let parent = tree.parents(of: current).first, path.count < 32 {
      path.insert(forest.rules[parent].id, at: 0)
      current = parent
    }
    return path
  }

  private func group(_ symbol: Symbol) -> String? {
    let members = names.definitions(of: symbol)
    let rules = names.rules.filter {
      $0.rule.groups.bytes.split(separator: 44).contains { ByteString($0) == symbol.name }
    }
    guard !members.isEmpty || !rules.isEmpty else {
      return "**group \(symbol.name)** is made by no file of the ruleset."
    }
    let ids = rules.prefix(Self.shown).map { Markdown.plain($0.rule.symbol.name) }.joined(separator: ", ")
    return "**group \(Markdown.plain(symbol.name))** \(rules.count.counted("rule"))"
      + (rules.isEmpty ? "" : ": \(ids)\(rules.count > Self.shown ? ", …" : "")")
  }

  // MARK: Decoders and fields

  private func decoder(_ symbol: Symbol) -> String? {
    let texts = names.decoder(symbol.name)
    guard !texts.isEmpty else {
      let isBuiltIn = DecoderForest.builtInNames.contains(symbol.name)
      return isBuiltIn
        ? "**decoder \(symbol.name)** is part of the manager."
        : "**decoder \(symbol.name)** is in no file of the ruleset."
    }
    var lines = ["**decoder \(Markdown.plain(symbol.name))**"]
    for (file, decoder) in texts.prefix(4) {
      lines.append(place(file))
      if let text = root.text(of: file), decoder.range.upperBound <= text.count {
        lines.append(Markdown.block(ByteString(text[decoder.range]), language: "xml"))
      }
    }
    if texts.count > 4 { lines.append("and \(texts.count - 4) more of this name") }
    let children = names.children(ofDecoder: symbol.name)
    if !children.isEmpty {
      lines.append("below it: \(children.prefix(Self.shown).map { Markdown.plain($0.name) }.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n\n")
  }

  private func field(_ symbol: Symbol) -> String? {
    let places = names.definitions(of: symbol)
    var decoders: [ByteString] = []
    for place in places {
      if let owner = place.occurrence.owner?.name, !decoders.contains(owner) { decoders.append(owner) }
    }
    let isStatic = Vocabulary.staticNames.contains(symbol.name)
    let kind = isStatic ? "a field that the engine knows by name" : "a field"
    guard !decoders.isEmpty else {
      return "**\(Markdown.plain(symbol.name))** \(kind); no order of a decoder names it."
    }
    let shown = decoders.prefix(Self.shown).map(Markdown.plain).joined(separator: ", ")
    return "**\(Markdown.plain(symbol.name))** \(kind), set by \(shown)\(decoders.count > Self.shown ? ", …" : "")"
  }

  // MARK: Everything else

  private func variable(_ symbol: Symbol) -> String? {
    guard let place = names.definitions(of: symbol).first, let value = value(of: place) else { return nil }
    let name = root.text(of: place.file).map { ByteString($0[place.occurrence.range]) } ?? symbol.name
    return "**$\(Markdown.plain(name))** stands for\n\n" + Markdown.block(value)
  }

  /// What a variable stands for.
  func value(of place: SymbolPlace) -> ByteString? {
    guard let text = root.text(of: place.file), place.occurrence.part.upperBound <= text.count else { return nil }
    let element = LooseDocument(Array(text[place.occurrence.part]))
    return element.topLevel.first.map { element.content(of: $0) }
  }

  private func list(_ symbol: Symbol) -> String? {
    guard let list = root.whole.lists.first(where: { Symbol(.list, $0.name) == symbol }) else {
      return "**list \(Markdown.plain(symbol.name))** is not loaded."
    }
    let keys = list.keys
    let shown = keys.prefix(Self.shown).map { key -> String in
      let value = key.withView { list.value(for: $0) } ?? ""
      return "- \(Markdown.code(key))\(value.isEmpty ? "" : ": \(Markdown.code(value))")"
    }
    let more = keys.count > Self.shown ? ["- …"] : []
    return
      (["**list \(Markdown.plain(symbol.name))** \(list.count == 1 ? "1 entry" : "\(list.count) entries")", ""] + shown
      + more)
      .joined(separator: "\n")
  }

  private func technique(_ symbol: Symbol) -> String? {
    guard let technique = root.whole.mitre.technique(symbol.name) else {
      return "**\(Markdown.plain(symbol.name))** is no technique that the manager knows."
    }
    let tactics = technique.tactics.map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
    return "**\(symbol.name)** \(Markdown.plain(technique.name))\n\n\(tactics)"
  }

  private func place(_ file: String) -> String {
    let prefix = "\(root.folder)/"
    return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : file
  }
}
