import Bytes
import JSONText
import Rulesets

/// The coverage as one JSON document, as schemas/coverage.schema.json says.
public enum CoverageJSON {
  /// The version of the document's shape: a number that grows when something in it is renamed or goes away.
  package static let version = 1

  /// The document, with a line break at its end.
  public static func text(_ map: CoverageMap) -> String {
    let counted = map.counted
    let rules = Dictionary(grouping: counted.rules, by: \.location.file)
    let decoders = Dictionary(grouping: counted.decoders, by: \.location.file)
    return JSONWriter.document { json in
      json.member("format", "assay-coverage")
      json.member("version", version)
      json.member("todo_cases", map.todoCount)
      json.member("totals", map.figures)
      lines("cases", map.cases, to: &json)
      json.array("files", linesOf: map.figuresByFile, indentation: 1) { entry, json in
        let (file, figures) = entry
        json.object { json in
          json.member("path", file.path)
          json.member("base", file.isBase)
          json.member("totals", figures)
          lines("decoders", decoders[file.path] ?? [], indentation: 3, to: &json)
          lines("rules", rules[file.path] ?? [], indentation: 3, to: &json)
          lines("idle", file.idle, indentation: 3, to: &json)
        }
      }
    }.text
  }

  private static func lines(
    _ name: StaticString, _ elements: [some JSONConvertible], indentation: Int = 1, to json: inout JSONWriter
  ) {
    json.array(name, linesOf: elements, indentation: indentation) { $0.write(to: &$1) }
  }
}

extension CoverageFigures: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    for kind in Kind.allCases {
      json.key(named: kind.rawValue)
      json.object {
        $0.member("total", self[kind].total)
        $0.member("covered", self[kind].covered)
      }
    }
  }
}

extension CoverageMap.Case: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("title", title)
    json.member("file", location.file)
    json.member("line", location.line)
  }
}

extension CoveredRule: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("id", id)
    json.member("level", level)
    json.member("description", description.description)
    location.start.write(membersTo: &json)
    json.member("standing", standing.rawValue)
    json.member("tried", tried.count)
    json.member("failed", failed.count)
    json.array("matched", matched)
    json.array("final", final)
    json.array("conditions", conditions)
  }
}

extension CoveredDecoder: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("name", name.description)
    json.member("parent", parent?.description)
    location.start.write(membersTo: &json)
    json.member("standing", standing.rawValue)
    json.member("tried", tried.count)
    json.member("failed", failed.count)
    json.array("matched", matched)
    json.array("final", final)
    json.array("conditions", tests)
  }
}

extension CoveredCondition: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("element", element)
    json.member("field", field?.description)
    json.member("expected", expected.description)
    json.member("negated", isNegated)
    location.start.write(membersTo: &json)
    json.member("standing", standing.rawValue)
    json.member("held", holds.count)
    json.member("failed", fails.count)
    if !alternatives.isEmpty { json.array("alternatives", alternatives) }
  }
}

extension CoveredAlternative: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("text", text.description)
    location.start.write(membersTo: &json)
    json.member("matched", cases.count)
  }
}

extension IdleElement: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    location.start.write(membersTo: &json)
    switch reason {
    case .notLoaded: json.member("reason", "not-loaded")
    case .overwritten(let place):
      json.member("reason", "overwritten")
      json.member("by", "\(place.file):\(place.line)")
    }
  }
}
