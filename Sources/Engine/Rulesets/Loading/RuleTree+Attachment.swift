import Bytes
import Diagnostics
import PatternSyntax
import Patterns
import RulesetSyntax

/// Attaching rules below their parents (docs/reference/rules.md §8.1–§8.3, docs/reference/rules.md §8.2).
extension RuleTree {
  /// Where a rule goes, as far as that is known.
  private struct Plan {
    /// Nodes below which it goes, in order.
    var parents: [Int32] = []
    /// What it inherits.
    var category: EventCategory
    /// Whether a newline at the end of `if_sid` cut the attachment short.
    var isCutShort = false
    /// The rule, where it had to be put in its first places before the others could be found.
    var rule: Int?
  }

  /// Attaches a rule.
  /// - Returns: the diagnostic that says why it is left out, or nil.
  mutating func attach(_ reading: inout RuleReading) throws(LoadStop) -> Int? {
    var plan = Plan(category: reading.definition.category)
    if reading.id > 9 {
      let implicit = implicitRelations(of: reading)
      if let ifSid = implicit.ifSid {
        if let diagnostic = try resolve(ifSid, for: &reading, &plan) { return diagnostic }
      } else if let ifLevel = reading.ifLevel {
        if let diagnostic = resolve(level: ifLevel, for: reading, &plan) { return diagnostic }
      } else if let ifGroup = implicit.ifGroup {
        if let diagnostic = try resolve(group: ifGroup, for: reading, &plan) { return diagnostic }
      } else if let diagnostic = resolveCategory(for: reading, &plan) {
        return diagnostic
      }
    } else {
      plan.parents = [-1]
    }
    let rule = try put(&reading, &plan)
    try connectHistory(rule, reading, isCutShort: plan.isCutShort)
    return nil
  }

  /// Puts a rule into the places that are known so far.
  private mutating func put(_ reading: inout RuleReading, _ plan: inout Plan) throws(LoadStop) -> Int {
    let rule = plan.rule ?? add(&reading)
    plan.rule = rule
    definitions[rule].category = plan.category
    for parent in plan.parents { try addNode(rule, below: parent) }
    plan.parents = []
    return rule
  }

  /// A history condition serves as parent where there is none (§5.7); of two the group, although the number's events are
  /// counted.
  private func implicitRelations(
    of reading: borrowing RuleReading
  ) -> (ifSid: RuleReading.Text?, ifGroup: RuleReading.Text?) {
    guard reading.ifSid == nil, reading.ifGroup == nil else { return (reading.ifSid, reading.ifGroup) }
    if let group = reading.ifMatchedGroup { return (nil, group) }
    return (Self.matchedRule(of: reading), nil)
  }

  /// `if_matched_sid`, if it names a rule: an empty text and the number 0 name none.
  static func matchedRule(of reading: borrowing RuleReading) -> RuleReading.Text? {
    guard let sid = reading.ifMatchedSid, number(sid.text.bytes[...]) != 0 else { return nil }
    return sid
  }

  // MARK: By number

  /// A number of an `if_sid`.
  private struct Item {
    var id: Int
    var place: SourceLocation
  }

  /// Takes an `if_sid` apart, and says whether a newline ends it.
  ///
  /// A run of separators counts once, and not at all before the first number. Behind the last number it leaves an empty
  /// one, which is read as 0.
  private func items(of ifSid: RuleReading.Text) -> (items: [Item], isCutShort: Bool) {
    var items: [Item] = []
    let bytes = ifSid.text.bytes
    var offset = 0
    while true {
      let separators = offset
      while offset < bytes.count, bytes[offset] == UInt8(ascii: ",") || bytes[offset] == 0x20 { offset += 1 }
      let hasSeparator = offset > separators
      let start = offset
      while offset < bytes.count, ASCII.isDigit(bytes[offset]) { offset += 1 }
      let isAtEnd = offset == bytes.count
      if start < offset || (isAtEnd && hasSeparator && quirks.has(.wideRelations)) {
        let place = ifSid.location.advanced(by: start, in: ifSid.text)
        items.append(Item(id: Self.number(bytes[start..<offset]), place: place))
      }
      if isAtEnd { return (items, false) }
      if bytes[offset] == 0x0A { return (items, true) }
    }
  }

