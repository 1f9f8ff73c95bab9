import Bytes
import Patterns

/// Attaching rules below their parents (spec/rules.md §8.1–§8.3, spec/corrections.md part 2, M5 and M6).
extension RuleTree {
  /// Where a rule goes, once that is known.
  private struct Plan {
    /// Nodes below which it goes, in order.
    var parents: [Int32] = []
    /// What it inherits.
    var category: EventCategory
    /// Whether a newline at the end of `if_sid` cut the attachment short.
    var isCutShort = false
  }

  /// Attaches a rule.
  /// - Returns: the diagnostic that says why it is left out, or nil.
  func attach(_ reading: RuleReading) throws(LoadStop) -> Int? {
    var reading = reading
    var plan = Plan(category: reading.definition.category)
    if reading.id > 9 {
      let implicit = implicitRelations(of: reading)
      if let ifSid = implicit.ifSid {
        if let diagnostic = resolve(ifSid, for: reading, &plan) { return diagnostic }
      } else if let ifLevel = reading.ifLevel {
        if let diagnostic = resolve(level: ifLevel, for: reading, &plan) { return diagnostic }
      } else if let ifGroup = implicit.ifGroup {
        if let diagnostic = try resolve(group: ifGroup, for: reading, &plan) { return diagnostic }
      } else if let diagnostic = resolveCategory(for: reading, &plan) {
        return diagnostic
      }
    }
    reading.definition.category = plan.category
    // A text of nothing but blanks and a newline leaves a rule without a place, which no later rule finds.
    if reading.id > 9, plan.parents.isEmpty { return report.diagnostics.count - 1 }
    let rule = add(reading)
    if reading.id > 9 {
      for parent in plan.parents { try addNode(rule, below: parent) }
    } else {
      try addNode(rule, below: -1)
    }
    try connectHistory(rule, reading, isCutShort: plan.isCutShort)
    return nil
  }

  /// A history condition serves as parent where there is none (§5.7).
  private func implicitRelations(
    of reading: RuleReading
  ) -> (ifSid: RuleReading.Text?, ifGroup: RuleReading.Text?) {
    guard reading.ifSid == nil, reading.ifGroup == nil else { return (reading.ifSid, reading.ifGroup) }
    var implicit: (ifSid: RuleReading.Text?, ifGroup: RuleReading.Text?) = (nil, nil)
    if let sid = reading.ifMatchedSid, !sid.text.isEmpty { implicit.ifSid = sid }
    if let group = reading.ifMatchedGroup { implicit.ifGroup = group }
    return implicit
  }

  // MARK: By number

  /// Reads `if_sid` number by number. Id 0, written or behind a trailing separator, stands for the category's root.
  private func resolve(_ ifSid: RuleReading.Text, for reading: RuleReading, _ plan: inout Plan) -> Int? {
    let isMatched = reading.ifMatchedSid.map { !$0.text.isEmpty } ?? false
    var found = false
    var lastDiagnostic: Int?
    var offset = 0
    let bytes = ifSid.text.bytes
    while offset <= bytes.count {
      // A run of separators counts once; in front of the first number it does not count.
      while offset < bytes.count, bytes[offset] == UInt8(ascii: ",") || bytes[offset] == 0x20 { offset += 1 }
      let start = offset
      while offset < bytes.count, ASCII.isDigit(bytes[offset]) { offset += 1 }
      let isCut = offset < bytes.count && bytes[offset] == 0x0A
      if start < offset || (!isCut && endsWithSeparator(bytes, at: start)) {
        let id = Self.number(bytes[start..<offset])
        if let nodes = target(id, plan.category) {
          plan.parents.append(contentsOf: nodes)
          if id > 0, let node = nodes.first { plan.category = definitions[Int(self.nodes[Int(node)].rule)].category }
          found = true
        } else {
          let place = ifSid.location.advanced(by: start, in: ifSid.text)
          let diagnostic = sayMissing(id, at: place, isMatched: isMatched, reading)
          if isMatched { return diagnostic }
          lastDiagnostic = diagnostic
        }
      }
      if isCut {
        plan.isCutShort = true
        let option = isMatched ? "if_matched_sid" : "if_sid"
        return sayCutShort(option, ifSid, reading, plan)
      }
      if offset == bytes.count { break }
    }
    if found { return nil }
    let diagnostic = report.say(
      .warning, "7619", "Empty 'if_sid' value. Rule '\(reading.id)' will be ignored.", at: ifSid.location,
      hint: "None of the rules it names is there.")
    guard let lastDiagnostic else { return diagnostic }
    // One problem, told by the message before: keep that one as the reason.
    report.diagnostics[lastDiagnostic].notes.append(
      Diagnostic.Note("No rule of this if_sid is there, so rule \(reading.id) is left out.", at: ifSid.location))
    report.diagnostics.remove(at: diagnostic)
    return lastDiagnostic
  }

