import Bytes
import Diagnostics
import RulesetSyntax
import System

/// The `etc/ossec.conf` of a base: which files are loaded, in which order, and nothing else of a manager's settings, which
/// hold keys and addresses that are nobody's business here.
enum BaseSettings {
  static let path = "etc/ossec.conf"

  /// What a manager has that nobody has configured.
  static func standard(lists: [String]) -> [UInt8] {
    var text = """
      <!-- As a manager is installed: what its packages write into etc/ossec.conf about the ruleset. -->
      <ossec_config>
        <ruleset>
          <decoder_dir>ruleset/decoders</decoder_dir>
          <rule_dir>ruleset/rules</rule_dir>
          <rule_exclude>0215-policy_rules.xml</rule_exclude>

      """
    for list in lists.sorted() { text += "    <list>\(list)</list>\n" }
    return Array((text + "  </ruleset>\n</ossec_config>\n").utf8)
  }

  /// The blocks of a manager's configuration that say what is loaded; nil where it has none.
  /// - Parameter source: what it comes from, for messages.
  static func taken(from bytes: [UInt8], of source: String) throws(BadInput) -> [UInt8]? {
    let document: XMLDocument
    do throws(XMLProblem) {
      document = try XMLDocument(reading: bytes, file: path)
    } catch {
      throw BadInput(
        Diagnostic(
          .error, code: "base-settings", "\(path) of \(source) cannot be read: \(error.text)", at: error.location,
          hint: error.hint))
    }
    var text = Array("<!-- What \(path) says about the ruleset. -->\n<ossec_config>\n".utf8)
    var count = 0
    for top in document.topLevelElements where document.name(of: top) == "ossec_config" {
      for section in document.children(of: top) where document.name(of: section) == "ruleset" {
        text += Array("  <ruleset>\n".utf8)
        for element in document.children(of: section) {
          try check(element, of: document, source)
          let range = Int(document.nodes[element].start)..<Int(document.nodes[element].end)
          text += Array("    ".utf8) + document.buffer[range] + [10]
        }
        text += Array("  </ruleset>\n".utf8)
        count += 1
      }
    }
    return count == 0 ? nil : text + Array("</ossec_config>\n".utf8)
  }

  /// What a stranger's configuration names must lie in the base.
  private static func check(_ element: Int, of document: XMLDocument, _ source: String) throws(BadInput) {
    let content = document.content(of: element)
    let leads =
      content.bytes.first == UInt8(ascii: "/")
      || content.bytes.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
    guard leads else { return }
    throw BadInput(
      Diagnostic(
        .error, code: "base-settings",
        "\(path) of \(source) names \(TerminalText.line(content)), which leads out of the manager's folder",
        at: document.contentLocation(of: element), hint: "remove that line, or take the ruleset from another source"))
  }
}
