import Analysis
import Bytes
import Memory
import PatternReasoning
import Patterns
import Rulesets

/// Runs events and keeps what each case reached. One per worker; not shared between threads.
public final class CoverageRecorder {
  /// What is known about the pattern of a test.
  private enum PatternKind: UInt8, BitwiseCopyable {
    case unknown
    /// Nothing to tell apart.
    case single
    case several
    /// It has alternatives and is negated: one that matches is seen in an event that the condition does not hold for.
    case severalNegated
  }

  /// What belongs to one layout.
  private final class State {
    let layout: CoverageLayout
    /// Per slot: the last case that reached it.
    @exclusivity(unchecked) var stamps: PlainBuffer<Int32>
    /// Per slot: what is known about its pattern.
    @exclusivity(unchecked) var kinds: PlainBuffer<PatternKind>
    @exclusivity(unchecked) var alternatives: [Int32: PatternAlternatives] = [:]
    /// Per alternative: the last case that reached it.
    @exclusivity(unchecked) var alternativeStamps: [Int64: Int32] = [:]

    init(_ layout: CoverageLayout) {
      self.layout = layout
      stamps = PlainBuffer(repeating: 0, count: layout.count)
      kinds = PlainBuffer(repeating: .unknown, count: layout.count)
    }
  }

  private var states: [ObjectIdentifier: State] = [:]
  @exclusivity(unchecked) private var evaluation = Evaluation()
  private let scratch = MatchScratch()
  @exclusivity(unchecked) private var number: Int32 = 0
  private var current: State?
  @exclusivity(unchecked) private var slots: [Int32] = []
  @exclusivity(unchecked) private var alternatives: [(slot: Int32, index: Int32)] = []

  /// A recorder that has seen nothing.
  public init() {}

  /// A case begins.
  public func begin(_ layout: CoverageLayout) {
    let id = ObjectIdentifier(layout)
    let state = states[id] ?? State(layout)
    states[id] = state
    current = state
    number += 1
    slots.removeAll(keepingCapacity: true)
    alternatives.removeAll(keepingCapacity: true)
  }

  /// The case ends: what its events reached; nil when none has begun.
  public func finish() -> CaseFootprint? {
    guard let layout = current?.layout else { return nil }
    current = nil
    // Copies of the right size: the recorder keeps its room.
    return CaseFootprint(layout: layout, slots: Array(slots[...]), alternatives: Array(alternatives[...]))
  }

  /// Analyses an event of the case under way.
  public func analyze(_ event: Event, in session: Session) -> Outcome {
    guard let state = current else { return session.analyze(event) }
    let outcome = session.analyze(event, recording: &evaluation)
    for passage in evaluation.passages { note(passage, state, session) }
    for attempt in evaluation.attempts { note(attempt, state, session) }
    if let rule = evaluation.result {
      let place = state.layout.rules[rule]
      reach(place.first + place.conditions + 1, state)
    }
    if let decoder = outcome.decoder.definition {
      reach(state.layout.firstOfDecoder[decoder] + Int32(CoverageLayout.namedSlot), state)
    }
    return outcome
  }

  @inline(__always)
  private func reach(_ slot: Int32, _ state: State) {
    guard state.stamps[Int(slot)] != number else { return }
    state.stamps[Int(slot)] = number
    slots.append(slot)
  }

  // MARK: Rules

  @inline(__always)
  private func note(_ attempt: Evaluation.Attempt, _ state: State, _ session: Session) {
    let place = state.layout.rules[Int(attempt.rule)]
    let slot = place.first + (attempt.failing >= 0 ? attempt.failing : place.conditions)
    reach(slot, state)
    // Most rules fail on their first condition, and most conditions are not negated: nothing to look at.
    if attempt.failing == 0, state.kinds[Int(slot)] == .single || state.kinds[Int(slot)] == .several { return }
    look(at: attempt, place, state, session)
  }

  /// Finds out which alternatives decided about the conditions that were tested.
  private func look(
    at attempt: Evaluation.Attempt, _ place: (first: Int32, conditions: Int32), _ state: State, _ session: Session
  ) {
    let holding = attempt.failing >= 0 ? attempt.failing : place.conditions
    for condition in 0..<holding {
      let slot = place.first + condition
      guard kind(of: slot, rule: attempt.rule, condition: condition, state) == .several else { continue }
      look(at: slot, rule: attempt.rule, condition: condition, state, session)
    }
    guard attempt.failing >= 0 else { return }
    let slot = place.first + attempt.failing
    guard kind(of: slot, rule: attempt.rule, condition: attempt.failing, state) == .severalNegated else { return }
    look(at: slot, rule: attempt.rule, condition: attempt.failing, state, session)
  }