  private func endsWithSeparator(_ bytes: [UInt8], at end: Int) -> Bool {
    guard end == bytes.count, let last = bytes.last else { return false }
    return last == UInt8(ascii: ",") || last == 0x20
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

  private func sayMissing(_ id: Int, at place: SourceLocation, isMatched: Bool, _ reading: RuleReading) -> Int {
    let diagnostic =
      if isMatched {
        report.say(
          .warning, "7620",
          "Signature ID '\(id)' was not found. Invalid 'if_matched_sid'.Rule '\(reading.id)' will be ignored.", at: place)
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
    _ option: String, _ ifSid: RuleReading.Text, _ reading: RuleReading, _ plan: Plan
  ) -> Int? {
    let diagnostic = report.say(
      .warning, "7607",
      "Invalid '\(option)'. Signature ID must be an integer. Rule '\(reading.id)' will be ignored.", at: ifSid.location,
      hint: plan.parents.isEmpty
        ? "Remove the line break behind the numbers."
        : "The line break behind the numbers is the reason. Against the message the rule stays, but without its history.")
    return plan.parents.isEmpty ? diagnostic : nil
  }

  // MARK: By level, group, category

  private func resolve(level ifLevel: RuleReading.Text, for reading: RuleReading, _ plan: inout Plan) -> Int? {
    let level = Self.number(ifLevel.text.bytes[...])
    guard level != 0 else {
      return report.say(
        .warning, "7609", "Invalid 'if_level' value: '\(ifLevel.text)'. Rule '\(reading.id)' will be ignored.",
        at: ifLevel.location, hint: "It is a level, 1 to 16.")
    }
    let key = level.multipliedReportingOverflow(by: 100).partialValue
    for index in nodes.indices where keys[Int(nodes[index].rule)] >= key {
      plan.parents.append(Int32(truncatingIfNeeded: index))
    }
    guard plan.parents.isEmpty else { return nil }
    return report.say(
      .warning, "7608", "Level ID '\(key)' was not found. Invalid 'if_level'. Rule '\(reading.id)' will be ignored.",
      at: ifLevel.location, hint: "No rule before this one has level \(level) or more. (The message prints it times 100.)")
  }

  private func resolve(
    group ifGroup: RuleReading.Text, for reading: RuleReading, _ plan: inout Plan
  ) throws(LoadStop) -> Int? {
    let matching = try rules(withGroup: ifGroup, .wordmatch)
    for rule in definitions.indices where matching[groupOfRule[rule]] {
      plan.parents.append(contentsOf: nodesOfRule[rule])
    }
    guard plan.parents.isEmpty else { return nil }
    let diagnostic = report.say(
      .warning, "7610", "Group '\(ifGroup.text)' was not found. Invalid 'if_group'. Rule '\(reading.id)' will be ignored.",
      at: ifGroup.location)
    report.ask(.group(ifGroup.text), about: diagnostic)
    return diagnostic
  }

  /// Which group strings a pattern matches, by their numbers. A rule without a group string is matched by none.
  func rules(withGroup text: RuleReading.Text, _ dialect: Dialect) throws(LoadStop) -> [Bool] {
    let pattern: Pattern
    do throws(PatternError) {
      pattern = try Pattern(text.text, dialect: dialect)
    } catch {
      report.say(
        .error, "1450", "Syntax error on regex: '\(text.text)': \(error.code).", at: text.location, hint: error.message)
      throw LoadStop()
    }
    let scratch = MatchScratch()
    var matching = [false]
    matching.reserveCapacity(groupStrings.count)
    for groups in groupStrings.dropFirst() {
      matching.append(groups.withView { pattern.matches($0, scratch: scratch) })
    }
    return matching
  }

  private func resolveCategory(for reading: RuleReading, _ plan: inout Plan) -> Int? {
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
