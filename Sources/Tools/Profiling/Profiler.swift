import Analysis
import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// Finds out what decoders and rules cost on given events.
///
/// ```swift
/// let profiler = Profiler(ruleset, clock: nanosecondsSinceSomeMoment)
/// let profile = profiler.run(events)
/// for rule in profile.rules.sorted(by: .time).prefix(10) { print(rule.rule, rule.cost.nanoseconds) }
/// ```
///
/// The library reads no clock: whoever asks brings one.
public struct Profiler {
  private let ruleset: CompiledRuleset
  private let clock: () -> Int
  private let overhead: Int

  /// A profiler.
  /// - Parameters:
  ///   - ruleset: what is measured.
  ///   - clock: nanoseconds since some fixed moment.
  ///   - overhead: nanoseconds that reading the clock takes; they are taken off everything that is measured. See
  ///     ``overhead(of:)``.
  public init(_ ruleset: CompiledRuleset, clock: @escaping () -> Int, overhead: Int = 0) {
    self.ruleset = ruleset
    self.clock = clock
    self.overhead = overhead
  }

  /// What reading a clock takes, in nanoseconds: the least of some tries.
  public static func overhead(of clock: () -> Int) -> Int {
    var least = Int.max
    for _ in 0..<32 {
      let start = clock()
      for _ in 0..<64 { _ = clock() }
      least = min(least, (clock() - start) / 65)
    }
    return max(0, least)
  }

  /// Runs events in equal sessions side by side.
  /// - Parameters:
  ///   - events: the events, in order.
  ///   - runs: in how many sessions, 1 or more. Each step counts with the least time that it took in any of them; a single
  ///     run also has the time in it that patterns take to be compiled at their first match.
  public func run(_ events: [Event], runs: Int = 3) -> Profile {
    var observer = ProfileObserver(ruleset, clock: clock, overhead: overhead)
    var recorder = LapRecorder(clock: clock, overhead: overhead)
    let session = Session(ruleset)
    let others = (1..<max(1, runs)).map { _ in Session(ruleset) }
    var unanswered: [Diagnostic] = []
    for event in events {
      recorder.laps.forget()
      for session in others {
        recorder.begin()
        _ = session.analyze(event, observer: &recorder)
        recorder.end()
      }
      recorder.laps.rewind()
      observer.begin(recorder.laps)
      let outcome = session.analyze(event, observer: &observer)
      observer.end()
      if let reason = outcome.unanswered { unanswered.append(reason) }
    }
    var profile = observer.profile(ruleset)
    profile.events = events.count
    profile.unanswered = unanswered
    profile.unwatched = unwatched(events, runs: runs)
    return profile
  }

  /// What the events take as the engine usually runs; nil for messages that decoders in code take, which run otherwise.
  private func unwatched(_ events: [Event], runs: Int) -> Int? {
    guard events.allSatisfy(\.isPlainLog) else { return nil }
    var least = Int.max
    for _ in 0..<max(1, runs) {
      let session = Session(ruleset)
      let start = clock()
      for event in events {
        event.log.withView { log in
          event.location.withView { location in _ = session.process(log, location: location, time: event.time) }
        }
      }
      least = min(least, clock() - start)
    }
    return least
  }
}

extension ProfileObserver {
  /// What was measured, in terms of the ruleset.
  fileprivate func profile(_ ruleset: CompiledRuleset) -> Profile {
    var profile = Profile()
    profile.phases = phases
    for index in decoders.indices where decoders[index].tries > 0 {
      profile.decoders.append(Profile.DecoderCost(decoder: index, cost: decoders[index], body: bodies[index]))
    }
    var rules = Array(repeating: Cost(), count: ruleset.loaded.rules.rules.count)
    for (node, cost) in nodes.enumerated() { rules[ruleset.loaded.rules.nodes[node].rule] += cost }
    for (index, cost) in rules.enumerated() where cost.tries > 0 {
      profile.rules.append(Profile.RuleCost(rule: index, cost: cost, results: results[index]))
    }
    profile.patterns = decoderPatterns(ruleset) + rulePatterns(ruleset)
    profile.stacks = stacks(ruleset)
    return profile
  }

  private func decoderPatterns(_ ruleset: CompiledRuleset) -> [Profile.PatternCost] {
    let elements = Profile.DecoderElement.allCases
    return decoderPatterns.enumerated().compactMap { index, cost in
      let (decoder, element) = (index / elements.count, elements[index % elements.count])
      let definition = ruleset.loaded.decoders.definitions[decoder]
      let text =
        switch element {
        case .programName: definition.programName
        case .prematch: definition.prematch
        case .regex: definition.regex
        }
      guard cost.tries > 0, let text else { return nil }
      return Profile.PatternCost(
        place: .decoder(decoder, element: element), element: element.rawValue, text: text, cost: cost)
    }
  }

  private func rulePatterns(_ ruleset: CompiledRuleset) -> [Profile.PatternCost] {
    var patterns: [Profile.PatternCost] = []
    for rule in ruleset.loaded.rules.rules.indices {
      let first = firstCondition[rule]
      guard first < firstCondition[rule + 1], conditions[first].tries > 0 else { continue }
      for (index, condition) in ruleset.conditions(ofRule: rule).enumerated() {
        guard let text = condition.pattern, conditions[first + index].tries > 0 else { continue }
        patterns.append(
          Profile.PatternCost(
            place: .rule(rule, condition: index),
            element: condition.field.map { "\(condition.element) \($0)" } ?? condition.element,
            text: text, cost: conditions[first + index]))
      }
    }
    return patterns
  }

  // MARK: Stacks

  private func stacks(_ ruleset: CompiledRuleset) -> [Profile.Stack] {
    var stacks = [Profile.Stack(frames: ["header"], nanoseconds: phases.header)]
    let names = ruleset.loaded.decoders.definitions.map(\.name.description)
    for (path, time) in decoderPaths.sorted(by: { ($0.key.root, $0.key.child) < ($1.key.root, $1.key.child) }) {
      guard names.indices.contains(path.root) else { continue }
      let frames = ["decoders", names[path.root]] + (path.child < 0 ? [] : [names[path.child]])
      stacks.append(Profile.Stack(frames: frames, nanoseconds: time))
    }
    stacks += ruleStacks(ruleset.loaded.rules)
    stacks.append(Profile.Stack(frames: ["document"], nanoseconds: phases.document))
    return stacks
  }

  /// Deeper places share one stack, so that a chain of thousands of rules does not make millions of names.
  private static let deepestStack = 100

  private func ruleStacks(_ forest: RuleForest) -> [Profile.Stack] {
    var parents = Array(repeating: -1, count: forest.nodes.count)
    var depths = Array(repeating: 0, count: forest.nodes.count)
    var open = forest.roots
    while let node = open.popLast() {
      for child in forest.nodes[node].children {
        parents[child] = node
        depths[child] = depths[node] + 1
        open.append(child)
      }
    }
    return nodes.enumerated().compactMap { index, cost in
      guard cost.tries > 0 else { return nil }
      var path: [String] = []
      var at = depths[index] > Self.deepestStack ? -1 : index
      while at >= 0 {
        path.append(label(forest.rules[forest.nodes[at].rule]))
        at = parents[at]
      }
      let frames = path.isEmpty ? ["(deeper)"] : path.reversed()
      return Profile.Stack(frames: ["rules"] + frames, nanoseconds: cost.nanoseconds)
    }
  }

  private func label(_ rule: RuleDefinition) -> String {
    let description = rule.description.description
    return "\(rule.id) \(description.count > 50 ? "\(description.prefix(49))…" : description)"
  }
}
