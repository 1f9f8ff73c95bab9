import Bytes
import PatternSyntax
import Patterns

/// The checks behind the last element, in the reference's order (docs/reference/rules.md §7.2).
extension RuleReader {
  mutating func check() throws(LoadStop) {
    checkIfSid()
    if rule.droppedBy != nil {
      guard report.isLenient, let ifSid = rule.ifSid else { return }
      report.leaveOut(leftOut("if_sid", at: ifSid.location))
      (rule.droppedBy, rule.ifSid) = (nil, nil)
    }
    let place = rule.definition.location
    do throws(LoadStop) {
      try checkDescription()
    } catch {
      try report.goOn(without: leftOut("description", at: place), after: error)
    }
    do throws(LoadStop) {
      try checkContext()
    } catch {
      let part =
        rule.contextName.map { leftOut($0, at: rule.context ?? place) }
        ?? LeftOut(.attribute, "frequency", at: place, owner: place)
      try report.goOn(without: part, after: error)
    }
    try compile()
    rule.definition.description = rule.description?.text ?? ""
    rule.definition.info = rule.info?.text
    rule.definition.cve = rule.cve?.text
    rule.definition.groups = rule.groups?.text
    rule.definition.relations.ifSid = rule.ifSid?.text
    rule.definition.relations.ifLevel = rule.ifLevel?.text
    rule.definition.relations.ifGroup = rule.ifGroup?.text
    rule.definition.relations.ifMatchedSid = rule.ifMatchedSid?.text
    rule.definition.relations.ifMatchedGroup = rule.ifMatchedGroup?.text
    rule.definition.relations.ifMatchedRegex = rule.ifMatchedRegex?.text
    rule.definition.relations.category = rule.category?.text
  }

  private func checkDescription() throws(LoadStop) {
    guard rule.description == nil else { return }
    report.say(
      .error, "rule-description", "No such description at rule '\(rule.id)'.", at: rule.definition.location,
      hint: "Every rule needs a <description>, be it empty.")
    throw LoadStop()
  }

  private func checkContext() throws(LoadStop) {
    guard rule.context != nil || rule.definition.frequency != 0, !rule.hasMatchedCondition,
      !rule.definition.checksDifference
    else { return }
    report.say(
      .error, "frequency-context",
      "Invalid use of frequency/context options. Missing if_matched on rule '\(rule.id)'.",
      at: rule.context ?? rule.definition.location,
      hint: "Counting needs something to count: <if_matched_sid>, <if_matched_group> or <if_matched_regex>.")
    throw LoadStop()
  }

  /// `if_sid` holds digits, commas and blanks, and something at all; one newline at its end passes (and fails later).
  private mutating func checkIfSid() {
    guard let ifSid = rule.ifSid else { return }
    var bytes = ifSid.text.bytes[...]
    if bytes.count > 1, bytes.last == 0x0A { bytes.removeLast() }
    let isValid =
      !bytes.isEmpty
      && bytes.allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }
    guard !isValid else { return }
    let diagnostic = report.say(
      .warning, "7618", "Invalid 'if_sid' value: '\(ifSid.text)'. Rule '\(rule.id)' will be ignored.",
      at: ifSid.location,
      hint: "Write rule numbers, separated by commas or blanks, on one line: <if_sid>100, 101</if_sid>.")
    if rule.droppedBy == nil { rule.droppedBy = diagnostic }
  }

  private mutating func compile() throws(LoadStop) {
    rule.expressions.sort { $0.kind < $1.kind }
    for expression in rule.expressions {
      guard let text = expression.text else { continue }
      let test: TextCondition.Test
      if let dialect = expression.dialect {
        do throws(PatternError) {
          test = .pattern(
            PatternText(try surroundings.patterns.pattern(text.text, dialect: dialect), at: text.location))
        } catch {
          // For `protocol` the reference prints the pattern where the others have their name.
          let tag = expression.kind == .protocol ? text.text : ByteString("\(expression.kind.name)")
          let stop = syntaxError(error, tag: tag, in: text.text, at: text.location)
          try report.goOn(without: leftOut(ByteString("\(expression.kind.name)"), at: text.location), after: stop)
          continue
        }
      } else {
        test = .equals(text.text)
      }
      rule.definition.textConditions.append(
        TextCondition(expression.kind.subject, test, isNegated: expression.isNegated, at: text.location))
    }
    try compileHistory()
  }

  private mutating func compileHistory() throws(LoadStop) {
    let place = rule.definition.location
    do throws(LoadStop) {
      _ = try compiled(rule.ifMatchedRegex, .osregex)
    } catch {
      try report.goOn(without: leftOut("if_matched_regex", at: rule.ifMatchedRegex?.location ?? place), after: error)
      rule.ifMatchedRegex = nil
    }
    do throws(LoadStop) {
      _ = try compiled(rule.ifMatchedGroup, .osmatch)
    } catch {
      try report.goOn(without: leftOut("if_matched_group", at: rule.ifMatchedGroup?.location ?? place), after: error)
      rule.ifMatchedGroup = nil
    }
  }

  /// A pattern of an `if_matched_…`.
  func compiled(_ text: RuleReading.Text?, _ dialect: Dialect) throws(LoadStop) -> PatternText? {
    guard let text else { return nil }
    do throws(PatternError) {
      return PatternText(try surroundings.patterns.pattern(text.text, dialect: dialect), at: text.location)
    } catch {
      report.say(
        .error, "1450", "Syntax error on regex: '\(text.text)': \(error.code).",
        at: text.location.advanced(by: error.position, in: text.text),
        hint: error.advice)
      throw LoadStop()
    }
  }
}
