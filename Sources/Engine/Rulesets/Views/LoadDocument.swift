import Bytes
import Diagnostics
import JSONText

/// The answer of `assay load --json`: one object whose form is fixed (schemas/load.schema.json).
package struct LoadDocument: JSONConvertible {
  private let loaded: LoadedRuleset

  /// What is said of a ruleset.
  package init(_ loaded: LoadedRuleset) { self.loaded = loaded }

  /// Writes the object.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("loaded", loaded.isLoaded)
      json.array("messages", loaded.messages.map(\.line))
      json.array("diagnostics", loaded.diagnostics) { Self.write($0, to: &$1) }
      // Which files of the base are not loaded, where there are some.
      if !loaded.search.replacements.isEmpty {
        json.array("replaced", loaded.search.replacements) { replacement, json in
          json.object { json in
            json.member("file", replacement.file)
            json.member("by", replacement.by)
          }
        }
      }
    }
  }

  /// The document with its line end.
  package var line: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    json.endLine()
    return json.bytes
  }

  private static func write(_ diagnostic: Diagnostic, to json: inout JSONWriter) {
    json.object { json in
      write(members: diagnostic.location, to: &json)
      json.member("severity", diagnostic.severity.rawValue)
      json.member("code", diagnostic.code)
      json.member("message", diagnostic.message)
      json.member("hint", orNull: diagnostic.hint)
      json.array("notes", diagnostic.notes) { note, json in
        json.object { json in
          write(members: note.location, to: &json)
          json.member("message", note.message)
        }
      }
    }
  }

  private static func write(members location: SourceLocation?, to json: inout JSONWriter) {
    json.member("file", orNull: location?.file)
    json.member("line", orNull: location?.line)
    json.member("column", orNull: location?.column)
  }
}
