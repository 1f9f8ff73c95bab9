import Bytes
import Diagnostics
import PatternReasoning
import Patterns
import Rulesets

/// A loaded ruleset together with how it is written: what checks look at.
///
/// Findings in files of the base are dropped, so that the texts of the ruleset's own files are all that most checks need.
/// Those of the base, which are many more, are read when a check asks for them.
public struct LintedRuleset: Sendable {
  /// What came of loading.
  package let loaded: LoadedRuleset
  /// The settings.
  package let settings: LintSettings
  /// Files of decoders and rules, in the order in which they were read.
  package let files: [LintedFile]
  /// Each file's place in ``files``.
  package let fileIndex: [String: Int]
  /// The paths of what the ruleset is loaded on top of.
  private let basePaths: Set<String>
  /// The rule texts of the ruleset's own files.
  package let ownRules: [RuleText]
  /// The decoder texts of the ruleset's own files.
  package let ownDecoders: [DecoderText]
  /// Every pattern of the ruleset's own files.
  package let patterns: [PatternUse]
  /// What checks have found out together.
  let shared = SharedReading()
  /// What earlier runs have found out.
  let memory: LintMemory
  /// Per own rule text: where it stands in ``ownRules``, by its index in ``ruleTexts``.
  private let ownRuleAt: [Int: Int]
  /// Per own decoder text: where it stands in ``ownDecoders``, by its index in ``decoderTexts``.
  private let ownDecoderAt: [Int: Int]
  /// Per own decoder in force: where its text stands in ``ownDecoders``.
  private let ownDecoderOfDefinition: [Int: Int]

  init(_ loaded: LoadedRuleset, settings: LintSettings, memory: LintMemory = LintMemory()) {
    self.loaded = loaded
    self.settings = settings
    self.memory = memory
    var kinds: [String: RulesetFile.Kind] = [:]
    for file in loaded.files { kinds[file.path] = file.kind }
    let basePaths = Set(loaded.files.lazy.filter(\.isBase).map(\.path))
    self.basePaths = basePaths
    files = loaded.documents.enumerated().map { index, document in
      LintedFile(
        kind: kinds[document.file] ?? .rules, document: document, index: index,
        isBase: basePaths.contains(document.file))
    }
    fileIndex = Dictionary(files.map { ($0.path, $0.index) }, uniquingKeysWith: { first, _ in first })
    let isOwn = files.map { !$0.isBase }
    ownRules = Self.rules(of: files, loaded, memory) { isOwn[$0] }
    ownDecoders = Self.decoders(of: files, loaded, memory) { isOwn[$0] }
    patterns = ownRules.flatMap(PatternReading.patterns) + ownDecoders.flatMap(PatternReading.patterns)
    ownRuleAt = Dictionary(uniqueKeysWithValues: ownRules.enumerated().map { ($1.index, $0) })
    ownDecoderAt = Dictionary(uniqueKeysWithValues: ownDecoders.enumerated().map { ($1.index, $0) })
    ownDecoderOfDefinition = Dictionary(
      ownDecoders.enumerated().compactMap { place, text in text.definition.map { ($0, place) } },
      uniquingKeysWith: { _, last in last })
  }

  /// The files of several rulesets one behind the other, for reports: checks look at one ruleset at a time.
  init(joining rulesets: [LintedRuleset]) {
    var whole = LoadedRuleset()
    whole.isLoaded = rulesets.allSatisfy(\.loaded.isLoaded)
    loaded = whole
    settings = LintSettings()
    memory = LintMemory()
    files = rulesets.flatMap(\.files).enumerated().map { index, file in
      LintedFile(kind: file.kind, document: file.document, index: index, isBase: file.isBase)
    }
    fileIndex = Dictionary(files.map { ($0.path, $0.index) }, uniquingKeysWith: { first, _ in first })
    (ownRules, ownDecoders, patterns) = ([], [], [])
    (ownRuleAt, ownDecoderAt, ownDecoderOfDefinition) = ([:], [:], [:])
    basePaths = rulesets.reduce(into: []) { $0.formUnion($1.basePaths) }
  }

  // MARK: Texts

  /// Every `<rule>`, in the order in which they were read.
  public var ruleTexts: [RuleText] {
    shared.ruleTexts { Self.rules(of: files, loaded, memory) { _ in true } }
  }

  /// Every `<rule>` with one of some numbers, in the order in which they were read, counted within its file.
  func ruleTexts(withIDs ids: Set<Int>) -> [RuleText] {
    files.filter { $0.kind == .rules && !ids.isDisjoint(with: memory.ids(of: $0)) }.flatMap { file in
      memory.texts(of: file).rules.filter { $0.id.map(ids.contains) ?? false }
    }
  }

