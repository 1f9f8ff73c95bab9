import Bytes
import Diagnostics
import JSONText

/// The catalogue as one JSON document, as schemas/catalog.schema.json says.
enum CatalogueJSON {
  /// The version of the document's shape: a number that grows when something in it is renamed or goes away.
  static let version = 1

  static func text(of catalogue: Catalogue) -> String {
    JSONWriter.document { json in
      json.member("format", "assay-catalog")
      json.member("version", version)
      json.member("cases", catalogue.caseCount)
      json.member("base", catalogue.hasBase)
      json.array("rules", linesOf: catalogue.rules, indentation: 1) { $0.write(to: &$1) }
    }.text
  }
}

extension CatalogueRule: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("id", id)
    json.member("level", level)
    json.member("description", description.description)
    json.member("file", location.file)
    json.member("line", location.line)
    json.member("base", isBase)
    json.member("silent", isSilent)
    json.array("overwrites", overwrites.map(\.fileAndLine))
    json.array("parents", parents)
    json.array("conditions", conditions)
    json.objects("inherited", inherited) { ancestor, json in
      json.member("rule", ancestor.rule)
      json.array("conditions", ancestor.conditions)
    }
    json.array("groups", groups.map(\.description))
    json.objects("compliance", compliance) { entry, json in
      json.member("framework", entry.framework)
      json.array("requirements", entry.requirements.map(\.description))
    }
    json.array("techniques", techniques)
    json.array("expected_by", expected.map(\.fileAndLine))
    json.array("refused_by", refused.map(\.fileAndLine))
    json.member("standing", standing.rawValue)
    json.member("fired_in", fired)
    json.member("missed_in", missed)
  }
}

extension CatalogueTechnique: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("id", id.description)
    json.member("name", name?.description)
    json.objects("tactics", tactics) { tactic, json in
      json.member("id", tactic.id.description)
      json.member("name", tactic.name.description)
    }
    switch standing {
    case .known: json.member("standing", "known")
    case .revoked(let successor):
      json.member("standing", "revoked")
      json.member("successor", successor.description)
    case .deprecated: json.member("standing", "deprecated")
    case .unknown: json.member("standing", "unknown")
    }
  }
}
