import Alerts
import Bytes
import Diagnostics
import JSONText
import Rulesets
import System

/// Answers what the page asks, a line of JSON for a line of JSON: alerts, the playground, patterns, cases, rules.
///
/// A question that cannot be answered is answered with its fault, `{"error": {"message": …, "hint": …}}`; nothing ends
/// the engine but the end of its input.
package final class PageEngine {
  /// What the page is about.
  package struct Settings {
    package var choice: RulesetChoice
    /// Files, folders and patterns of alerts.
    package var alerts: [String]
    /// Files of cases, or folders that hold some.
    package var cases: [String]
    /// Whether nothing is written.
    package var isReadOnly: Bool

    package init(choice: RulesetChoice, alerts: [String], cases: [String], isReadOnly: Bool) {
      (self.choice, self.alerts, self.cases, self.isReadOnly) = (choice, alerts, cases, isReadOnly)
    }

    /// Whether there are rules or decoders in the current folder.
    func holdsRules() -> Bool {
      var options = choice.options
      options.rulesets = [choice.currentFolder]
      return (try? RulesetLoader.load(options)) != nil
    }
  }

  private let reader = JSONReader()
  private let hunt: AlertAnswers?
  private let playground: PlaygroundAnswers
  private let cases: CaseAnswers
  private let patterns = PatternAnswers()

  /// Lines of alerts that are read between two looks at the questions.
  private static let slice = 20_000

  /// Looks for the alerts; the ruleset is loaded when it is asked for.
  package init(_ settings: Settings) throws(BadInput) {
    hunt = settings.alerts.isEmpty ? nil : try AlertAnswers(settings.alerts)
    playground = PlaygroundAnswers(settings)
    cases = CaseAnswers(settings)
  }

  /// Reads on in the alerts.
  /// - Returns: whether there is more to be read at once.
  package func readOn() -> Bool { hunt?.readOn(Self.slice) ?? false }

  /// What could not be read of the alerts.
  package var problems: [Diagnostic] { hunt?.problems ?? [] }

  /// Answers a line.
  package func answer(_ line: ByteString) async -> [UInt8] {
    let request = PageRequest(line, reader)
    var json = JSONWriter()
    do {
      json.beginObject()
      try await answer(request, &json)
      json.endObject()
    } catch {
      json.removeAll()
      json.object { json in json.object("error") { Self.write(error, to: &$0) } }
    }
    json.endLine()
    return json.bytes
  }

  private func answer(_ request: PageRequest, _ json: inout JSONWriter) async throws {
    switch request.operation {
    case "status":
      json.object("status") { json in
        json.member("alerts", hunt != nil)
        hunt?.writeStatus(&json)
        cases.writeStatus(&json)
      }
    case "dashboards", "panels", "table", "terms", "fields", "histogram", "document":
      guard let hunt else {
        throw PageRequest.Fault("there are no alerts to look at", hint: "assay serve --alerts PATH reads some")
      }
      try hunt.answer(request, &json)
    case "try", "rule", "ruleset", "tree", "save": try playground.answer(request, &json)
    case "regex": try patterns.answer(request, &json)
    case "tests", "changes", "accept", "attack": try await cases.answer(request, &json)
    case "": throw PageRequest.Fault("a question is an object with 'op'")
    default: throw PageRequest.Fault("nothing is known of '\(TerminalText.line(request.operation))'")
    }
  }

  private static func write(_ error: any Error, to json: inout JSONWriter) {
    switch error {
    case let fault as PageRequest.Fault:
      json.member("message", fault.message)
      json.member("hint", fault.hint)
      json.member("span", fault.place)
    case let input as BadInput:
      json.member("message", input.diagnostics.first?.message ?? "it cannot be done")
      json.member("hint", input.diagnostics.first?.hint)
      json.array("diagnostics", input.diagnostics) { diagnostic, json in
        json.object { PageDiagnostic.write(diagnostic, to: &$0) }
      }
    default: json.member("message", "\(error)")
    }
  }
}
