import Bytes
import Diagnostics
import PatternReasoning
import Patterns
import Rulesets

/// A loaded ruleset together with how it is written: what checks look at.
public struct LintedRuleset: Sendable {
  /// What came of loading.
  package let loaded: LoadedRuleset
  /// The settings.
  package let settings: LintSettings
  /// Files of decoders and rules, in the order in which they were read.
  package let files: [LintedFile]
  /// Each file's place in ``files``.
  package let fileIndex: [String: Int]
  /// Every `<rule>`, in the order in which they were read.
  public let ruleTexts: [RuleText]
  /// Every `<decoder>`, in the order in which they were read.
  public let decoderTexts: [DecoderText]
  /// The paths of what the ruleset is loaded on top of.
  private let basePaths: Set<String>
  /// Every pattern.
  package let patterns: [PatternUse]
  /// What checks have found out together.
  let shared = SharedReading()
  /// Per rule in force: its text in ``ruleTexts``.
  package let textOfRule: [Int: Int]
  /// Per decoder in force: its text in ``decoderTexts``.
  package let textOfDecoder: [Int: Int]

  init(_ loaded: LoadedRuleset, settings: LintSettings) {
    self.loaded = loaded
    self.settings = settings
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
    var ruleAt: [SourceElement: Int] = [:]
    for (index, element) in loaded.rules.elements.enumerated() { ruleAt[element] = index }
    var decoderAt: [SourceElement: Int] = [:]
    for (index, element) in loaded.decoders.elements.enumerated() { decoderAt[element] = index }
    var rules: [RuleText] = []
    var decoders: [DecoderText] = []
    for file in files {
      switch file.kind {
      case .rules: Self.readRules(file, ruleAt, &rules)
      case .decoders: Self.readDecoders(file, decoderAt, &decoders)
      case .list: break
      }
    }
    ruleTexts = rules
    decoderTexts = decoders
    patterns =
      rules.filter { [files] in !files[$0.element.place.file].isBase }.flatMap(PatternReading.patterns)
      + decoders.filter { [files] in !files[$0.element.place.file].isBase }.flatMap(PatternReading.patterns)
    textOfRule = Dictionary(
      rules.compactMap { rule in rule.definition.map { ($0, rule.index) } }, uniquingKeysWith: { _, last in last })
    textOfDecoder = Dictionary(
      decoders.compactMap { decoder in decoder.definition.map { ($0, decoder.index) } },
      uniquingKeysWith: { _, last in last })
  }

  /// The files of several rulesets one behind the other, for reports: checks look at one ruleset at a time.
  init(joining rulesets: [LintedRuleset]) {
    var whole = LoadedRuleset()
    whole.isLoaded = rulesets.allSatisfy(\.loaded.isLoaded)
    loaded = whole
    settings = LintSettings()
    files = rulesets.flatMap(\.files).enumerated().map { index, file in
      LintedFile(kind: file.kind, document: file.document, index: index, isBase: file.isBase)
    }
    fileIndex = Dictionary(files.map { ($0.path, $0.index) }, uniquingKeysWith: { first, _ in first })
    (ruleTexts, decoderTexts, patterns) = ([], [], [])
    (textOfRule, textOfDecoder) = ([:], [:])
    basePaths = rulesets.reduce(into: []) { $0.formUnion($1.basePaths) }
  }

  private static func readRules(_ file: LintedFile, _ ruleAt: [SourceElement: Int], _ rules: inout [RuleText]) {
    for group in file.document.topLevelElements {
      let groupText = ElementText(group, in: file)
      for node in file.document.children(of: group) {
        let element = ElementText(node, in: file)
        guard element.name == "rule" else { continue }
        let id = element.attributes.first { $0.name.lowercased == "id" }.flatMap { Int($0.value.description) }
        rules.append(
          RuleText(
            index: rules.count, element: element, group: groupText,
            children: file.document.children(of: node).map { ElementText($0, in: file) }, id: id,
            definition: ruleAt[SourceElement(document: file.index, node: node)]))
      }
    }
  }

  private static func readDecoders(
    _ file: LintedFile, _ decoderAt: [SourceElement: Int], _ decoders: inout [DecoderText]
  ) {
    for node in file.document.topLevelElements {
      let element = ElementText(node, in: file)
      guard element.name == "decoder" else { continue }
      let name = element.attributes.first { $0.name.lowercased == "name" }?.value ?? ""
      decoders.append(
        DecoderText(
          index: decoders.count, element: element,
          children: file.document.children(of: node).map { ElementText($0, in: file) }, name: name,
          definition: decoderAt[SourceElement(document: file.index, node: node)]))
    }
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
  func place(ofRule rule: Int) -> Place? { textOfRule[rule].map { ruleTexts[$0].element.place } }

  /// Where a decoder in force begins.
  func place(ofDecoder decoder: Int) -> Place? { textOfDecoder[decoder].map { decoderTexts[$0].element.place } }

  /// The rule texts of the ruleset's own files.
  var ownRules: [RuleText] { ruleTexts.filter { !files[$0.element.place.file].isBase } }

  /// The decoder texts of the ruleset's own files.
  var ownDecoders: [DecoderText] { decoderTexts.filter { !files[$0.element.place.file].isBase } }

  /// The ruleset's own files.
  var ownFiles: [LintedFile] { files.filter { !$0.isBase } }

  /// Whose pattern it is, for sentences.
  func title(_ owner: PatternUse.Owner) -> String {
    switch owner {
    case .rule(let index): "rule \(ruleTexts[index].title)"
    case .decoder(let index): "decoder \"\(Quoted.short(decoderTexts[index].name))\""
    }
  }
}
