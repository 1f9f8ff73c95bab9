import JSONText

extension RuleFocus: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      rule.write(membersTo: &$0)
      $0.member("finding", finding.rawValue)
      $0.member("answer", answer)
      $0.array("path", path) { step, json in
        json.object {
          step.rule.write(membersTo: &$0)
          $0.member("tried", step.wasTried)
          $0.member("holds", step.holds)
          $0.array("conditions", step.conditions)
        }
      }
      $0.member("unsatisfied", unsatisfied?.rule.id)
      if let winner {
        $0.object("winner") {
          winner.rule.write(membersTo: &$0)
          $0.member("over", winner.over.id)
          $0.member("order", winner.order)
        }
      }
      $0.member("history", history)
      $0.array("remarks", remarks)
    }
  }
}

extension DecoderFocus: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      decoder.write(membersTo: &$0)
      $0.member("took_part", tookPart)
      $0.member("answer", answer)
      $0.member("failure", failure)
      $0.array("remarks", remarks)
    }
  }
}

extension FieldFocus: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("name", name)
      $0.member("value", value)
      $0.array("set", settings) { setting, json in
        json.object {
          $0.member("value", setting.field.value)
          $0.member("capture", setting.field.capture)
          $0.member("span", setting.span)
        }
      }
      $0.array("answers", answers)
      $0.array("remarks", remarks)
      $0.array("candidates", candidates)
    }
  }
}
