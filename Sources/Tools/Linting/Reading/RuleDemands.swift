import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import RulesetSyntax
import Rulesets

/// What a rule wants of an event, condition by condition, so that two rules can be compared.
struct RuleDemands: Sendable {
  /// A condition.
  enum Demand {
    /// One that only follows from itself.
    case plain
    /// A text, what it must match, and whether it must not.
    case text(Subject, PatternText, LiteralDemand, isNegated: Bool)
    /// A text that is compared as a whole.
    case equals(Subject, ByteString)
    /// The source's or the destination's address.
    case address(isSource: Bool, Set<ByteString>, isNegated: Bool)
    /// The least length of the log.
    case size(Int)
    /// The time of day.
    case time(TimeWindow)
    /// The day of the week.
    case weekday(WeekdaySet)
  }

  /// What a condition looks at. `match` and `regex` look at the same text.
  enum Subject: Hashable {
    case log
    case text(TextSubject)
    case field(ByteString)

    /// What an element looks at.
    init(_ text: TextSubject) { self = text == .match || text == .regex ? .log : .text(text) }
  }

  /// A condition as something that is equal where the condition is.
  enum Word: Hashable {
    case category(EventCategory)
    case decoder(ByteString)
    case pattern(Subject, Dialect, ByteString, isNegated: Bool)
    case equals(Subject, ByteString, isNegated: Bool)
    case address(isSource: Bool, [ByteString], isNegated: Bool)
    case compiled(CompiledRule)
    case size(Int)
    case time(TimeWindow)
    case weekday(WeekdaySet)
    case list(Int, ListCondition.Subject, ListCondition.Lookup, ByteString?)
    case difference(Int)
    case firstTime
  }

  private(set) var all: [(word: Word, demand: Demand)] = []
  /// The words of all conditions.
  private(set) var words: Set<Word> = []
  /// Whether matching has nothing to it but these conditions: no history, no memory, no lists that may change.
  let isPure: Bool

  /// What a rule wants.
  /// - Parameter demand: says what a pattern demands.
  init(_ rule: RuleDefinition, demand: (Pattern) -> LiteralDemand) {
    isPure =
      !rule.searchesHistory && rule.history == nil && !rule.checksDifference && !rule.ifFirstTimeSeen
      && rule.listConditions.isEmpty
    // A root is tried only for events of its category.
    if rule.id < 10 { add(.category(rule.category)) }
    if let decoder = rule.decodedAs { add(.decoder(decoder)) }
    for condition in rule.textConditions { add(condition, demand) }
    for field in rule.fieldConditions { add(.field(field.name.lowercased), field.pattern, field.isNegated, demand) }
    add(rule.sourceIP, isSource: true)
    add(rule.destinationIP, isSource: false)
    if let compiled = rule.compiledRule { add(.compiled(compiled)) }
    if rule.minimumSize > 0 { add(.size(rule.minimumSize), .size(rule.minimumSize)) }
    if let time = rule.time { add(.time(time), .time(time)) }
    if let weekdays = rule.weekdays { add(.weekday(weekdays), .weekday(weekdays)) }
    for list in rule.listConditions {
      add(.list(list.list, list.subject, list.lookup, list.checkValue?.pattern.source))
    }
    if rule.checksDifference { add(.difference(rule.id)) }
    if rule.ifFirstTimeSeen { add(.firstTime) }
  }

  private mutating func add(_ condition: TextCondition, _ demand: (Pattern) -> LiteralDemand) {
    let subject = Subject(condition.subject)
    switch condition.test {
    case .pattern(let text): add(subject, text, condition.isNegated, demand)
    case .equals(let text):
      add(.equals(subject, text, isNegated: condition.isNegated), condition.isNegated ? .plain : .equals(subject, text))
    }
  }

  private mutating func add(
    _ subject: Subject, _ text: PatternText, _ isNegated: Bool, _ demand: (Pattern) -> LiteralDemand
  ) {
    add(
      .pattern(subject, text.pattern.dialect, text.pattern.source, isNegated: isNegated),
      .text(subject, text, demand(text.pattern), isNegated: isNegated))
  }

  private mutating func add(_ address: AddressCondition?, isSource: Bool) {
    guard let address else { return }
    let texts = address.networks.map(\.text)
    add(
      .address(isSource: isSource, texts, isNegated: address.isNegated),
      .address(isSource: isSource, Set(texts), isNegated: address.isNegated))
  }

  private mutating func add(_ word: Word, _ demand: Demand = .plain) {
    all.append((word, demand))
    words.insert(word)
  }

  /// The same with a part of a pattern in its place.
  func narrowed(_ subject: Subject, _ whole: PatternText, to part: PatternText, _ demand: LiteralDemand) -> RuleDemands
  {
    let (pattern, other) = (whole.pattern, part.pattern)
    let old = Word.pattern(subject, pattern.dialect, pattern.source, isNegated: false)
    let new = Word.pattern(subject, other.dialect, other.source, isNegated: false)
    var narrowed = self
    narrowed.all = all.map { $0.word == old ? (new, .text(subject, part, demand, isNegated: false)) : $0 }
    narrowed.words.remove(old)
    narrowed.words.insert(new)
    return narrowed
  }

