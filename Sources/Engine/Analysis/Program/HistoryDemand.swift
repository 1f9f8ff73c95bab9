import Bytes
import Memory
import RulesetSyntax
import Rulesets

/// What the searches of a ruleset can ask of remembered events.
///
/// PERF: most events end in rules that no search counts, and the others are compared by a field or two. What nobody can
/// ask for is not remembered: it would push all else out of the caches.
final class HistoryDemand: Sendable {
  /// What filters compare; a dynamic field by the number of its name.
  enum Subject: BitwiseCopyable {
    case field(StaticField)
    case location
    case dynamic(Int)
  }

  /// A filter of a rule.
  struct Filter: BitwiseCopyable {
    /// The number of its subject.
    let subject: Int32
    /// Equal values are wanted; else unequal ones.
    let wantsSame: Bool
    let isDynamic: Bool
  }

  /// What a rule asks, as far as it takes few bytes to say.
  struct Plan: BitwiseCopyable {
    enum Source: BitwiseCopyable {
      /// The rule has no history.
      case none
      /// The rule whose events it counts does not exist.
      case missing
      case list(Int)
      case memory
    }

    let source: Source
    /// The number of the key by which the rule searches its list; −1 for the whole list.
    let key: Int
    let level: Int
    let frequency: Int
    let timeframe: Int
    let isGlobalFrequency: Bool

    fileprivate init(_ rule: RuleDefinition, key: Int) {
      self.key = key
      level = rule.level
      frequency = rule.frequency
      timeframe = rule.timeframe
      isGlobalFrequency = rule.isGlobalFrequency
      switch rule.history {
      case nil: source = .none
      case .rule(nil): source = .missing
      case .rule(let list?), .group(let list): source = .list(list)
      case .memory: source = .memory
      }
    }
  }

  private struct Kept: BitwiseCopyable {
    var subjects = Span.none
    /// Whether any search looks at the events.
    var isSearched = false
  }

  private let plans: PlainBuffer<Plan>
  private let subjects: PlainBuffer<Subject>
  private let numbers: [HistorySubject: Int32]
  private let filters: PlainBuffer<Filter>
  private let filtersOfRule: PlainBuffer<Span>
  private let subjectsKept: PlainBuffer<Int32>
  private let keptOfRule: PlainBuffer<Kept>

  /// - Parameters:
  ///   - rules: the rules.
  ///   - keys: per rule, the number of the key by which it searches its list, or −1.
  ///   - lists: per rule, the history lists that its events go to.
  ///   - names: gets the names of the dynamic fields that filters compare.
  init(rules: [RuleDefinition], keys: [Int], lists: [[Int]], names: inout FoldedTexts) {
    var draft = Draft()
    // PERF: by index, because a closure would be given a copy of each definition; so is the draft, which most do not concern.
    plans = PlainBuffer(rules.indices.map { Plan(rules[$0], key: keys[$0]) })
    filtersOfRule = PlainBuffer(
      rules.indices.map { rules[$0].history == nil ? Span.none : draft.add(rules[$0], names: &names) })
    subjects = PlainBuffer(draft.subjects)
    numbers = draft.numbers
    filters = PlainBuffer(draft.filters)
    var kept: [Int32] = []
    keptOfRule = PlainBuffer(
      lists.map { lists in
        guard let searched = draft.subjects(searchedIn: lists) else { return Kept() }
        let start = Int32(kept.count)
        kept += searched.sorted()
        return Kept(subjects: Span(start: start, end: Int32(kept.count)), isSearched: true)
      })
    subjectsKept = PlainBuffer(kept)
  }

  private struct Draft {
    var subjects: [Subject] = []
    var numbers: [HistorySubject: Int32] = [:]
    var filters: [Filter] = []
    /// Per list that is searched: the subjects by which it is.
    var searched: [Int: Set<Int32>] = [:]
    /// The same for searches of all events; nil when there are none.
    var searchedInMemory: Set<Int32>?

    mutating func add(_ rule: RuleDefinition, names: inout FoldedTexts) -> Span {
      guard let source = rule.history else { return .none }
      let start = Int32(filters.count)
      for filter in rule.historyFilters {
        var isDynamic = false
        if case .dynamic = filter.subject { isDynamic = true }
        let number = number(of: filter.subject, names: &names)
        filters.append(Filter(subject: number, wantsSame: filter.wantsSame, isDynamic: isDynamic))
      }
      let compared = filters[Int(start)...].map(\.subject)
      switch source {
      case .rule(let list?), .group(let list): searched[list, default: []].formUnion(compared)
      case .rule(nil): break
      case .memory: searchedInMemory = (searchedInMemory ?? []).union(compared)
      }
      return Span(start: start, end: Int32(filters.count))
    }

    private mutating func number(of subject: HistorySubject, names: inout FoldedTexts) -> Int32 {
      if let known = numbers[subject] { return known }
      switch subject {
      case .field(let field): subjects.append(.field(field))
      case .location: subjects.append(.location)
      case .dynamic(let name): subjects.append(.dynamic(names.intern(name)))
      }
      let number = Int32(subjects.count - 1)
      numbers[subject] = number
      return number
    }

    /// The subjects that searches compare of events in lists; nil when no search looks at them.
    func subjects(searchedIn lists: [Int]) -> Set<Int32>? {
      let found = lists.compactMap { searched[$0] } + [searchedInMemory].compactMap { $0 }
      return found.isEmpty ? nil : found.reduce(into: []) { $0.formUnion($1) }
    }
  }

  /// A subject that a filter of the ruleset has.
  func subject(_ subject: HistorySubject) -> Subject? { numbers[subject].map { subjects[Int($0)] } }

  /// A subject by its number.
  subscript(subject: Int) -> Subject {
    @inline(__always) get { subjects[subject] }
  }

  /// What a rule asks.
  @inline(__always)
  func plan(of rule: Int) -> Plan { plans[rule] }

  /// The filters of a rule, in its order.
  @inline(__always)
  func filters(of rule: Int) -> PlainView<Filter> {
    let span = filtersOfRule[rule]
    return filters.view[Int(span.start)..<Int(span.end)]
  }

  /// The numbers of the subjects that have to be kept of an event that a rule resulted in, in rising order; nil when no
  /// search looks at the event.
  @inline(__always)
  func subjectsKept(under rule: Int) -> PlainView<Int32>? {
    let kept = keptOfRule[rule]
    guard kept.isSearched else { return nil }
    return subjectsKept.view[Int(kept.subjects.start)..<Int(kept.subjects.end)]
  }
}
