import Analysis
import Bytes
import Explaining
import JSONText
import Patterns
import Rulesets
import Workbench

/// An explanation as one line of JSON.
struct ExplainJSON {
  private(set) var bytes: [UInt8] = []
  private var json = JSONObjectWriter()
  private let forest: RuleForest

  init(_ explanation: Explanation, _ answers: ExplainAnswers, forest: RuleForest) {
    self.forest = forest
    json.object {
      $0.member("log", explanation.log)
      $0.key("header")
      Self.header(explanation, &$0)
      $0.key("decoding")
      Self.decoding(explanation.decoding, &$0)
      $0.key("rules")
      Self.rules(explanation.rules, forest, &$0)
      $0.key("verdict")
      Self.verdict(explanation, &$0)
      $0.key("own")
      Self.own(explanation.own, &$0)
      if !answers.rules.isEmpty {
        $0.key("why_rules")
        $0.array(answers.rules) { Self.write($0, &$1) }
      }
      if !answers.decoders.isEmpty {
        $0.key("why_decoders")
        $0.array(answers.decoders) { Self.write($0, &$1) }
      }
      if !answers.fields.isEmpty {
        $0.key("why_fields")
        $0.array(answers.fields) { Self.write($0, &$1) }
      }
    }
    json.writer.write("\n")
    bytes = json.writer.bytes
  }

  // MARK: Parts

  private static func header(_ explanation: Explanation, _ json: inout JSONObjectWriter) {
    let places = explanation.header
    json.object {
      $0.member("timestamp", places.timestamp)
      $0.member("hostname", places.hostname)
      $0.member("program_name", places.programName)
      $0.member("log", places.log)
      let story = explanation.headerStory
      if let host = story.droppedHost { $0.member("dropped_host", host) }
      if !story.attempts.isEmpty {
        $0.key("attempts")
        $0.array(story.attempts) { attempt, json in
          json.object {
            $0.member("form", attempt.example)
            $0.member("failed_at", attempt.place)
            $0.member("message", attempt.message)
          }
        }
      }
      if let input = explanation.input {
        $0.key("input")
        write(input, &$0)
      }
      if !story.remarks.isEmpty {
        $0.key("remarks")
        $0.array(story.remarks) { write($0, &$1) }
      }
    }
  }

  private static func decoding(_ story: DecodingStory, _ json: inout JSONObjectWriter) {
    json.object {
      $0.member("way", story.way.rawValue)
      $0.member("with_program_name", story.withProgramName)
      $0.key("roots")
      $0.array(story.roots) { write($0, &$1) }
      $0.key("losers")
      $0.array(story.losers) { write($0, &$1) }
      $0.key("other_list")
      $0.array(story.otherList) { write($0, &$1) }
      $0.key("children")
      $0.array(story.children) { write($0, &$1) }
      $0.key("runs")
      $0.array(story.runs) { write($0, &$1) }
      $0.key("remarks")
      $0.array(story.remarks) { write($0, &$1) }
    }
  }

  private static func rules(_ story: RulesStory, _ forest: RuleForest, _ json: inout JSONObjectWriter) {
    json.object {
      $0.key("levels")
      $0.array(story.levels) { level, json in
        json.object {
          $0.member("parent", level.parent?.id)
          $0.member("depth", level.depth)
          $0.member("on_path", level.isOnPath)
          $0.member("untried", level.untried)
          $0.key("trials")
          $0.array(level.trials) { write($0, &$1) }
          $0.key("losers")
          $0.array(level.losers) { loser, json in
            json.object {
              write(members: loser, &$0)
              if let winner = level.winner { $0.member("order", Phrases.order(winner.rule, loser, in: forest)) }
            }
          }
        }
      }
      $0.key("path")
      $0.array(story.path) { write($0, &$1) }
      $0.key("misses")
      $0.array(story.misses) { miss, json in
        json.object {
          write(members: miss.rule, &$0)
          $0.member("depth", miss.depth)
          $0.member("failed", miss.failedCount)
          $0.member("own", miss.isOwn)
          $0.key("conditions")
          $0.array(miss.conditions) { write($0, &$1) }
        }
      }
      $0.key("remarks")
      $0.array(story.remarks) { write($0, &$1) }
    }
  }

