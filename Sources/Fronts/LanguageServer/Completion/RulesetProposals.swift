import Bytes
import RulesetSyntax
import Rulesets
import Symbols

/// Proposals in files of rules and decoders.
struct RulesetProposals {
  let document: LooseDocument
  let path: String
  let root: Root?
  let takesSnippets: Bool

  func proposals(at offset: Int) -> Proposals? {
    switch TagContext(at: offset, in: document) {
    case .element(let typed, let parent): make(elements(in: parent), typed)
    case .endTag(let typed, let open):
      make(open.map { [closing($0, behind: typed.upperBound)] } ?? [], typed)
    case .attribute(let typed, let element, let parent, let known):
      make(attributes(of: element, in: parent, besides: known), typed)
    case .value(let typed, let attribute, let element, let index):
      make(values(of: attribute, element, index), typed)
    case .content(let typed, let index): make(contents(of: index, typed), typed)
    case .nothing: nil
    }
  }

  private func make(_ items: [CompletionItem], _ typed: Range<Int>) -> Proposals {
    Proposals(items, for: typed, of: document.text)
  }

  // MARK: Elements

  private func elements(in parent: ByteString?) -> [CompletionItem] {
    switch parent {
    case "rule":
      return Vocabulary.rule.map {
        element("\($0.name)", $0.summary, isDeep: $0.role == .metadata && "\($0.name)" == "mitre")
      }
    case "decoder": return Vocabulary.decoder.map { element("\($0.name)", $0.summary) }
    case "mitre": return [element("id", "A technique of ATT&CK.")]
    case "group":
      return [snippet("rule", Self.rule(id: root.map { NameProposals($0).freeNumbers(in: path) }?.first?.label))]
    case nil:
      return [
        snippet("group", "group name=\"$1,\">\n\n  $0\n\n</group>"),
        snippet("decoder", "decoder name=\"$1\">\n  <prematch>$0</prematch>\n</decoder>"),
        snippet("var", "var name=\"$1\">$0</var>"),
      ]
    default: return []
    }
  }

  private static func rule(id: String?) -> String {
    "rule id=\"${1:\(id ?? "100000")}\" level=\"${2:3}\">\n  <if_sid>$3</if_sid>\n  <match>$4</match>\n"
      + "  <description>$0</description>\n</rule>"
  }

  private func element(_ name: String, _ summary: String, isDeep: Bool = false) -> CompletionItem {
    var item = CompletionItem(name, .property, detail: summary)
    item.documentation = VocabularyText.markdown(ByteString(name), in: nil)
    (item.text, item.isSnippet) = takesSnippets ? ("\(name)>$0</\(name)>", true) : (name, false)
    return item
  }

  private func snippet(_ name: String, _ text: String) -> CompletionItem {
    var item = CompletionItem(name, .property)
    item.documentation = VocabularyText.markdown(ByteString(name), in: nil)
    if takesSnippets { (item.text, item.isSnippet) = (text, true) }
    return item
  }

  private func closing(_ name: ByteString, behind offset: Int) -> CompletionItem {
    let isClosed = offset < document.text.count && document.text[offset] == UInt8(ascii: ">")
    var item = CompletionItem(name.description, .property)
    item.text = isClosed ? name.description : "\(name)>"
    return item
  }

  // MARK: Attributes

  private func attributes(of element: ByteString, in parent: ByteString?, besides known: [ByteString])
    -> [CompletionItem]
  {
    VocabularyText.attributes(of: element, in: parent).filter { !known.contains(ByteString($0.name).lowercased) }
      .map { entry in
        var item = CompletionItem(entry.name, .property, detail: entry.summary)
        if takesSnippets { (item.text, item.isSnippet) = ("\(entry.name)=\"$0\"", true) }
        item.order = (entry.isRequired ? "0" : "1") + entry.name
        return item
      }
  }

  private func values(of attribute: ByteString, _ element: ByteString, _ index: Int?) -> [CompletionItem] {
    let names = root.map { NameProposals($0) }
    switch (element, attribute) {
    case ("rule", "id"): return names?.freeNumbers(in: path) ?? []
    case ("rule", "level"): return (0...16).map { CompletionItem("\($0)", .value) }
    case ("group", "name"): return names?.groups ?? []
    case ("field", "name"), ("list", "field"): return names?.fields(ofRule: ruleNumber(around: index)) ?? []
    default:
      let parent = index.flatMap { document.elements[$0].parent }.map { document.name(of: $0) }
      let entries = VocabularyText.attributes(of: element, in: parent)
      return entries.first { ByteString($0.name).equalsFoldingCase(attribute) }?.value.words.map {
        CompletionItem($0, .keyword)
      } ?? []
    }
  }

  /// The number of the rule that an element stands in.
  private func ruleNumber(around index: Int?) -> Int? {
    var current = index
    while let element = current {
      if document.name(of: element) == "rule", let id = document.attribute("id", of: element) {
        return Int(document.string(id.value).description)
      }
      current = document.elements[element].parent
    }
    return nil
  }

  // MARK: Texts

  private func contents(of index: Int, _ typed: Range<Int>) -> [CompletionItem] {
    guard let parent = document.elements[index].parent.map({ document.name(of: $0) }) else { return [] }
    let name = document.name(of: index)
    let names = root.map { NameProposals($0) }
    if document.text[typed].first == UInt8(ascii: "$"), name != "description" {
      return names?.variables(of: path) ?? []
    }
    switch (parent, name) {
    case ("rule", "if_sid"), ("rule", "if_matched_sid"): return names?.rules(from: document.string(typed)) ?? []
    case ("rule", "if_group"), ("rule", "if_matched_group"), ("rule", "group"): return names?.groups ?? []
    case ("rule", "decoded_as"), ("decoder", "parent"): return names?.decoders ?? []
    case ("rule", "list"): return names?.lists ?? []
    case ("rule", "same_field"), ("rule", "different_field"):
      return names?.fields(ofRule: ruleNumber(around: index)) ?? []
    case ("rule", "description"): return references(ofRule: ruleNumber(around: index), names, typed)
    case ("mitre", _): return names?.techniques ?? []
    case ("decoder", "order"), ("decoder", "fts"):
      return names?.fields ?? Vocabulary.orderNames.map { CompletionItem($0.description, .field) }
    default: break
    }
    let words =
      parent == "rule"
      ? Vocabulary.ruleEntries[name.description]?.value.words : Vocabulary.decoderEntries[name.description]?.value.words
    return (words ?? []).map { CompletionItem($0, .keyword) }
  }

  /// `$(field)` in a description.
  private func references(ofRule id: Int?, _ names: NameProposals?, _ typed: Range<Int>) -> [CompletionItem] {
    let before = document.text[..<typed.lowerBound].suffix(2)
    guard before.elementsEqual("$(".utf8) else { return [] }
    let isClosed = typed.upperBound < document.text.count && document.text[typed.upperBound] == UInt8(ascii: ")")
    return (names?.fields(ofRule: id) ?? []).map { item in
      var item = item
      item.text = item.label + (isClosed ? "" : ")")
      return item
    }
  }
}
