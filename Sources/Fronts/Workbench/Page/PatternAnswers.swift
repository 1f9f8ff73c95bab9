import Bytes
import JSONText
import PatternReasoning
import PatternSyntax
import Patterns

/// What the page asks about patterns: one in several dialects, on many subjects, with the places of all captures.
final class PatternAnswers {
  private let scratch = MatchScratch()
  private static let mostSubjects = 200
  /// How many subjects a translation is tried on.
  private static let subjectsOfProof = 2000

  func answer(_ request: PageRequest, _ json: inout JSONWriter) throws(PageRequest.Fault) {
    let pattern = request.text("pattern") ?? ""
    let subjects = try request.texts("subjects", atMost: Self.mostSubjects)
    let guess = DialectGuess(pattern).dialect
    json.member("guess", guess.rawValue)
    json.objects("dialects", PatternTrial.translated) { dialect, json in
      json.member("dialect", dialect.rawValue)
      do throws(PatternError) {
        let compiled = try Pattern(pattern, dialect: dialect, capturing: true)
        json.member("compiles", true)
        json.objects("subjects", subjects) { subject, json in match(compiled, subject, &json) }
      } catch {
        json.member("compiles", false)
        json.member("error", error)
      }
    }
    let targets = PatternTrial.translated.filter { $0 != guess }
    json.objects("translations", pattern.isEmpty ? [] : targets) { target, json in
      json.member("dialect", target.rawValue)
      guard let equivalent = try? Equivalent(pattern, from: guess, to: target, budget: Self.subjectsOfProof) else {
        return
      }
      json.member("pattern", equivalent.translation.pattern)
      json.member("exact", equivalent.isExact)
      json.member("negated", equivalent.translation.isNegated)
    }
  }

  private func match(_ pattern: Pattern, _ subject: ByteString, _ json: inout JSONWriter) {
    // The engine's texts end at a NUL.
    let visible = ByteString(subject.bytes.prefix { $0 != 0 })
    visible.withView { view in
      guard let match = pattern.match(view, scratch: scratch) else {
        json.member("matches", orNull: scratch.diagnostic?.isUnknown == true ? nil : false)
        return
      }
      json.member("matches", true)
      json.member("end", match.end)
      json.array("captures", scratch.captures)
    }
  }
}