  /// Every `<decoder>`, in the order in which they were read.
  public var decoderTexts: [DecoderText] {
    shared.decoderTexts { Self.decoders(of: files, loaded, memory) { _ in true } }
  }

  /// Every `<decoder>` with one of some names, in the order in which they were read, counted within its file.
  func decoderTexts(named names: Set<ByteString>) -> [DecoderText] {
    guard !names.isEmpty else { return [] }
    return files.filter { $0.kind == .decoders }.flatMap { file in
      memory.texts(of: file).decoders.filter { names.contains($0.name) }
    }
  }

  /// One of ``ruleTexts``; one of the ruleset's own files does not take the others to be read.
  func ruleText(_ index: Int) -> RuleText { ownRuleAt[index].map { ownRules[$0] } ?? ruleTexts[index] }

  /// One of ``decoderTexts``; one of the ruleset's own files does not take the others to be read.
  func decoderText(_ index: Int) -> DecoderText { ownDecoderAt[index].map { ownDecoders[$0] } ?? decoderTexts[index] }

  /// The text of a rule in force, if it stands in one of the ruleset's own files.
  func ownText(ofRule rule: Int) -> RuleText? { ownRules.last { $0.definition == rule } }

  /// The text of a decoder in force, if it stands in one of the ruleset's own files.
  func ownText(ofDecoder decoder: Int) -> DecoderText? { ownDecoderOfDefinition[decoder].map { ownDecoders[$0] } }

  /// The rules of those files that are wanted; counted are all.
  private static func rules(
    of files: [LintedFile], _ loaded: LoadedRuleset, _ memory: LintMemory, where isWanted: (Int) -> Bool
  ) -> [RuleText] {
    let definitions = definitions(of: loaded.rules.elements, where: isWanted)
    var rules: [RuleText] = []
    var index = 0
    for file in files where file.kind == .rules {
      guard isWanted(file.index) else {
        index += memory.ruleCount(of: file)
        continue
      }
      for var rule in memory.texts(of: file).rules {
        rule.index = index
        rule.definition = definitions[SourceElement(document: file.index, node: rule.element.node)]
        rules.append(rule)
        index += 1
      }
    }
    return rules
  }

  /// The decoders of those files that are wanted; counted are all.
  private static func decoders(
    of files: [LintedFile], _ loaded: LoadedRuleset, _ memory: LintMemory, where isWanted: (Int) -> Bool
  ) -> [DecoderText] {
    let definitions = definitions(of: loaded.decoders.elements, where: isWanted)
    var decoders: [DecoderText] = []
    var index = 0
    for file in files where file.kind == .decoders {
      guard isWanted(file.index) else {
        index += memory.decoderCount(of: file)
        continue
      }
      for var decoder in memory.texts(of: file).decoders {
        decoder.index = index
        decoder.definition = definitions[SourceElement(document: file.index, node: decoder.element.node)]
        decoders.append(decoder)
        index += 1
      }
    }
    return decoders
  }

  /// Per element of the files that are wanted: the definition that came of it.
  private static func definitions(
    of elements: [SourceElement], where isWanted: (Int) -> Bool
  ) -> [SourceElement: Int] {
    var definitions: [SourceElement: Int] = [:]
    for (index, element) in elements.enumerated() where isWanted(element.document) { definitions[element] = index }
    return definitions
  }

  // MARK: Places

  /// Whether a path is that of a file of what the ruleset is loaded on top of.
  func isBase(path: String) -> Bool { basePaths.contains(path) }

  /// Whether each of these rules or decoders is one of the base.
  func areBase(_ elements: [SourceElement]) -> [Bool] { elements.map { files[$0.document].isBase } }

  /// Where a place is, for people.
  package func location(_ place: Place) -> SourceLocation {
    files[place.file].document.location(of: place.bytes)
  }

  /// Where a rule in force begins.
  func place(ofRule rule: Int) -> Place? { place(of: rule, among: loaded.rules.elements) }

  /// Where a decoder in force begins.
  func place(ofDecoder decoder: Int) -> Place? { place(of: decoder, among: loaded.decoders.elements) }

  private func place(of definition: Int, among elements: [SourceElement]) -> Place? {
    guard elements.indices.contains(definition) else { return nil }
    let element = elements[definition]
    return files[element.document].startPlace(of: element.node)
  }

  /// The ruleset's own files.
  var ownFiles: [LintedFile] { files.filter { !$0.isBase } }

  /// Whose pattern it is, for sentences.
  func title(_ owner: PatternUse.Owner) -> String {
    switch owner {
    case .rule(let index): "rule \(ruleText(index).title)"
    case .decoder(let index): "decoder \"\(Quoted.short(decoderText(index).name))\""
    }
  }
}
