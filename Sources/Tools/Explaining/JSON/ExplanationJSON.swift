import Bytes
import JSONText
import Rulesets

/// The answer of `assay explain --json`: one object with the whole story, and answers to questions asked besides.
package struct ExplanationJSON: JSONObject {
  private let explanation: Explanation
  private let forest: RuleForest
  private let rules: [RuleFocus]
  private let decoders: [DecoderFocus]
  private let fields: [FieldFocus]

  /// - Parameters:
  ///   - explanation: what became of the log.
  ///   - forest: the rules, for what is said about their order.
  ///   - rules: answers about single rules.
  ///   - decoders: answers about single decoders.
  ///   - fields: answers about single fields.
  package init(
    _ explanation: Explanation, forest: RuleForest, rules: [RuleFocus], decoders: [DecoderFocus], fields: [FieldFocus]
  ) {
    self.explanation = explanation
    self.forest = forest
    self.rules = rules
    self.decoders = decoders
    self.fields = fields
  }

  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("log", explanation.log)
    json.object("header", writeHeader)
    json.member("decoding", explanation.decoding)
    json.object("rules") { explanation.rules.write(membersTo: &$0, in: forest) }
    json.object("verdict", writeVerdict)
    json.member("own", explanation.own)
    if !rules.isEmpty { json.array("why_rules", rules) }
    if !decoders.isEmpty { json.array("why_decoders", decoders) }
    if !fields.isEmpty { json.array("why_fields", fields) }
  }

  private func writeHeader(_ json: inout JSONWriter) {
    let places = explanation.header
    json.member("timestamp", places.timestamp)
    json.member("hostname", places.hostname)
    json.member("program_name", places.programName)
    json.member("log", places.log)
    let story = explanation.headerStory
    json.member("dropped_host", story.droppedHost)
    if !story.attempts.isEmpty {
      json.objects("attempts", story.attempts) { attempt, json in
        json.member("form", attempt.example)
        json.member("failed_at", attempt.place)
        json.member("message", attempt.message)
      }
    }
    json.member("input", explanation.input)
    if !story.remarks.isEmpty { json.array("remarks", story.remarks) }
  }

  private func writeVerdict(_ json: inout JSONWriter) {
    let outcome = explanation.outcome
    json.member("verdict", outcome.verdict.rawValue)
    json.member("alert", outcome.isAlert)
    json.member("decoder", outcome.decoder.name)
    json.member("rule", outcome.rule?.id)
    json.member("ignored_rule", outcome.ignoredRule)
    json.member("level", outcome.rule?.level)
    if let fixed = explanation.fixedOutcome {
      json.object("fixed") {
        $0.member("verdict", fixed.verdict.rawValue)
        $0.member("rule", fixed.rule?.id)
        $0.member("level", fixed.rule?.level)
      }
    }
    json.array("advice", explanation.advice)
    if let production = explanation.production { json.array("notes", [production]) }
  }
}
