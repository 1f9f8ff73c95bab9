import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// The rules or decoders of one file as they are written, counted within the file and not yet compared with what was loaded.
struct FileTexts: Sendable {
  /// Every `<rule>` of a file of rules.
  private(set) var rules: [RuleText] = []
  /// Every `<decoder>` of a file of decoders.
  private(set) var decoders: [DecoderText] = []

  init(_ file: LintedFile) {
    switch file.kind {
    case .rules: readRules(file)
    case .decoders: readDecoders(file)
    case .list: break
    }
  }

  private mutating func readRules(_ file: LintedFile) {
    for group in file.document.topLevelElements {
      let groupText = ElementText(group, in: file)
      for node in file.document.children(of: group) where file.document.isNamed("rule", node) {
        rules.append(
          RuleText(
            index: rules.count, element: ElementText(node, in: file), group: groupText,
            children: file.document.children(of: node).map { ElementText($0, in: file) },
            id: file.document.id(of: node), definition: nil))
      }
    }
  }

  private mutating func readDecoders(_ file: LintedFile) {
    for node in file.document.topLevelElements where file.document.isNamed("decoder", node) {
      let element = ElementText(node, in: file)
      let name = element.attributes.first { $0.name.lowercased == "name" }?.value ?? ""
      decoders.append(
        DecoderText(
          index: decoders.count, element: element,
          children: file.document.children(of: node).map { ElementText($0, in: file) }, name: name, definition: nil))
    }
  }

  /// Number of ``rules`` of a file, without reading them.
  static func ruleCount(of file: LintedFile) -> Int {
    file.document.topLevelElements.reduce(0) { count, group in
      count + file.document.children(of: group).count { file.document.isNamed("rule", $0) }
    }
  }

  /// The numbers of ``rules`` of a file, without reading the rest of them.
  static func ids(of file: LintedFile) -> [Int] {
    file.document.topLevelElements.flatMap { group in
      file.document.children(of: group).filter { file.document.isNamed("rule", $0) }.compactMap(file.document.id)
    }
  }

  /// Number of ``decoders`` of a file, without reading them.
  static func decoderCount(of file: LintedFile) -> Int {
    file.document.topLevelElements.count { file.document.isNamed("decoder", $0) }
  }
}

extension XMLDocument {
  /// The number of a rule.
  fileprivate func id(of rule: Int) -> Int? {
    attributes(of: rule).first { isNamed("id", $0) }.flatMap { Int(content(of: $0).description) }
  }

  /// Whether a node has a name, whatever the case of its letters.
  fileprivate func isNamed(_ name: StaticString, _ node: Int) -> Bool {
    withText { $0[nodes[node].name].equalsFoldingCase(name) }
  }
}
