import Analysis
import Bytes
import Diagnostics
import Explaining
import Rulesets

/// What somebody wants to know about an event, apart from its story.
package struct ExplainQuestions: Sendable {
  /// Rules of the ruleset, as indices: why did they (not) fire?
  package private(set) var rules: [Int] = []
  /// Names of decoders: why were they (not) chosen?
  package private(set) var decoders: [ByteString] = []
  /// Names of fields: where do they come from?
  package var fields: [ByteString] = []

  package init(fields: [ByteString] = []) { self.fields = fields }

  package var isEmpty: Bool { rules.isEmpty && decoders.isEmpty && fields.isEmpty }

  /// Asks about a rule.
  /// - Parameter otherwise: what to try where no rule is meant.
  package mutating func ask(
    rule id: Int, of explainer: Explainer, otherwise: String? = nil
  ) throws(BadInput) {
    guard let index = explainer.rule(numbered: id) else {
      throw BadInput(
        Diagnostic(
          .error, code: "unknown-rule", explainer.unknownRule(id),
          hint: explainer.ruleMeant(by: id).map { "did you mean \($0)?" } ?? otherwise))
    }
    rules.append(index)
  }

  /// Asks about all decoders of a name.
  /// - Parameter otherwise: what to try where no decoder is meant.
  package mutating func ask(
    decoder name: ByteString, of explainer: Explainer, otherwise: String? = nil
  ) throws(BadInput) {
    guard explainer.ruleset.loaded.decoders.definitions.contains(where: { $0.name == name }) else {
      throw BadInput(
        Diagnostic(
          .error, code: "unknown-decoder", explainer.unknownDecoder(name),
          hint: explainer.decoderMeant(by: name).map { "did you mean \($0)?" } ?? otherwise))
    }
    decoders.append(name)
  }
}

/// What was asked about an event.
package struct ExplainAnswers {
  package var rules: [RuleFocus] = []
  package var decoders: [DecoderFocus] = []
  package var fields: [FieldFocus] = []

  package var isEmpty: Bool { rules.isEmpty && decoders.isEmpty && fields.isEmpty }
}
