import Bytes

extension RulesetTree {
  /// What GitHub, GitLab and mermaid itself draw at most, unless they are told otherwise.
  package static let mermaidEdgeLimit = 500

  /// The tree in Mermaid's language, for a block ```` ```mermaid ```` of a Markdown file.
  package func writeMermaid(to output: (String) -> Void) {
    output("flowchart LR\n")
    for (index, node) in nodes.enumerated() {
      let text = label(of: node).map(Self.mermaidText).joined(separator: "<br/>")
      output("  n\(index)[\"\(text)\"]\(node.isBase ? ":::base" : "")\n")
    }
    for edge in edges {
      output("  n\(edge.parent) \(edge.kind == .counts ? "-. counts .->" : "-->") n\(edge.child)\n")
    }
    output("  classDef base stroke-dasharray: 3 3\n")
  }

  /// A text in double quotes. Whatever might mean something to Mermaid, or to the page around it, is written by number.
  private static func mermaidText(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "_", "-", ".", ",", "(", ")", "/", ":", "…":
        shown.unicodeScalars.append(scalar)
      case "\n", "\r", "\t": shown += " "
      case _ where TerminalText.isObeyed(scalar): shown += "\u{FFFD}"
      case _ where scalar.value < 0x80: shown += "#\(scalar.value);"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
