import JSONText

extension RuleFocus: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    rule.write(membersTo: &json)
    json.member("finding", finding.rawValue)
    json.member("answer", answer)
    json.objects("path", path) { step, json in
      step.rule.write(membersTo: &json)
      json.member("tried", step.wasTried)
      json.member("holds", step.holds)
      json.array("conditions", step.conditions)
    }
    json.member("unsatisfied", unsatisfied?.rule.id)
    if let winner {
      json.object("winner") {
        winner.rule.write(membersTo: &$0)
        $0.member("over", winner.over.id)
        $0.member("order", winner.order)
      }
    }
    json.member("history", history)
    json.array("remarks", remarks)
  }
}

extension DecoderFocus: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    decoder.write(membersTo: &json)
    json.member("took_part", tookPart)
    json.member("answer", answer)
    json.member("failure", failure)
    json.array("remarks", remarks)
  }
}

extension FieldFocus: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("name", name)
    json.member("value", value)
    json.objects("set", settings) { setting, json in
      json.member("value", setting.field.value)
      json.member("capture", setting.field.capture)
      json.member("span", setting.span)
    }
    json.array("answers", answers)
    json.array("remarks", remarks)
    json.array("candidates", candidates)
  }
}
