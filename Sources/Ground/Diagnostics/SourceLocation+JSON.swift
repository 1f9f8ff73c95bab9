import JSONText

extension SourcePosition: JSONObject {
  /// Writes line and column.
  package func write(membersTo json: inout JSONWriter) {
    json.member("line", line)
    json.member("column", column)
  }
}

extension SourceLocation: JSONConvertible {
  /// Writes it as one text, `file:line:column`.
  package func write(to json: inout JSONWriter) { json.value(description) }

  /// Writes the members of an object that has a place.
  package func write(membersTo json: inout JSONWriter) {
    json.member("file", file)
    start.write(membersTo: &json)
  }
}
