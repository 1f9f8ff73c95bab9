import Bytes
import JSONText
import Rulesets

/// One JSON object, as docs/mutation.md describes it.
struct JSONReport {
  func text(of result: MutationResult) -> String {
    JSONWriter.document { json in
      json.member("version", 1)
      json.member("score", orNull: rounded(result.counts.score))
      json.member("partial", result.isPartial)
      json.member("cases", result.cases)
      write(members: result.counts, to: &json)
      json.array("failing", result.failing)
      json.objects("definitions", result.definitions) { definition, json in
        json.member("kind", definition.isRule ? "rule" : "decoder")
        json.member("name", definition.name)
        json.member("file", definition.location.file)
        json.member("line", definition.location.line)
        json.member("score", orNull: rounded(definition.counts.score))
        write(members: definition.counts, to: &json)
      }
      json.array("mutants", result.outcomes)
    }.text
  }

  private func rounded(_ score: Double?) -> Double? { score.map { ($0 * 10_000).rounded() / 10_000 } }

  private func write(members counts: MutationCounts, to json: inout JSONWriter) {
    json.member("killed", counts.killed)
    json.member("survived", counts.survived)
    json.member("equivalent", counts.equivalent)
    json.member("invalid", counts.invalid)
    json.member("pending", counts.pending)
  }
}

extension MutantOutcome: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("id", mutant.id)
    json.member("operator", mutant.operatorName)
    json.member("kind", mutant.isRule ? "rule" : "decoder")
    json.member("name", mutant.definition)
    mutant.location.write(membersTo: &json)
    json.member("summary", mutant.summary)
    json.member("diff", mutant.difference)
    json.member("state", state.name)
    switch state {
    case .killed(let by): json.member("killed_by", by)
    case .survived(let survival):
      json.member("cases", survival.cases)
      json.member("advice", survival.advice)
      json.member("suggestion", survival.suggestion)
      json.member("nearly", survival.nearly)
    case .equivalent(let reason): json.member("reason", reason)
    case .invalid(let messages): json.array("messages", messages)
    case .pending: break
    }
  }
}

extension CaseReference: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("file", location.file)
    json.member("line", location.line)
    json.member("title", title)
  }
}
