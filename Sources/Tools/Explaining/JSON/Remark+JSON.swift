import JSONText

extension Remark: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("code", code)
    json.member("message", message)
    json.member("at", location)
  }
}

extension RuleReference: JSONObject {
  /// Writes what an object says of the rule that it is about.
  package func write(membersTo json: inout JSONWriter) {
    json.member("rule", id)
    json.member("level", level)
    json.member("rule_at", location)
  }
}

extension DecoderReference: JSONObject {
  /// Writes what an object says of the decoder that it is about.
  package func write(membersTo json: inout JSONWriter) {
    json.member("decoder", name)
    json.member("parent", parent)
    json.member("decoder_at", location)
  }
}
