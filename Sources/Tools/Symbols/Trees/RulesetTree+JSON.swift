import Bytes
import Diagnostics
import JSONText

extension RulesetTree: JSONObject {
  /// Writes it as `schemas/tree.schema.json` says.
  package func write(membersTo json: inout JSONWriter) {
    json.member("of", subject.rawValue)
    json.objects("nodes", nodes.enumerated()) { item, json in
      json.member("node", item.offset)
      json.member("name", item.element.name.description)
      json.member("level", item.element.level)
      json.member("detail", item.element.detail.description)
      json.member("base", item.element.isBase)
      item.element.location.write(membersTo: &json)
    }
    json.objects("edges", edges) { edge, json in
      json.member("parent", edge.parent)
      json.member("child", edge.child)
      json.member("kind", edge.kind.rawValue)
    }
  }
}