  /// Finds the nodes that `if_sid` names, number by number. Id 0 stands for the category's root.
  private mutating func resolve(
    _ ifSid: RuleReading.Text, for reading: inout RuleReading, _ plan: inout Plan
  ) throws(LoadStop) -> Int? {
    let (items, isCutShort) = items(of: ifSid)
    plan.isCutShort = isCutShort
    let isMatched = Self.matchedRule(of: reading) != nil
    if isMatched, let item = firstMissing(of: items, for: reading, plan.category) {
      return sayMissing(item, isMatched: true, reading)
    }
    var found = false
    var lastMissing: Int?
    for item in items {
      // A rule that names itself finds the places it got from the numbers before.
      if item.id == reading.id, found { _ = try put(&reading, &plan) }
      if let nodes = target(item.id, plan.category) {
        plan.parents.append(contentsOf: nodes)
        if item.id > 0, let node = nodes.first {
          plan.category = definitions[Int(self.nodes[Int(node)].rule)].category
        }
        found = true
      } else {
        lastMissing = sayMissing(item, isMatched: false, reading)
      }
    }
    if isCutShort {
      let diagnostic = sayCutShort(isMatched ? "if_matched_sid" : "if_sid", ifSid, reading, isLost: !found)
      return found ? nil : diagnostic
    }
    return found ? nil : sayEmpty(ifSid, reading, lastMissing)
  }

  /// The first number that nobody has, where one such number is enough for the rule to be left out.
  private func firstMissing(of items: [Item], for reading: borrowing RuleReading, _ category: EventCategory) -> Item? {
    var category = category
    for (index, item) in items.enumerated() {
      if item.id == reading.id, index > 0 { continue }
      guard let nodes = target(item.id, category) else { return item }
      if item.id > 0, let node = nodes.first { category = definitions[Int(self.nodes[Int(node)].rule)].category }
    }
    return nil
  }

  private func sayEmpty(_ ifSid: RuleReading.Text, _ reading: borrowing RuleReading, _ lastMissing: Int?) -> Int {
    let text: MessageText = "Empty 'if_sid' value. Rule '\(reading.id)' will be ignored."
    guard lastMissing != nil else {
      return report.say(.warning, "7619", text, at: ifSid.location, hint: "None of the rules it names is there.")
    }
    // The same problem as that of the message before.
    report.follow(.warning, "7619", text)
    return report.diagnostics.count - 1
  }

  /// The reference's 32 bits, as its C library reads them.
  static func number(_ digits: ArraySlice<UInt8>) -> Int {
    var number = 0
    for digit in digits {
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = product.addingReportingOverflow(Int(digit - 0x30))
      if overflow || overflows { return -1 }
      number = sum
    }
    return Int(Int32(truncatingIfNeeded: number))
  }

  private func target(_ id: Int, _ category: EventCategory) -> [Int32]? {
    if id == 0 { return root(of: category).map { [$0] } }
    if id < 10 { return root(withID: id).map { [$0] } }
    return rule(id).map { nodesFound(of: $0) }
  }

  private mutating func sayMissing(_ item: Item, isMatched: Bool, _ reading: borrowing RuleReading) -> Int {
    let (id, place) = (item.id, item.place)
    let diagnostic =
      if isMatched {
        report.say(
          .warning, "7620",
          "Signature ID '\(id)' was not found. Invalid 'if_matched_sid'.Rule '\(reading.id)' will be ignored.",
          at: place)
      } else {
        report.say(
          .warning, "7617",
          "Signature ID '\(id)' was not found and will be ignored in the 'if_sid' option of rule '\(reading.id)'.",
          at: place)
      }
    if id == 0 {
      report.diagnostics[diagnostic].hint =
        "A separator at the end of if_sid, or the number 0, stands for the root of the rule's category; there is none."
    } else {
      noteMissing(id, diagnostic)
      report.ask(.rule(id: id, askedBy: reading.id), about: diagnostic)
    }
    return diagnostic
  }

  /// A newline behind the last number: the message says that the rule is left out, but what was attached stays.
  private func sayCutShort(
    _ option: String, _ ifSid: RuleReading.Text, _ reading: borrowing RuleReading, isLost: Bool
  ) -> Int {
    report.say(
      .warning, "7607",
      "Invalid '\(option)'. Signature ID must be an integer. Rule '\(reading.id)' will be ignored.", at: ifSid.location,
      hint: isLost
        ? "Remove the line break behind the numbers."
        : "The line break behind the numbers is the reason. Against the message the rule stays, but without its history."
    )
  }

  // MARK: By level, group, category

