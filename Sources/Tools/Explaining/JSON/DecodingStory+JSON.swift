import JSONText

extension DecodingStory: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("way", way.rawValue)
    json.member("with_program_name", withProgramName)
    json.array("roots", roots)
    json.array("losers", losers)
    json.array("other_list", otherList)
    json.array("children", children)
    json.array("runs", runs)
    json.array("remarks", remarks)
  }
}

extension DecodingStory.Trial: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    decoder.write(membersTo: &json)
    switch result {
    case .taken(let rest):
      json.member("result", "taken")
      json.member("rest", rest)
    case .programNameDiffers: json.member("result", "program name differs")
    case .prematchFailed: json.member("result", "prematch failed")
    case .skipped: json.member("result", "skipped")
    }
    json.member("failure", failure)
  }
}

extension DecodingStory.Run: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    decoder.write(membersTo: &json)
    json.member("plugin", plugin)
    json.member("regex", pattern)
    json.member("subject", subject)
    json.member("succeeded", succeeded)
    json.objects("captures", captures) { capture, json in
      json.member("value", capture.value)
      json.member("span", capture.span)
    }
    json.member("failure", failure)
    json.objects("fields", fields) { field, json in
      json.member("name", field.name)
      json.member("value", field.value)
      json.member("capture", field.capture)
      json.member("replaced", field.replaced)
      json.member("shadowed", field.isShadowed)
    }
    json.objects("dropped", dropped) { dropped, json in
      json.member("value", dropped.value)
      json.member("reason", dropped.reason.rawValue)
    }
    json.array("remarks", remarks)
  }
}
