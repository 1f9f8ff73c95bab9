import Bytes
import Diagnostics
import JSONText

/// The answer of `assay load --json`: one object whose form is fixed (schemas/load.schema.json).
package struct LoadDocument: JSONObject {
  private let loaded: LoadedRuleset

  /// What is said of a ruleset.
  package init(_ loaded: LoadedRuleset) { self.loaded = loaded }

  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("loaded", loaded.isLoaded)
    json.array("messages", loaded.messages.map(\.line))
    json.objects("diagnostics", loaded.diagnostics) { Self.write($0, to: &$1) }
    // Which files of the base are not loaded, where there are some.
    if !loaded.search.replacements.isEmpty {
      json.objects("replaced", loaded.search.replacements) { replacement, json in
        json.member("file", replacement.file)
        json.member("by", replacement.by)
      }
    }
  }

  private static func write(_ diagnostic: Diagnostic, to json: inout JSONWriter) {
    write(members: diagnostic.location, to: &json)
    json.member("severity", diagnostic.severity.rawValue)
    json.member("code", diagnostic.code)
    json.member("message", diagnostic.message)
    json.member("hint", orNull: diagnostic.hint)
    json.objects("notes", diagnostic.notes) { note, json in
      write(members: note.location, to: &json)
      json.member("message", note.message)
    }
  }

  private static func write(members location: SourceLocation?, to json: inout JSONWriter) {
    json.member("file", orNull: location?.file)
    json.member("line", orNull: location?.line)
    json.member("column", orNull: location?.column)
  }
}
