import Bytes
import Patterns
import Rulesets

/// Which rules are tried before which, and which of them always win (spec/rules.md §8.3, §9.2).
struct SiblingOrder {
  private let forest: RuleForest
  /// Per rule: its conditions as words that are equal when the conditions are; nil for a rule whose match cannot be
  /// told from them alone (history, time, lists, first-time keys …).
  private let conditions: [Set<String>]
  /// Per rule: whether matching has nothing else to it than ``conditions``.
  private let isPure: [Bool]

  init(_ ruleset: LintedRuleset) {
    forest = ruleset.loaded.rules
    conditions = forest.rules.map(Self.words)
    isPure = forest.rules.map { rule in
      !rule.searchesHistory && rule.history == nil && !rule.checksDifference && !rule.ifFirstTimeSeen
        && rule.listConditions.isEmpty
    }
  }

  /// Rules that an earlier sibling shadows below every one of their parents, with one such sibling.
  func shadowed() -> [(rule: Int, winner: Int)] {
    var places = [Int](repeating: 0, count: forest.rules.count)
    var shadows: [Int: [Int]] = [:]
    for node in forest.nodes { places[node.rule] += 1 }
    for children in [forest.roots] + forest.nodes.map(\.children) where children.count > 1 {
      for (rule, winner) in shadowed(among: children) { shadows[rule, default: []].append(winner) }
    }
    return shadows.compactMap { rule, winners in
      winners.count == places[rule] ? (rule, winners[0]) : nil
    }.sorted { $0.rule < $1.rule }
  }

  private func shadowed(among nodes: [Int]) -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    var counts: [String: Int] = [:]
    for node in nodes { for word in conditions[forest.nodes[node].rule] { counts[word, default: 0] += 1 } }
    // Earlier siblings by the rarest of their conditions: a rule need only look where its own conditions are, and what
    // all siblings have in common leads to none of them.
    var byCondition: [String: [Int]] = [:]
    var unconditional: Int?
    for node in nodes {
      let rule = forest.nodes[node].rule
      let own = conditions[rule]
      var winner = unconditional
      if winner == nil {
        winner = own.lazy.compactMap { byCondition[$0] }.joined().first {
          $0 != rule && conditions[$0].isSubset(of: own)
        }
      }
      if let winner, winner != rule { found.append((rule, winner)) }
      guard isPure[rule], !forest.rules[rule].isSilent else { continue }
      if let key = own.min(by: { (counts[$0] ?? 0, $0) < (counts[$1] ?? 0, $1) }) {
        byCondition[key, default: []].append(rule)
      } else {
        unconditional = unconditional ?? rule
      }
    }
    return found
  }

  private static func words(_ rule: RuleDefinition) -> Set<String> {
    var words: Set<String> = []
    // A root is tried only for events of its category.
    if rule.id < 10 { words.insert("category \(rule.category)") }
    if let decoder = rule.decodedAs { words.insert("decoded_as \(decoder)") }
    for condition in rule.textConditions {
      switch condition.test {
      case .pattern(let text):
        words.insert("\(condition.subject) \(text.pattern.dialect) \(condition.isNegated) \(text.pattern.source.bytes)")
      case .equals(let text): words.insert("\(condition.subject) equals \(condition.isNegated) \(text.bytes)")
      }
    }
    for field in rule.fieldConditions {
      let name = field.name.lowercased
      words.insert(
        "field \(name) \(field.pattern.pattern.dialect) \(field.isNegated) \(field.pattern.pattern.source.bytes)")
    }
    for (name, address) in [("srcip", rule.sourceIP), ("dstip", rule.destinationIP)] {
      guard let address else { continue }
      words.insert("\(name) \(address.isNegated) \(address.networks.map(\.text.description).sorted())")
    }
    if let compiled = rule.compiledRule { words.insert("compiled \(compiled)") }
    if rule.minimumSize > 0 { words.insert("size \(rule.minimumSize)") }
    if let time = rule.time { words.insert("time \(time)") }
    if let weekdays = rule.weekdays { words.insert("weekday \(weekdays)") }
    for list in rule.listConditions {
      words.insert(
        "list \(list.list) \(list.subject) \(list.lookup) \(list.checkValue.map { $0.pattern.source.bytes } ?? [])")
    }
    if rule.checksDifference { words.insert("check_diff \(rule.id)") }
    if rule.ifFirstTimeSeen { words.insert("if_fts") }
    return words
  }
}
