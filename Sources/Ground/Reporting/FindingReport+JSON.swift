import Diagnostics
import JSONText

extension FindingReport {
  /// One JSON object with all findings: for scripts and editors.
  var json: String {
    var json = JSONWriter(layout: .indented)
    json.object { json in
      json.array("findings", entries)
      totals(&json)
    }
    json.endLine()
    return json.text
  }
}

extension FindingReport.Entry: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      diagnostic.location?.write(membersTo: &json)
      json.member("length", place?.range.count)
      json.member("severity", diagnostic.severity.rawValue)
      json.member("code", diagnostic.code)
      json.member("category", category)
      json.member("message", diagnostic.message)
      json.member("hint", diagnostic.hint)
      if !diagnostic.notes.isEmpty {
        json.array("notes", diagnostic.notes) { note, json in
          json.object { json in
            json.member("message", note.message)
            note.location?.write(membersTo: &json)
          }
        }
      }
      if dependsOnLeftOut { json.member("depends_on_left_out", true) }
      if let fix {
        json.object("fix") { json in
          json.member("title", fix.title)
          json.array("edits", fix.edits) { change, json in
            json.object {
              $0.member("file", change.source.file)
              $0.member("offset", change.edit.range.lowerBound)
              $0.member("length", change.edit.range.count)
              $0.member("text", String(decoding: change.edit.replacement, as: UTF8.self))
            }
          }
        }
      }
      json.member("fingerprint", fingerprint)
    }
  }
}
