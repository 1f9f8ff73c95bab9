import Diagnostics
import JSONText

extension FindingReport {
  /// One JSON object with all findings: for scripts and editors.
  var json: String {
    JSONWriter.document(layout: .indented) { json in
      json.array("findings", entries)
      if leftOut > 0 { json.member("findings_left_out", leftOut) }
      totals(&json)
    }.text
  }
}

extension FindingReport.Entry: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    diagnostic.location?.write(membersTo: &json)
    json.member("length", place?.range.count)
    json.member("severity", diagnostic.severity.rawValue)
    json.member("code", diagnostic.code)
    json.member("category", category)
    json.member("message", diagnostic.message)
    json.member("hint", diagnostic.hint)
    if !diagnostic.notes.isEmpty {
      json.objects("notes", diagnostic.notes) { note, json in
        json.member("message", note.message)
        note.location?.write(membersTo: &json)
      }
    }
    if dependsOnLeftOut { json.member("depends_on_left_out", true) }
    if let fix {
      json.object("fix") { json in
        json.member("title", fix.title)
        json.objects("edits", fix.edits) { change, json in
          json.member("file", change.source.file)
          json.member("offset", change.edit.range.lowerBound)
          json.member("length", change.edit.range.count)
          json.member("text", String(decoding: change.edit.replacement, as: UTF8.self))
        }
      }
    }
    json.member("fingerprint", fingerprint)
  }
}