  private func kind(of slot: Int32, rule: Int32, condition: Int32, _ state: State) -> PatternKind {
    let known = state.kinds[Int(slot)]
    return known == .unknown ? findKind(of: slot, rule: rule, condition: condition, state) : known
  }

  private func findKind(of slot: Int32, rule: Int32, condition: Int32, _ state: State) -> PatternKind {
    let outline = state.layout.ruleset.condition(Int(condition), ofRule: Int(rule))
    var kind = PatternKind.single
    if let pattern = outline.pattern?.pattern, PatternAlternatives.ranges(in: pattern).count > 1 {
      let isNegated = pattern.dialect == .osmatch && pattern.source.bytes.first == UInt8(ascii: "!")
      kind = isNegated != outline.isNegated ? .severalNegated : .several
    }
    state.kinds[Int(slot)] = kind
    return kind
  }

  private func look(at slot: Int32, rule: Int32, condition: Int32, _ state: State, _ session: Session) {
    let alternatives: PatternAlternatives
    if let known = state.alternatives[slot] {
      alternatives = known
    } else {
      // Compiled once one of them is known to have matched: most conditions never hold.
      let outline = state.layout.ruleset.condition(Int(condition), ofRule: Int(rule))
      guard let compiled = outline.pattern.flatMap({ PatternAlternatives($0.pattern) }) else {
        state.kinds[Int(slot)] = .single
        return
      }
      alternatives = compiled
      state.alternatives[slot] = compiled
    }
    let found = session.withSubject(ofCondition: Int(condition), rule: Int(rule)) {
      alternatives.matching($0, scratch: scratch)
    }
    if let found, let index = found { reach(alternative: index, of: slot, state) }
  }

  private func reach(alternative index: Int, of slot: Int32, _ state: State) {
    let key = Int64(slot) << 32 | Int64(index)
    guard state.alternativeStamps[key] != number else { return }
    state.alternativeStamps[key] = number
    alternatives.append((slot, Int32(index)))
  }

  // MARK: Decoders

  private func note(_ passage: Evaluation.Passage, _ state: State, _ session: Session) {
    // Decoders that no file defines have no number.
    guard passage.decoder >= 0 else { return }
    let first = state.layout.firstOfDecoder[Int(passage.decoder)]
    reach(first + Int32(passage.moment.rawValue), state)
    switch passage.moment {
    case .programNameFailed: return
    case .prematchFailed: lookAtProgramName(passage, first, state, session)
    case .taken:
      lookAtProgramName(passage, first, state, session)
      look(at: .prematch, passage, first, state, session)
    case .bodyFailed: return
    case .bodyMatched: look(at: .regex, passage, first, state, session)
    }
  }

  private func lookAtProgramName(
    _ passage: Evaluation.Passage, _ first: Int32, _ state: State, _ session: Session
  ) {
    let slot = first + DecoderTest.programName.slot
    guard let alternatives = alternatives(.programName, of: passage.decoder, slot, state) else { return }
    let found = session.withProgramName { alternatives.matching($0, scratch: scratch) }
    if let found, let index = found { reach(alternative: index, of: slot, state) }
  }

  private func look(
    at test: DecoderTest, _ passage: Evaluation.Passage, _ first: Int32, _ state: State, _ session: Session
  ) {
    let slot = first + test.slot
    guard let alternatives = alternatives(test, of: passage.decoder, slot, state) else { return }
    let found = session.withLog(passage.subject) { alternatives.matching($0, scratch: scratch) }
    if let index = found { reach(alternative: index, of: slot, state) }
  }

  private func alternatives(
    _ test: DecoderTest, of decoder: Int32, _ slot: Int32, _ state: State
  ) -> PatternAlternatives? {
    if state.kinds[Int(slot)] == .unknown {
      let definition = state.layout.ruleset.loaded.decoders.definitions[Int(decoder)]
      let alternatives = test.pattern(of: definition).flatMap {
        PatternAlternatives($0.pattern, capturing: test == .regex)
      }
      state.alternatives[slot] = alternatives
      state.kinds[Int(slot)] = alternatives == nil ? .single : .several
    }
    return state.kinds[Int(slot)] == .single ? nil : state.alternatives[slot]
  }
}

/// The tests of a decoder.
enum DecoderTest: CaseIterable {
  case programName, prematch, regex

  /// The slot, counted from the decoder's first, under which its alternatives are kept.
  var slot: Int32 {
    switch self {
    case .programName: Int32(DecoderMoment.programNameFailed.rawValue)
    case .prematch: Int32(DecoderMoment.prematchFailed.rawValue)
    case .regex: Int32(DecoderMoment.bodyFailed.rawValue)
    }
  }

  func pattern(of decoder: DecoderDefinition) -> PatternText? {
    switch self {
    case .programName: decoder.programName
    case .prematch: decoder.prematch
    case .regex: decoder.regex
    }
  }
}
