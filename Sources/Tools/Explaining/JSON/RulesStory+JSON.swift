import Analysis
import JSONText
import Rulesets

extension RulesStory {
  /// Writes the members of an object.
  func write(membersTo json: inout JSONWriter, in forest: RuleForest) {
    json.array("levels", levels) { level, json in
      json.object {
        $0.member("parent", level.parent?.id)
        $0.member("depth", level.depth)
        $0.member("on_path", level.isOnPath)
        $0.member("untried", level.untried)
        $0.array("trials", level.trials)
        $0.array("losers", level.losers) { loser, json in
          json.object {
            loser.write(membersTo: &$0)
            if let winner = level.winner { $0.member("order", Phrases.order(winner.rule, loser, in: forest)) }
          }
        }
      }
    }
    json.array("path", path)
    json.array("misses", misses) { miss, json in
      json.object {
        miss.rule.write(membersTo: &$0)
        $0.member("depth", miss.depth)
        $0.member("failed", miss.failedCount)
        $0.member("own", miss.isOwn)
        $0.array("conditions", miss.conditions)
      }
    }
    json.array("remarks", remarks)
  }
}

extension RulesStory.Trial: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      rule.write(membersTo: &$0)
      $0.member("matched", failed == nil)
      if isSilent { $0.member("silent", true) }
      $0.member("failed", failed)
      $0.member("history", history)
    }
  }
}

extension ConditionStory: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("element", element)
      $0.member("field", field)
      $0.member("value", value)
      $0.member("expected", expected)
      if isNegated { $0.member("negated", true) }
      $0.member("holds", holds)
      $0.member("at", location)
      $0.member("failure", failure)
      $0.member("remark", remark)
    }
  }
}

extension PatternFailure: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("element", element)
      $0.member("pattern", pattern)
      $0.member("dialect", dialect.rawValue)
      $0.member("at", location)
      $0.member("offset", offset)
      if let progress {
        $0.member("reached", progress.reached + (offset ?? 0))
        if !progress.isExact { $0.member("approximate", true) }
        if !progress.token.isEmpty {
          $0.member("token", token)
          $0.member("token_span", progress.token)
        }
      }
      $0.member("remark", remark)
    }
  }
}

extension HistoryReport: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("needed", needed)
      $0.member("counted", counted)
      $0.array("events", entries) { entry, json in
        json.object {
          $0.member("event", entry.event)
          $0.member("age", entry.age)
          $0.member("standing", Phrases.standing(entry.standing))
        }
      }
    }
  }
}

extension OwnStory: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.array("decoders", decoders) { entry, json in
        json.object {
          entry.decoder.write(membersTo: &$0)
          $0.member("took_part", entry.tookPart)
          $0.member("reason", entry.reason)
        }
      }
      $0.array("rules", rules) { entry, json in
        json.object {
          entry.rule.write(membersTo: &$0)
          $0.member("matched", entry.matched)
          $0.member("reason", entry.reason)
        }
      }
      $0.member("other_decoders", otherDecoders)
      $0.member("other_rules", otherRules)
    }
  }
}