  private static func verdict(_ explanation: Explanation, _ json: inout JSONObjectWriter) {
    json.object {
      $0.member("verdict", explanation.outcome.verdict.rawValue)
      $0.member("alert", explanation.outcome.isAlert)
      $0.member("decoder", explanation.outcome.decoder.name)
      $0.member("rule", explanation.outcome.rule?.id)
      $0.member("ignored_rule", explanation.outcome.ignoredRule)
      $0.member("level", explanation.outcome.rule?.level)
      if let fixed = explanation.fixedOutcome {
        $0.key("fixed")
        $0.object {
          $0.member("verdict", fixed.verdict.rawValue)
          $0.member("rule", fixed.rule?.id)
          $0.member("level", fixed.rule?.level)
        }
      }
      $0.key("advice")
      $0.array(explanation.advice) { $1.value($0) }
      if let production = explanation.production {
        $0.key("notes")
        $0.array([production]) { $1.value($0) }
      }
    }
  }

  private static func own(_ own: OwnStory, _ json: inout JSONObjectWriter) {
    json.object {
      $0.key("decoders")
      $0.array(own.decoders) { entry, json in
        json.object {
          write(members: entry.decoder, &$0)
          $0.member("took_part", entry.tookPart)
          $0.member("reason", entry.reason)
        }
      }
      $0.key("rules")
      $0.array(own.rules) { entry, json in
        json.object {
          write(members: entry.rule, &$0)
          $0.member("matched", entry.matched)
          $0.member("reason", entry.reason)
        }
      }
      $0.member("other_decoders", own.otherDecoders)
      $0.member("other_rules", own.otherRules)
    }
  }

  // MARK: Answers

  private static func write(_ focus: RuleFocus, _ json: inout JSONObjectWriter) {
    json.object {
      write(members: focus.rule, &$0)
      $0.member("finding", focus.finding.rawValue)
      $0.member("answer", focus.answer)
      $0.key("path")
      $0.array(focus.path) { step, json in
        json.object {
          write(members: step.rule, &$0)
          $0.member("tried", step.wasTried)
          $0.member("holds", step.holds)
          $0.key("conditions")
          $0.array(step.conditions) { write($0, &$1) }
        }
      }
      $0.member("unsatisfied", focus.unsatisfied?.rule.id)
      if let winner = focus.winner {
        $0.key("winner")
        $0.object {
          write(members: winner.rule, &$0)
          $0.member("over", winner.over.id)
          $0.member("order", winner.order)
        }
      }
      if let history = focus.history {
        $0.key("history")
        write(history, &$0)
      }
      $0.key("remarks")
      $0.array(focus.remarks) { write($0, &$1) }
    }
  }

  private static func write(_ focus: DecoderFocus, _ json: inout JSONObjectWriter) {
    json.object {
      write(members: focus.decoder, &$0)
      $0.member("took_part", focus.tookPart)
      $0.member("answer", focus.answer)
      if let failure = focus.failure {
        $0.key("failure")
        write(failure, &$0)
      }
      $0.key("remarks")
      $0.array(focus.remarks) { write($0, &$1) }
    }
  }

  private static func write(_ focus: FieldFocus, _ json: inout JSONObjectWriter) {
    json.object {
      $0.member("name", focus.name)
      $0.member("value", focus.value)
      $0.key("set")
      $0.array(focus.settings) { setting, json in
        json.object {
          $0.member("value", setting.field.value)
          $0.member("capture", setting.field.capture)
          $0.member("span", setting.span)
        }
      }
      $0.key("answers")
      $0.array(focus.answers) { $1.value($0) }
      $0.key("remarks")
      $0.array(focus.remarks) { write($0, &$1) }
      $0.key("candidates")
      $0.array(focus.candidates) { write($0, &$1) }
    }
  }

  // MARK: Pieces

  private static func write(_ trial: DecodingStory.Trial, _ json: inout JSONObjectWriter) {
    json.object {
      write(members: trial.decoder, &$0)
      switch trial.result {
      case .taken(let rest):
        $0.member("result", "taken")
        $0.member("rest", rest)
      case .programNameDiffers: $0.member("result", "program name differs")
      case .prematchFailed: $0.member("result", "prematch failed")
      case .skipped: $0.member("result", "skipped")
      }
      if let failure = trial.failure {
        $0.key("failure")
        write(failure, &$0)
      }
    }
  }

