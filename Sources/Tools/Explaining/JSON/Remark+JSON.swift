import JSONText

extension Remark: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("code", code)
      $0.member("message", message)
      $0.member("at", location)
    }
  }
}

extension RuleReference: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) { json.object { write(membersTo: &$0) } }

  /// Writes what an object says of the rule that it is about.
  func write(membersTo json: inout JSONWriter) {
    json.member("rule", id)
    json.member("level", level)
    json.member("rule_at", location)
  }
}

extension DecoderReference: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) { json.object { write(membersTo: &$0) } }

  /// Writes what an object says of the decoder that it is about.
  func write(membersTo json: inout JSONWriter) {
    json.member("decoder", name)
    json.member("parent", parent)
    json.member("decoder_at", location)
  }
}