  // MARK: What follows from what

  /// Whether an event that satisfies the other rule's conditions satisfies these for certain.
  func follow(from other: RuleDemands, scratch: MatchScratch) -> Bool {
    all.allSatisfy { word, demand in
      if other.words.contains(word) || Self.holdsAlways(demand) { return true }
      if case .plain = demand { return false }
      return other.all.contains { Self.follows(demand, from: $0.demand, scratch) }
    }
  }

  /// What is left of it for events that satisfy the conditions of other rules, those above it.
  func below(_ others: [RuleDemands], scratch: MatchScratch) -> RuleDemands {
    var rest = self
    rest.all = all.filter { word, demand in
      if Self.holdsAlways(demand) { return false }
      return !others.contains { other in
        if other.words.contains(word) { return true }
        if case .plain = demand { return false }
        return other.all.contains { Self.follows(demand, from: $0.demand, scratch) }
      }
    }
    rest.words = Set(rest.all.map(\.word))
    return rest
  }

  /// Whether a condition holds for every event: the log is always there, and some patterns match every text.
  private static func holdsAlways(_ demand: Demand) -> Bool {
    guard case .text(.log, let text, let literals, isNegated: false) = demand, !literals.isNegated else { return false }
    return literals.matchesEverything || text.pattern.dialect == .pcre2 && everything.contains(text.pattern.source)
  }

  /// Patterns of pcre2 that match every text.
  private static let everything: Set<ByteString> = Set(
    ["", "^", "(?i)", "(?i)^", "(?s)", "(?s)^"].flatMap { (start: String) -> [ByteString] in
      repeats.map { (repeated: String) -> ByteString in ByteString(start + repeated) }
    })
  private static let repeats = [".*", ".*?", "(.*)", "(?:.*)", "\\s*", "\\S*", "\\w*", "\\d*", "[\\s\\S]*"]

  /// Patterns that match every text with a byte that is no line end.
  private static let anyByte: [Dialect: Set<ByteString>] = [
    .osregex: ["\\.", "\\.+", "^\\.", "^\\.+", "(\\.+)"], .pcre2: [".", ".+", "(.+)", "(?i).", "(?i).+"],
  ]

  /// Whether every text that matches has a byte that is no line end, and so is matched by `.`.
  private static func hasByte(_ demand: LiteralDemand) -> Bool {
    !demand.alternatives.isEmpty
      && demand.alternatives.allSatisfy { $0.literals.contains { $0.bytes.contains { $0 != 0x0A && $0 != 0x0D } } }
  }

  /// The patterns that hold because another pattern of the other rule does, with that one.
  func implied(by other: RuleDemands, scratch: MatchScratch) -> [(wanted: ByteString, given: ByteString)] {
    all.compactMap { word, demand in
      guard !other.words.contains(word), case .text(_, let wanted, _, _) = demand else { return nil }
      for (_, given) in other.all where Self.follows(demand, from: given, scratch) {
        switch given {
        case .text(_, let text, _, _): return (wanted.pattern.source, text.pattern.source)
        case .equals(_, let text): return (wanted.pattern.source, text)
        default: continue
        }
      }
      return nil
    }
  }

  private static func follows(_ wanted: Demand, from given: Demand, _ scratch: MatchScratch) -> Bool {
    switch (wanted, given) {
    case (.text(let subject, let wantedText, let wanted, let wantsNot), .text(let other, _, let given, let givesNot)):
      guard subject == other else { return false }
      let (wantsNot, givesNot) = (wantsNot != wanted.isNegated, givesNot != given.isNegated)
      // An absent text fails either way, so that any condition on the text says that it is there.
      if !wantsNot, wanted.matchesEverything { return true }
      guard wantsNot == givesNot else { return false }
      let source = wantedText.pattern.source
      if !wantsNot, anyByte[wantedText.pattern.dialect]?.contains(source) ?? false { return hasByte(given) }
      return wantsNot ? given.plain.follows(from: wanted.plain) : wanted.plain.follows(from: given.plain)
    case (.text(let subject, let pattern, _, let isNegated), .equals(let other, let text)):
      return subject == other && text.withView { pattern.pattern.matches($0, scratch: scratch) } != isNegated
    case (.address(let side, let wanted, let wantsNot), .address(let other, let given, let givesNot)):
      guard side == other, wantsNot == givesNot else { return false }
      return wantsNot ? wanted.isSubset(of: given) : given.isSubset(of: wanted)
    case (.size(let wanted), .size(let given)): return wanted <= given
    case (.weekday(let wanted), .weekday(let given)):
      return (0...6).allSatisfy { !given.contains(weekday: $0) || wanted.contains(weekday: $0) }
    case (.time(let wanted), .time(let given)):
      return (0..<24).allSatisfy { hour in
        (0..<60).allSatisfy { !given.contains(hour: hour, minute: $0) || wanted.contains(hour: hour, minute: $0) }
      }
    default: return false
    }
  }
}
