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
    var rulesOfFile: [String: [CoveredRule]] = [:]
    for rule in counted.rules { rulesOfFile[rule.location.file, default: []].append(rule) }
    var decodersOfFile: [String: [CoveredDecoder]] = [:]
    for decoder in counted.decoders { decodersOfFile[decoder.location.file, default: []].append(decoder) }
    var json = JSONWriter()
    json.object { json in
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
          lines("decoders", decodersOfFile[file.path] ?? [], indentation: 3, to: &json)
          lines("rules", rulesOfFile[file.path] ?? [], indentation: 3, to: &json)
          lines("idle", file.idle, indentation: 3, to: &json)
        }
      }
    }
    json.endLine()
    return json.text
  }

  private static func lines(
    _ name: StaticString, _ elements: [some JSONConvertible], indentation: Int = 1, to json: inout JSONWriter
  ) {
    json.array(name, linesOf: elements, indentation: indentation) { $0.write(to: &$1) }
  }
}

extension CoverageFigures: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      for kind in Kind.allCases {
        json.key(named: kind.rawValue)
        json.object {
          $0.member("total", self[kind].total)
          $0.member("covered", self[kind].covered)
        }
      }
    }
  }
}

extension CoverageMap.Case: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("title", title)
      $0.member("file", location.file)
      $0.member("line", location.line)
    }
  }
}

extension CoveredRule: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("id", id)
      $0.member("level", level)
      $0.member("description", description.description)
      $0.member("line", location.line)
      $0.member("column", location.column)
      $0.member("standing", standing.rawValue)
      $0.member("tried", tried.count)
      $0.member("failed", failed.count)
      $0.array("matched", matched)
      $0.array("final", final)
      $0.array("conditions", conditions)
    }
  }
}

extension CoveredDecoder: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("name", name.description)
      $0.member("parent", parent?.description)
      $0.member("line", location.line)
      $0.member("column", location.column)
      $0.member("standing", standing.rawValue)
      $0.member("tried", tried.count)
      $0.member("failed", failed.count)
      $0.array("matched", matched)
      $0.array("final", final)
      $0.array("conditions", tests)
    }
  }
}

extension CoveredCondition: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("element", element)
      $0.member("field", field?.description)
      $0.member("expected", expected.description)
      $0.member("negated", isNegated)
      $0.member("line", location.line)
      $0.member("column", location.column)
      $0.member("standing", standing.rawValue)
      $0.member("held", holds.count)
      $0.member("failed", fails.count)
      if !alternatives.isEmpty { $0.array("alternatives", alternatives) }
    }
  }
}

extension CoveredAlternative: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("text", text.description)
      $0.member("line", location.line)
      $0.member("column", location.column)
      $0.member("matched", cases.count)
    }
  }
}

extension IdleElement: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("line", location.line)
      $0.member("column", location.column)
      switch reason {
      case .notLoaded: $0.member("reason", "not-loaded")
      case .overwritten(let place):
        $0.member("reason", "overwritten")
        $0.member("by", "\(place.file):\(place.line)")
      }
    }
  }
}
