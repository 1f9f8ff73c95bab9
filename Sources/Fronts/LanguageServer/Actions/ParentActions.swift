import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// A rule that asks for a decoder itself, hung below a rule that does so already: it is then tried for that decoder's
/// events alone, and its order among its siblings is the author's.
struct ParentActions {
  let path: String
  let document: LooseDocument
  let root: Root
  let selection: Range<Int>
  /// So many parents are proposed.
  private static let most = 3

  var all: [CodeActions.Action] {
    guard let rule = rule, let asked = child("decoded_as", of: rule),
      !["if_sid", "if_group", "if_matched_sid", "if_matched_group", "if_level", "if_matched_regex"].contains(where: {
        child($0, of: rule) != nil
      })
    else { return [] }
    let name = document.content(of: asked)
    let own = document.attribute("id", of: rule).flatMap { Int(document.string($0.value).description) }
    let loaded = root.whole.rules.rules
    let parents = loaded.filter { other in
      other.decodedAs == name && other.id != own && other.textConditions.isEmpty && other.fieldConditions.isEmpty
        && other.listConditions.isEmpty && other.history == nil
    }
    return parents.prefix(Self.most).map { parent in
      CodeActions.Action(
        title: "Attach to rule \(parent.id) (\(TerminalText.line(parent.description)))", kind: "refactor.rewrite",
        edits: [path: [TextEdit(document.elements[asked].range, with: "<if_sid>\(parent.id)</if_sid>".utf8)]])
    }
  }

  private var rule: Int? {
    var current = document.element(at: selection.lowerBound)
    while let index = current, document.name(of: index) != "rule" { current = document.elements[index].parent }
    return current
  }

  private func child(_ name: ByteString, of rule: Int) -> Int? {
    document.children(of: rule).first { document.name(of: $0) == name }
  }
}
