import JSONText

extension DecodingStory: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("way", way.rawValue)
      $0.member("with_program_name", withProgramName)
      $0.array("roots", roots)
      $0.array("losers", losers)
      $0.array("other_list", otherList)
      $0.array("children", children)
      $0.array("runs", runs)
      $0.array("remarks", remarks)
    }
  }
}

extension DecodingStory.Trial: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      decoder.write(membersTo: &$0)
      switch result {
      case .taken(let rest):
        $0.member("result", "taken")
        $0.member("rest", rest)
      case .programNameDiffers: $0.member("result", "program name differs")
      case .prematchFailed: $0.member("result", "prematch failed")
      case .skipped: $0.member("result", "skipped")
      }
      $0.member("failure", failure)
    }
  }
}

extension DecodingStory.Run: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      decoder.write(membersTo: &$0)
      $0.member("plugin", plugin)
      $0.member("regex", pattern)
      $0.member("subject", subject)
      $0.member("succeeded", succeeded)
      $0.array("captures", captures) { capture, json in
        json.object {
          $0.member("value", capture.value)
          $0.member("span", capture.span)
        }
      }
      $0.member("failure", failure)
      $0.array("fields", fields) { field, json in
        json.object {
          $0.member("name", field.name)
          $0.member("value", field.value)
          $0.member("capture", field.capture)
          $0.member("replaced", field.replaced)
          $0.member("shadowed", field.isShadowed)
        }
      }
      $0.array("dropped", dropped) { dropped, json in
        json.object {
          $0.member("value", dropped.value)
          $0.member("reason", dropped.reason.rawValue)
        }
      }
      $0.array("remarks", remarks)
    }
  }
}
