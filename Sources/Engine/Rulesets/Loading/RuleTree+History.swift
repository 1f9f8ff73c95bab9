import Bytes
import Diagnostics
import PatternSyntax
import Patterns

/// Which events a rule counts, and the marks on the rules whose events are counted (docs/reference/rules.md §8.5,
/// §10.1; docs/reference/rules.md §5.7).
extension RuleTree {
  /// Connects a rule that has just been attached with the history that it counts.
  mutating func connectHistory(_ rule: Int, _ reading: borrowing RuleReading, isCutShort: Bool) throws(LoadStop) {
    let checksDifference = definitions[rule].checksDifference
    if let sid = Self.matchedRule(of: reading) {
      let named = self.rule(Self.number(sid.text.bytes[...]))
      var list: Int?
      if let named {
        list = sidHistory[named] ?? newList()
        sidHistory[named] = list
      }
      definitions[rule].history = .rule(list: list)
    } else if let group = reading.ifMatchedGroup {
      let list = newList()
      definitions[rule].history = .group(list: list)
      // Behind a newline in `if_sid` the groups' marks are left out.
      if !isCutShort { try mark(group, list) }
    } else if reading.ifMatchedRegex != nil || reading.ifMatchedSid != nil, !checksDifference {
      definitions[rule].history = .memory(try memoryPattern(reading))
    }
    definitions[rule].searchesHistory = definitions[rule].history != nil && !checksDifference
  }

  private mutating func newList() -> Int {
    historyListCount += 1
    return historyListCount - 1
  }

  /// Registers a list with every rule whose group string matches, once for each of its places: its events count as
  /// many times.
  private mutating func mark(_ group: RuleReading.Text, _ list: Int) throws(LoadStop) {
    for rule in try rules(withGroup: group, .osmatch).lazy.map(Int.init) {
      groupHistories[rule].append(contentsOf: repeatElement(list, count: nodesOfRule[rule].count))
    }
  }

  private func memoryPattern(_ reading: borrowing RuleReading) throws(LoadStop) -> PatternText? {
    guard let regex = reading.ifMatchedRegex else { return nil }
    do throws(PatternError) {
      return PatternText(try Pattern(regex.text, dialect: .osregex), at: regex.location)
    } catch {
      report.say(
        .error, "1450", "Syntax error on regex: '\(regex.text)': \(error.code).", at: regex.location,
        hint: error.advice)
      throw LoadStop()
    }
  }

  // MARK: Overwriting, §8.4

  /// Replaces all of a rule but its places, its parents, its history and its marks.
  mutating func overwrite(_ rule: Int, with reading: inout RuleReading) {
    warnAboutRelations(of: rule, reading)
    let original = definitions[rule]
    var definition = reading.takeDefinition()
    definition.relations.ifSid = original.relations.ifSid
    definition.relations.ifLevel = original.relations.ifLevel
    definition.relations.ifGroup = original.relations.ifGroup
    definition.relations.ifMatchedSid = original.relations.ifMatchedSid
    definition.relations.ifMatchedGroup = original.relations.ifMatchedGroup
    definition.history = original.history
    if case .memory = original.history, let regex = try? memoryPattern(reading) {
      definition.history = .memory(regex)
    } else if case .memory = original.history {
      definition.history = .memory(nil)
    }
    definition.searchesHistory =
      definition.history != nil && reading.hasMatchedCondition && !definition.checksDifference
    overwritten[rule, default: []].append(elements[rule])
    definitions[rule] = definition
    elements[rule] = reading.element
    let group = groupNumber(definition.groups)
    if group != groupOfRule[rule] { regroupings += 1 }
    groupOfRule[rule] = group
    let key = Self.key(definition)
    guard key != keys[rule] else { return }
    keys[rule] = key
    for node in nodesOfRule[rule] {
      let parent = nodes[Int(node)].parent
      let list = Int(parent < 0 ? Self.rootList : nodes[Int(parent)].children)
      lists[list].isSorted = false
      lists[list].isStale = true
    }
  }

  private func warnAboutRelations(of rule: Int, _ reading: borrowing RuleReading) {
    let original = implicitTexts(definitions[rule].relations)
    if let ifSid = reading.ifSid, reading.ifMatchedSid == nil, ifSid.text != original.ifSid {
      warn("if_sid", ifSid, rule, reading)
    }
    if let ifGroup = reading.ifGroup, reading.ifMatchedGroup == nil,
      quirks.has(.overwriteLeftovers) || ifGroup.text != original.ifGroup
    {
      warn("if_group", ifGroup, rule, reading)
    }
    if let ifLevel = reading.ifLevel, ifLevel.text != original.ifLevel { warn("if_level", ifLevel, rule, reading) }
    if let group = reading.ifMatchedGroup, group.text != original.ifMatchedGroup {
      warn("if_matched_group", group, rule, reading)
    }
    if let sid = Self.matchedRule(of: reading),
      Self.number(sid.text.bytes[...]) != original.ifMatchedSid.map({ Self.number($0.bytes[...]) }) ?? 0
    {
      warn("if_matched_sid", sid, rule, reading)
    }
  }

  /// The parents of a rule, those included that its history stands for.
  private func implicitTexts(_ relations: RuleRelations) -> RuleRelations {
    var relations = relations
    if relations.ifSid == nil, relations.ifGroup == nil, relations.ifMatchedGroup == nil,
      let sid = relations.ifMatchedSid, Self.number(sid.bytes[...]) != 0
    {
      relations.ifSid = sid
    }
    return relations
  }

  private func warn(_ option: String, _ text: RuleReading.Text, _ rule: Int, _ reading: borrowing RuleReading) {
    report.say(
      .warning, "7605",
      "It is not possible to overwrite '\(option)' value in rule '\(reading.id)'. The original value is retained.",
      at: text.location, hint: "An overwriting rule keeps its place in the tree; leave \(option) out.",
      notes: [Diagnostic.Note("The rule that is overwritten.", at: definitions[rule].location)])
  }
}
