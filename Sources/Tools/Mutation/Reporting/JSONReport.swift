import Bytes
import JSONText
import Rulesets

/// One JSON object, as docs/mutation.md describes it.
struct JSONReport {
  func text(of result: MutationResult) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.member("score", orNull: rounded(result.counts.score))
      json.member("partial", result.isPartial)
      json.member("cases", result.cases)
      write(members: result.counts, to: &json)
      json.array("failing", result.failing)
      json.array("definitions", result.definitions) { definition, json in
        json.object { json in
          json.member("kind", definition.isRule ? "rule" : "decoder")
          json.member("name", definition.name)
          json.member("file", definition.location.file)
          json.member("line", definition.location.line)
          json.member("score", orNull: rounded(definition.counts.score))
          write(members: definition.counts, to: &json)
        }
      }
      json.array("mutants", result.outcomes)
    }
    json.endLine()
    return json.text
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

extension MutantOutcome: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", mutant.id)
      json.member("operator", mutant.operatorName)
      json.member("kind", mutant.isRule ? "rule" : "decoder")
      json.member("name", mutant.definition)
      json.member("file", mutant.location.file)
      json.member("line", mutant.location.line)
      json.member("column", mutant.location.column)
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
}

extension CaseReference: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("file", location.file)
      $0.member("line", location.line)
      $0.member("title", title)
    }
  }
}
