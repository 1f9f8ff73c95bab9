import Bytes

extension RulesetTree {
  /// The tree in Graphviz's language: `assay tree --dot | dot -Tsvg`.
  package func writeDot(to output: (String) -> Void) {
    output("digraph \(subject.rawValue) {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\", fontsize=10];\n")
    for (index, node) in nodes.enumerated() {
      let style = node.isBase ? ", color=gray, fontcolor=gray30" : ""
      output("  n\(index) [label=\"\(Self.dotText(label(of: node)))\"\(style)];\n")
    }
    for edge in edges {
      output("  n\(edge.parent) -> n\(edge.child)\(edge.kind == .counts ? " [style=dashed, label=\"counts\"]" : "");\n")
    }
    output("}\n")
  }

  /// The parts of a node's label, a line each.
  func label(of node: Node) -> [String] {
    var title = node.name.description
    if let level = node.level { title += " (level \(level))" }
    let detail = node.detail.description.unicodeScalars
    let shown = detail.count > 60 ? String(String.UnicodeScalarView(detail.prefix(60))) + "…" : node.detail.description
    return detail.isEmpty ? [title] : [title, shown]
  }

  /// Lines of a text in double quotes. A backslash means something there, so each gets another one.
  private static func dotText(_ lines: [String]) -> String {
    lines.map { line in
      var text = ""
      for scalar in line.unicodeScalars {
        switch scalar {
        case "\"", "\\": text += "\\\(scalar)"
        case "\n", "\r", "\t": text += " "
        case _ where TerminalText.isObeyed(scalar): text += "\u{FFFD}"
        default: text.unicodeScalars.append(scalar)
        }
      }
      return text
    }.joined(separator: "\\n")
  }
}
