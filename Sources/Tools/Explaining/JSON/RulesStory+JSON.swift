import Analysis
import JSONText
import Rulesets

extension RulesStory {
  /// Writes the members of an object.
  func write(membersTo json: inout JSONWriter, in forest: RuleForest) {
    json.objects("levels", levels) { level, json in
      json.member("parent", level.parent?.id)
      json.member("depth", level.depth)
      json.member("on_path", level.isOnPath)
      json.member("untried", level.untried)
      json.array("trials", level.trials)
      json.array("losers", level.losers) { loser, json in
        json.object {
          loser.write(membersTo: &$0)
          if let winner = level.winner { $0.member("order", Phrases.order(winner.rule, loser, in: forest)) }
        }
      }
    }
    json.array("path", path)
    json.objects("misses", misses) { miss, json in
      miss.rule.write(membersTo: &json)
      json.member("depth", miss.depth)
      json.member("failed", miss.failedCount)
      json.member("own", miss.isOwn)
      json.array("conditions", miss.conditions)
    }
    json.array("remarks", remarks)
  }
}

extension RulesStory.Trial: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    rule.write(membersTo: &json)
    json.member("matched", failed == nil)
    if isSilent { json.member("silent", true) }
    json.member("failed", failed)
    json.member("history", history)
  }
}

extension ConditionStory: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("element", element)
    json.member("field", field)
    json.member("value", value)
    json.member("expected", expected)
    if isNegated { json.member("negated", true) }
    json.member("holds", holds)
    json.member("at", location)
    json.member("failure", failure)
    json.member("remark", remark)
  }
}

extension PatternFailure: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("element", element)
    json.member("pattern", pattern)
    json.member("dialect", dialect.rawValue)
    json.member("at", location)
    json.member("offset", offset)
    if let progress {
      json.member("reached", progress.reached + (offset ?? 0))
      if !progress.isExact { json.member("approximate", true) }
      if !progress.token.isEmpty {
        json.member("token", token)
        json.member("token_span", progress.token)
      }
    }
    json.member("remark", remark)
  }
}

extension HistoryReport: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("needed", needed)
    json.member("counted", counted)
    json.objects("events", entries) { entry, json in
      json.member("event", entry.event)
      json.member("age", entry.age)
      json.member("standing", Phrases.standing(entry.standing))
    }
  }
}

extension OwnStory: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.objects("decoders", decoders) { entry, json in
      entry.decoder.write(membersTo: &json)
      json.member("took_part", entry.tookPart)
      json.member("reason", entry.reason)
    }
    json.objects("rules", rules) { entry, json in
      entry.rule.write(membersTo: &json)
      json.member("matched", entry.matched)
      json.member("reason", entry.reason)
    }
    json.member("other_decoders", otherDecoders)
    json.member("other_rules", otherRules)
  }
}