  private func resolve(
    level ifLevel: RuleReading.Text, for reading: borrowing RuleReading, _ plan: inout Plan
  ) -> Int? {
    let level = Self.number(ifLevel.text.bytes[...])
    guard level != 0 else {
      return report.say(
        .warning, "7609", "Invalid 'if_level' value: '\(ifLevel.text)'. Rule '\(reading.id)' will be ignored.",
        at: ifLevel.location, hint: "It is a level, 1 to 16.")
    }
    let key = level.multipliedReportingOverflow(by: 100).partialValue
    for index in nodes.indices {
      let rule = Int(nodes[index].rule)
      // Fixed, the level itself counts; the sort key takes rules of level 0 for ones of level 99.
      guard quirks.has(.wideRelations) ? keys[rule] >= key : definitions[rule].level >= level else { continue }
      plan.parents.append(Int32(truncatingIfNeeded: index))
    }
    guard plan.parents.isEmpty else { return nil }
    return report.say(
      .warning, "7608", "Level ID '\(key)' was not found. Invalid 'if_level'. Rule '\(reading.id)' will be ignored.",
      at: ifLevel.location,
      hint: "No rule before this one has level \(level) or more. (The message prints it times 100.)")
  }

  private mutating func resolve(
    group ifGroup: RuleReading.Text, for reading: borrowing RuleReading, _ plan: inout Plan
  ) throws(LoadStop) -> Int? {
    for rule in try rules(withGroup: ifGroup, .wordmatch) { plan.parents.append(contentsOf: nodesOfRule[Int(rule)]) }
    guard plan.parents.isEmpty else { return nil }
    let diagnostic = report.say(
      .warning, "7610",
      "Group '\(ifGroup.text)' was not found. Invalid 'if_group'. Rule '\(reading.id)' will be ignored.",
      at: ifGroup.location)
    report.ask(.group(ifGroup.text), about: diagnostic)
    return diagnostic
  }

  /// The rules whose group string a pattern matches, in load order.
  ///
  /// A rule without a group string is matched by none. Many rules name the same group, so the answers are kept, and
  /// only the strings and rules that came since are looked at.
  mutating func rules(withGroup text: RuleReading.Text, _ dialect: Dialect) throws(LoadStop) -> [Int32] {
    let key = GroupQuestion(text: text.text, dialect: dialect)
    var answer: GroupAnswer
    if let known = groupAnswers.removeValue(forKey: key) {
      answer = known
    } else {
      do throws(PatternError) {
        answer = GroupAnswer(pattern: try Pattern(text.text, dialect: dialect))
      } catch {
        report.say(
          .error, "1450", "Syntax error on regex: '\(text.text)': \(error.code).", at: text.location,
          hint: error.advice)
        throw LoadStop()
      }
    }
    let (handle, workspace) = (PatternHandle(answer.pattern), MatchWorkspace(scratch))
    while answer.stringCount < groupStrings.count {
      answer.append(groupStrings[answer.stringCount].withView { handle.match($0, workspace) != nil })
    }
    if answer.regrouping != regroupings {
      answer.rules.removeAll(keepingCapacity: true)
      answer.ruleCount = 0
      answer.regrouping = regroupings
    }
    for rule in answer.ruleCount..<groupOfRule.count where answer.matches(groupOfRule[rule]) {
      answer.rules.append(Int32(truncatingIfNeeded: rule))
    }
    answer.ruleCount = groupOfRule.count
    if groupAnswers.count < Self.groupAnswerLimit { groupAnswers[key] = answer }
    return answer.rules
  }

  private func resolveCategory(for reading: borrowing RuleReading, _ plan: inout Plan) -> Int? {
    if let root = root(of: reading.definition.category) {
      plan.parents = [root]
      return nil
    }
    let category = reading.definition.category.name
    let isEmpty = lists[Int(Self.rootList)].first < 0
    return report.say(
      .warning, "7611", "Category was not found. Invalid 'category'. Rule '\(reading.id)' will be ignored.",
      at: reading.category?.location ?? reading.definition.location,
      hint: isEmpty
        ? "There are no root rules (ids 1 to 9) yet: load a base (--base), and files in the order of their base names."
        : "There is no root rule of category \"\(category)\".")
  }
}

/// A question for rules by their group string.
struct GroupQuestion: Hashable {
  var text: ByteString
  var dialect: Dialect
}

/// The group strings that a pattern matches, as far as it was asked.
struct GroupAnswer {
  let pattern: Pattern
  /// A bit per string, by number; the first stands for rules without one.
  private var bits: [UInt64] = [0]
  private(set) var stringCount = 1
  /// The rules that have such a string, of so many that were looked at, ...
  var rules: [Int32] = []
  var ruleCount = 0
  /// ... as long as no rule gets another one.
  var regrouping = 0

  init(pattern: Pattern) { self.pattern = pattern }

  /// Whether the pattern matches a string.
  func matches(_ string: Int) -> Bool { bits[string >> 6] & (1 << UInt64(string & 63)) != 0 }

  /// Adds the answer for the next string.
  mutating func append(_ matches: Bool) {
    if stringCount & 63 == 0 { bits.append(0) }
    if matches { bits[stringCount >> 6] |= 1 << UInt64(stringCount & 63) }
    stringCount += 1
  }
}
