import Bytes
import Diagnostics

extension UnifiedDifference {
  /// The difference for people: with colours, and a stand-in for what a terminal would obey.
  package func shown(style: Style) -> String {
    let names = (TerminalText.line(names.old), TerminalText.line(names.new))
    var text = style.bold("--- \(names.0)\n+++ \(names.1)\n")
    for hunk in hunks {
      text += style.dim(hunk.heading + "\n")
      for line in hunk.lines {
        let shown = line.kind.rawValue + TerminalText.paragraph(String(decoding: line.text, as: UTF8.self))
        switch line.kind {
        case .kept: text += shown + "\n"
        case .removed: text += style.red(shown) + "\n"
        case .added: text += style.green(shown) + "\n"
        }
      }
    }
    return text
  }
}
