import Analysis
import Bytes
import Cases
import Harness
import Rulesets

/// Finds the texts that a definition's pattern looks at in a case.
struct SubjectFinder {
  /// A text and the step whose event it comes from.
  struct Look {
    var step: Int
    var text: ByteString
  }

  private let ruleset: CompiledRuleset
  private let site: PatternSite
  private let isRule: Bool
  private let definitions: Set<Int>
  /// Number of the condition; nil for decoders, and for patterns that are no condition.
  private let condition: Int?

  init(mutant: Mutant, site: PatternSite, target: Target) {
    let ruleset = target.compiled
    self.ruleset = ruleset
    self.site = site
    isRule = mutant.isRule
    let loaded = target.loaded
    if mutant.isRule {
      let rule = loaded.rules.rules.firstIndex { String($0.id) == mutant.definition }
      definitions = rule.map { [$0] } ?? []
      condition = rule.flatMap { rule in
        ruleset.conditions(ofRule: rule).firstIndex { outline in
          outline.element == site.element && (site.field == nil || outline.field == site.field)
            && outline.expected.bytes == site.text
        }
      }
    } else {
      definitions = Set(
        loaded.decoders.definitions.indices.filter {
          loaded.decoders.definitions[$0].name.description == mutant.definition
        })
      condition = nil
    }
  }

  /// The texts of the first step that has any, each once.
  func subjects(in test: TestCase) -> [Look] {
    let session = Session(ruleset)
    var source = EventSource(test)
    var evaluation = Evaluation()
    var found: [Look] = []
    for (index, step) in test.steps.enumerated() {
      source.begin(step.clock)
      for repetition in 0..<step.clock.count {
        guard let event = try? source.next(step, repetition: repetition) else { continue }
        _ = session.analyze(event, recording: &evaluation)
        for text in texts(session, evaluation) where !text.isEmpty && !found.contains(where: { $0.text == text }) {
          found.append(Look(step: index, text: text))
        }
      }
      if !found.isEmpty { break }
    }
    return found
  }

  private func texts(_ session: Session, _ evaluation: Evaluation) -> [ByteString] {
    if isRule {
      guard let condition else { return [] }
      return evaluation.attempts.filter { definitions.contains(Int($0.rule)) }.prefix(1).compactMap { attempt in
        session.withSubject(ofCondition: condition, rule: Int(attempt.rule)) { ByteString($0) }
      }
    }
    if site.element == "program_name" { return session.withProgramName { [ByteString($0)] } ?? [] }
    return evaluation.passages.filter { definitions.contains(Int($0.decoder)) && $0.subject.count > 0 }.map {
      session.withLog($0.subject) { ByteString($0) }
    }
  }
}
