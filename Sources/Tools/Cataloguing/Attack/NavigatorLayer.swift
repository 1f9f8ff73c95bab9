import Bytes
import JSONText

/// A layer of ATT&CK Navigator, format 4.5.
///
/// One layer and not three: the Navigator shows one at a time, and what a person asks it is how well a technique is
/// covered. So the score says how much stands behind it, from 1, a rule names it, to 3, and the legend says what that is; which
/// rules name it, which are tested and which fired stands in the metadata of each technique.
package enum NavigatorLayer {
  private static let colours = ["#fdd0a2", "#c7e9c0", "#31a354"]
  /// Rules that the metadata name.
  private static let maximumRules = 50

  /// The layer as JSON.
  package static func text(of coverage: AttackCoverage, name: String) -> String {
    JSONWriter.document(layout: .indented) { json in
      json.member("name", name)
      json.object("versions") { json in
        json.member("attack", "13")
        json.member("navigator", "4.8.2")
        json.member("layer", "4.5")
      }
      json.member("domain", "enterprise-attack")
      json.member(
        "description",
        "What rules name, what cases expect, and what fired in \(coverage.source). Written by assay attack."
      )
      json.array("techniques", coverage.rows.filter { $0.technique.standing == .known }) { row, json in
        json.object { write(row, to: &$0) }
      }
      json.object("gradient") { json in
        json.array("colors", colours)
        json.member("minValue", 1)
        json.member("maxValue", 3)
      }
      let meanings = [
        "a rule names it", "and a case expects such a rule, or one fired in \(coverage.source)", "and both",
      ]
      json.objects("legendItems", Array(zip(colours, meanings))) { entry, json in
        json.member("label", entry.1)
        json.member("color", entry.0)
      }
      json.member("showTacticRowBackground", false)
      json.member("hideDisabled", false)
    }.text
  }

  /// How much stands behind a technique.
  static func score(_ row: AttackCoverage.Row) -> Int {
    1 + (row.tested.isEmpty ? 0 : 1) + (row.fired.isEmpty ? 0 : 1)
  }

  private static func write(_ row: AttackCoverage.Row, to json: inout JSONWriter) {
    json.member("techniqueID", row.technique.id.description)
    json.member("score", score(row))
    json.member("comment", "\(row.rules.count.counted("rule")), \(row.tested.count) tested, \(row.fired.count) fired")
    json.member("enabled", true)
    json.objects("metadata", [("rules", row.rules), ("tested", row.tested), ("fired", row.fired)]) { entry, json in
      json.member("name", entry.0)
      let more = entry.1.count > maximumRules ? " …" : ""
      let shown = entry.1.prefix(maximumRules).map(String.init).joined(separator: " ") + more
      json.member("value", shown.isEmpty ? "none" : shown)
    }
    json.member("showSubtechniques", true)
  }
}
