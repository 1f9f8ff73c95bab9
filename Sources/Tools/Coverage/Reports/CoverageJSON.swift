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
    var document = Members()
    document.add("format", "assay-coverage")
    document.add("version", version)
    document.add("todo_cases", map.todoCount)
    document.add("totals", raw: figures(map.figures))
    document.add("cases", lines: map.cases.map(object))
    var rulesOfFile: [String: [CoveredRule]] = [:]
    for rule in counted.rules { rulesOfFile[rule.location.file, default: []].append(rule) }
    var decodersOfFile: [String: [CoveredDecoder]] = [:]
    for decoder in counted.decoders { decodersOfFile[decoder.location.file, default: []].append(decoder) }
    let files = map.figuresByFile.map { file, figures in
      var members = Members()
      members.add("path", file.path)
      members.add("base", file.isBase)
      members.add("totals", raw: self.figures(figures))
      members.add("decoders", lines: (decodersOfFile[file.path] ?? []).map(object), indentation: 3)
      members.add("rules", lines: (rulesOfFile[file.path] ?? []).map(object), indentation: 3)
      members.add("idle", lines: file.idle.map(object), indentation: 3)
      return members.finish()
    }
    document.add("files", lines: files)
    return document.finish() + "\n"
  }

  private static func figures(_ figures: CoverageFigures) -> String {
    var members = Members()
    for kind in CoverageFigures.Kind.allCases {
      var count = Members()
      count.add("total", figures[kind].total)
      count.add("covered", figures[kind].covered)
      members.add(kind.rawValue, raw: count.finish())
    }
    return members.finish()
  }

  private static func object(_ test: CoverageMap.Case) -> String {
    var members = Members()
    members.add("title", test.title)
    members.add("file", test.location.file)
    members.add("line", test.location.line)
    return members.finish()
  }

  private static func object(_ rule: CoveredRule) -> String {
    var members = Members()
    members.add("id", rule.id)
    members.add("level", rule.level)
    members.add("description", rule.description.description)
    members.add("line", rule.location.line)
    members.add("column", rule.location.column)
    members.add("standing", rule.standing.rawValue)
    members.add("tried", rule.tried.count)
    members.add("failed", rule.failed.count)
    members.add("matched", cases: rule.matched)
    members.add("final", cases: rule.final)
    members.add("conditions", items: rule.conditions.map(object))
    return members.finish()
  }

  private static func object(_ decoder: CoveredDecoder) -> String {
    var members = Members()
    members.add("name", decoder.name.description)
    if let parent = decoder.parent { members.add("parent", parent.description) }
    members.add("line", decoder.location.line)
    members.add("column", decoder.location.column)
    members.add("standing", decoder.standing.rawValue)
    members.add("tried", decoder.tried.count)
    members.add("failed", decoder.failed.count)
    members.add("matched", cases: decoder.matched)
    members.add("final", cases: decoder.final)
    members.add("conditions", items: decoder.tests.map(object))
    return members.finish()
  }

  private static func object(_ condition: CoveredCondition) -> String {
    var members = Members()
    members.add("element", condition.element)
    if let field = condition.field { members.add("field", field.description) }
    members.add("expected", condition.expected.description)
    members.add("negated", condition.isNegated)
    members.add("line", condition.location.line)
    members.add("column", condition.location.column)
    members.add("standing", condition.standing.rawValue)
    members.add("held", condition.holds.count)
    members.add("failed", condition.fails.count)
    if !condition.alternatives.isEmpty { members.add("alternatives", items: condition.alternatives.map(object)) }
    return members.finish()
  }

  private static func object(_ alternative: CoveredAlternative) -> String {
    var members = Members()
    members.add("text", alternative.text.description)
    members.add("line", alternative.location.line)
    members.add("column", alternative.location.column)
    members.add("matched", alternative.cases.count)
    return members.finish()
  }

  private static func object(_ idle: IdleElement) -> String {
    var members = Members()
    members.add("line", idle.location.line)
    members.add("column", idle.location.column)
    switch idle.reason {
    case .notLoaded: members.add("reason", "not-loaded")
    case .overwritten(let place):
      members.add("reason", "overwritten")
      members.add("by", "\(place.file):\(place.line)")
    }
    return members.finish()
  }
}

/// The members of a JSON object, written one by one.
private struct Members {
  private var writer = ByteWriter()
  private var isEmpty = true

  init() { writer.write("{") }

  mutating func add(_ name: String, _ value: String) {
    key(name)
    writer.write(jsonString: value)
  }

  mutating func add(_ name: String, _ value: Int) {
    key(name)
    writer.write(decimal: value)
  }

  mutating func add(_ name: String, _ value: Bool) { add(name, raw: value ? "true" : "false") }

  mutating func add(_ name: String, raw: String) {
    key(name)
    writer.write(raw)
  }

  mutating func add(_ name: String, cases: CaseSet) { add(name, items: cases.map(String.init)) }

  mutating func add(_ name: String, items: [String]) { add(name, raw: "[" + items.joined(separator: ",") + "]") }

  /// An array with a line per item, which keeps differences readable.
  mutating func add(_ name: String, lines: [String], indentation: Int = 1) {
    guard !lines.isEmpty else { return add(name, raw: "[]") }
    let space = "\n" + String(repeating: " ", count: indentation)
    add(name, raw: "[" + lines.map { space + $0 }.joined(separator: ",") + "]")
  }

  private mutating func key(_ name: String) {
    if !isEmpty { writer.write(",") }
    isEmpty = false
    writer.write(jsonString: name)
    writer.write(":")
  }

  mutating func finish() -> String {
    writer.write("}")
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