  private static func write(_ run: DecodingStory.Run, _ json: inout JSONObjectWriter) {
    json.object {
      write(members: run.decoder, &$0)
      $0.member("plugin", run.plugin)
      $0.member("regex", run.pattern)
      $0.member("subject", run.subject)
      $0.member("succeeded", run.succeeded)
      $0.key("captures")
      $0.array(run.captures) { capture, json in
        json.object {
          $0.member("value", capture.value)
          $0.member("span", capture.span)
        }
      }
      if let failure = run.failure {
        $0.key("failure")
        write(failure, &$0)
      }
      $0.key("fields")
      $0.array(run.fields) { field, json in
        json.object {
          $0.member("name", field.name)
          $0.member("value", field.value)
          $0.member("capture", field.capture)
          $0.member("replaced", field.replaced)
          $0.member("shadowed", field.isShadowed)
        }
      }
      $0.key("dropped")
      $0.array(run.dropped) { dropped, json in
        json.object {
          $0.member("value", dropped.value)
          $0.member("reason", dropped.reason.rawValue)
        }
      }
      $0.key("remarks")
      $0.array(run.remarks) { write($0, &$1) }
    }
  }

  private static func write(_ trial: RulesStory.Trial, _ json: inout JSONObjectWriter) {
    json.object {
      write(members: trial.rule, &$0)
      $0.member("matched", trial.failed == nil)
      if trial.isSilent { $0.member("silent", true) }
      if let failed = trial.failed {
        $0.key("failed")
        write(failed, &$0)
      }
      if let history = trial.history {
        $0.key("history")
        write(history, &$0)
      }
    }
  }

  private static func write(_ condition: ConditionStory, _ json: inout JSONObjectWriter) {
    json.object {
      $0.member("element", condition.element)
      $0.member("field", condition.field)
      $0.member("value", condition.value)
      $0.member("expected", condition.expected)
      if condition.isNegated { $0.member("negated", true) }
      $0.member("holds", condition.holds)
      $0.member("at", condition.location)
      if let failure = condition.failure {
        $0.key("failure")
        write(failure, &$0)
      }
      if let remark = condition.remark {
        $0.key("remark")
        write(remark, &$0)
      }
    }
  }

  private static func write(_ failure: PatternFailure, _ json: inout JSONObjectWriter) {
    json.object {
      $0.member("element", failure.element)
      $0.member("pattern", failure.pattern)
      $0.member("dialect", failure.dialect.rawValue)
      $0.member("at", failure.location)
      $0.member("offset", failure.offset)
      if let progress = failure.progress {
        $0.member("reached", progress.reached + (failure.offset ?? 0))
        if !progress.isExact { $0.member("approximate", true) }
        if !progress.token.isEmpty {
          $0.member("token", failure.token)
          $0.member("token_span", progress.token)
        }
      }
      if let remark = failure.remark {
        $0.key("remark")
        write(remark, &$0)
      }
    }
  }

  private static func write(_ report: HistoryReport, _ json: inout JSONObjectWriter) {
    json.object {
      $0.member("needed", report.needed)
      $0.member("counted", report.counted)
      $0.key("events")
      $0.array(report.entries) { entry, json in
        json.object {
          $0.member("event", entry.event)
          $0.member("age", entry.age)
          $0.member("standing", Phrases.standing(entry.standing))
        }
      }
    }
  }

  private static func write(_ remark: Remark, _ json: inout JSONObjectWriter) {
    json.object {
      $0.member("code", remark.code)
      $0.member("message", remark.message)
      $0.member("at", remark.location)
    }
  }

  private static func write(_ rule: RuleReference, _ json: inout JSONObjectWriter) {
    json.object { write(members: rule, &$0) }
  }

  private static func write(members rule: RuleReference, _ json: inout JSONObjectWriter) {
    json.member("rule", rule.id)
    json.member("level", rule.level)
    json.member("rule_at", rule.location)
  }

  private static func write(_ decoder: DecoderReference, _ json: inout JSONObjectWriter) {
    json.object { write(members: decoder, &$0) }
  }

  private static func write(members decoder: DecoderReference, _ json: inout JSONObjectWriter) {
    json.member("decoder", decoder.name)
    json.member("parent", decoder.parent)
    json.member("decoder_at", decoder.location)
  }
}
