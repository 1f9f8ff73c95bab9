import Bytes
import JSONText
import Rulesets

/// The rules of a ruleset with the tree that the engine goes through, for pages that draw it and the map of numbers.
struct RuleTreeJSON {
  let loaded: LoadedRuleset

  /// Writes the members of an object.
  func write(membersTo json: inout JSONWriter) {
    let base = Set(loaded.files.filter(\.isBase).map(\.path))
    let files = loaded.files.filter { $0.kind == .rules }.map(\.path)
    var numbers: [String: Int] = [:]
    for (number, path) in files.enumerated() { numbers[path] = number }
    json.objects("files", files) { path, json in
      json.member("path", path)
      json.member("base", base.contains(path))
    }
    json.objects("rules", loaded.rules.rules) { rule, json in
      json.member("id", rule.id)
      json.member("level", rule.level)
      json.member("description", rule.description)
      json.member("groups", rule.groups)
      json.member("file", numbers[rule.location.file])
      json.member("line", rule.location.line)
    }
    json.array("nodes", loaded.rules.nodes) { node, json in
      json.array([node.rule] + node.children) { $1.value($0) }
    }
    json.array("roots", loaded.rules.roots)
  }
}
