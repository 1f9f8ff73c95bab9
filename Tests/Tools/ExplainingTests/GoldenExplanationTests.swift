import Analysis
import Bytes
import Explaining
import Foundation
import JSONText
import Patterns
import RulesetSyntax
import Rulesets
import Testing

/// Explanations of thousands of recorded events must agree with what the engine does.
@Suite("Explanations never contradict the engine", .enabled(if: Golden.isThere))
struct GoldenExplanationTests {
  @Test("Fired rules, their parents and their siblings")
  func pathsAndSiblings() throws {
    let ruleset = try #require(Golden.stock)
    let explainer = Explainer(ruleset)
    var count = 0
    let events = try Golden.events(Golden.count ?? 45)
    for event in events {
      let session = Session(ruleset)
      let explanation = explainer.explain(event, in: session)
      let plain = Session(ruleset).analyze(event)
      #expect(explanation.outcome.document == plain.document, "watching changed the outcome")
      #expect(explanation.rules.path.last?.id == plain.rule?.id)
      for rule in explanation.rules.path {
        let focus = explainer.why(rule: rule.index, explanation, session)
        // A rule of several places can stand below itself.
        let isLast = rule == explanation.rules.path.last
        #expect(focus.finding == (isLast ? .fired : .childFired), "rule \(rule.id): \(focus.answer)")
      }
      for level in explanation.rules.levels where level.isOnPath {
        for trial in level.trials.suffix(12) where trial.failed != nil {
          try check(trial, explainer, explanation, session)
        }
        for loser in level.losers where !explanation.rules.path.contains(loser) {
          let focus = explainer.why(rule: loser.index, explanation, session)
          #expect(focus.finding == .siblingWon || focus.finding == .failed, "rule \(loser.id): \(focus.answer)")
        }
      }
      count += 1
    }
    #expect(count > 0 && count == events.count)
  }

  private func check(
    _ trial: RulesStory.Trial, _ explainer: Explainer, _ explanation: Explanation, _ session: Session
  ) throws {
    let failed = try #require(trial.failed)
    let conditions = session.standings(ofRule: trial.rule.index)
    let place = try #require(
      conditions.firstIndex {
        $0.condition.element == failed.element && $0.condition.field == failed.field
          && $0.condition.expected == failed.expected && $0.standing != .holds
      }, "rule \(trial.rule.id) names a condition it does not have: \(failed.name)")
    #expect(conditions[..<place].allSatisfy { $0.standing != .fails }, "rule \(trial.rule.id)")
    let focus = explainer.why(rule: trial.rule.index, explanation, session)
    #expect(focus.finding != .fired && focus.finding != .silent, "rule \(trial.rule.id): \(focus.answer)")
  }

  /// The condition that is named is taken out of the rule, and the engine is asked again: now the rule matches, or fails
  /// on a condition behind it.
  @Test("Without the failing condition, evaluation gets past it")
  func removal() throws {
    let ruleset = try #require(Golden.stock)
    let explainer = Explainer(ruleset)
    var done: Set<Int> = []
    var passed = 0
    // Each of them compiles the whole ruleset anew.
    let wanted = Golden.count.map { max(8, $0 / 10) } ?? 8
    for event in try Golden.events(wanted * 3) where done.count < wanted {
      let explanation = explainer.explain(event, in: Session(ruleset))
      let trials = explanation.rules.levels.flatMap(\.trials).filter {
        $0.failed != nil && !done.contains($0.rule.index)
      }
      guard let trial = trials.last, let failed = trial.failed else { continue }
      var loaded = ruleset.loaded
      guard loaded.rules.rules[trial.rule.index].remove(failed) else { continue }
      done.insert(trial.rule.index)
      var trace = Trace()
      _ = Session(CompiledRuleset(loaded)).analyze(event, observer: &trace)
      var isMatched = false
      var next: FailedCondition?
      for step in trace.rules {
        if case .matched(trial.rule.index) = step { isMatched = true }
        if case .failed(trial.rule.index, let condition) = step { next = condition }
      }
      let isSame =
        next.map { $0.element == failed.element && $0.field == failed.field && $0.expected == failed.expected } ?? false
      #expect(isMatched || next != nil, "rule \(trial.rule.id) was not tried any more")
      #expect(!isSame, "rule \(trial.rule.id) still fails on \(failed.name)")
      if isMatched { passed += 1 }
    }
    #expect(done.count >= wanted / 2)
    #expect(passed > 0)
  }

  @Test("The decoder that is named is the one that was chosen")
  func decoders() throws {
    let ruleset = try #require(Golden.stock)
    let explainer = Explainer(ruleset)
    for event in try Golden.events(Golden.count ?? 22) {
      let explanation = explainer.explain(event, in: Session(ruleset))
      let chosen = explanation.decoding.child ?? explanation.decoding.root
      if let chosen {
        let answers = explainer.why(decoder: chosen.name, explanation)
        #expect(answers.contains { $0.tookPart }, "\(chosen.name)")
      } else {
        #expect(explanation.outcome.decoder.name == nil)
      }
      for field in explanation.outcome.fields.prefix(6) {
        let focus = explainer.why(field: field.name, explanation)
        #expect(focus.value != nil && !focus.answers.isEmpty, "\(field.name)")
      }
    }
  }
}

extension RuleDefinition {
  /// Takes a condition out; false for kinds that this cannot do.
  fileprivate mutating func remove(_ failed: ConditionStory) -> Bool {
    switch failed.element {
    case "decoded_as": decodedAs = nil
    case "field":
      guard
        let index = fieldConditions.firstIndex(where: {
          $0.name == failed.field && $0.pattern.pattern.source == failed.expected
        })
      else { return false }
      fieldConditions.remove(at: index)
    case "srcip": sourceIP = nil
    case "dstip": destinationIP = nil
    case "if_matched_sid", "if_matched_group", "if_matched_regex": searchesHistory = false
    case "list":
      guard listConditions.count == 1 else { return false }
      listConditions = []
    default:
      guard let index = textConditions.firstIndex(where: { ConditionKind(element: $0.subject.element) == failed.kind })
      else {
        return false
      }
      textConditions.remove(at: index)
    }
    return true
  }
}

/// Recorded events and the ruleset they belong to, which lie beside a checkout and not in it.
enum Golden {
  static let folder: URL? = {
    let shared = GalleryTests.root.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: shared.appendingPathComponent("golden").path) ? shared : nil
  }()

  static var isThere: Bool { folder != nil }
  /// How many of the events are explained, evenly chosen, if not a few: `make fuzz` says so.
  static var count: Int? { ProcessInfo.processInfo.environment["ASSAY_FUZZ_EXPLANATIONS"].flatMap { Int($0) } }

  static let stock: CompiledRuleset? = {
    guard let home = folder?.appendingPathComponent("wazuh-4.14.7").path else { return nil }
    var options = RulesetOptions()
    options.config = "etc/test.conf"
    options.root = "."
    options.workingDirectory = home
    return (try? RulesetLoader.load(options)).map { CompiledRuleset($0) }
  }()

  static func events(_ wanted: Int) throws -> [Event] {
    guard let file = folder?.appendingPathComponent("golden/ini.jsonl.gz") else { return [] }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gunzip", "-c", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = [UInt8](data).split(separator: 10)
    return stride(from: 0, to: lines.count, by: max(1, lines.count / max(1, wanted))).compactMap { index in
      let reader = JSONReader()
      guard ByteString(Array(lines[index])).withView({ reader.parse($0) }), let log = reader.root["event"]?.bytes else {
        return nil
      }
      return Event(log, location: reader.root["location"]?.bytes ?? "stdin")
    }
  }
}
