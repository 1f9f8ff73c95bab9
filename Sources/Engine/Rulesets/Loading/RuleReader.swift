import Bytes
import Diagnostics
import PatternSyntax
import Patterns
import RulesetSyntax

/// Reads the elements of one rule, in document order (docs/reference/rules.md §5, §7.2).
struct RuleReader: ~Copyable {
  /// What a rule may refer to.
  final class Surroundings {
    let settings: RulesetSettings
    /// Names for `decoded_as`.
    let decoderNames: Set<ByteString>
    /// Lists by name, without `.cdb`.
    let lists: [ByteString: Int]
    /// What compiles patterns.
    let patterns: PatternStore

    init(
      settings: RulesetSettings, decoderNames: Set<ByteString>, lists: [ByteString: Int], patterns: PatternStore
    ) {
      self.settings = settings
      self.decoderNames = decoderNames
      self.lists = lists
      self.patterns = patterns
    }
  }

  /// Longest first piece of a text, plus one; and longest further piece, and text that may still grow.
  static let textLimit = 2048

  let document: XMLDocument
  let text: ByteView
  let surroundings: Surroundings
  let report: LoadReport
  var rule: RuleReading

  /// Reads all elements, up to the first that makes the rule be left out.
  mutating func read(_ children: [Int]) throws(LoadStop) {
    for child in children {
      if report.isLenient {
        try readLeniently(child)
      } else {
        try readElement(child)
      }
      if rule.droppedBy != nil { return }
    }
  }

  private mutating func readElement(_ child: Int) throws(LoadStop) {
    let name = text[document.nodes[child].name]
    guard let element = RuleElement.named(name) else { throw unknownElement(child) }
    try read(element, child)
  }

  /// Reads an element, or goes on without it.
  private mutating func readLeniently(_ child: Int) throws(LoadStop) {
    let part = leftOut(document.name(of: child), at: document.location(of: child))
    do throws(LoadStop) {
      try readElement(child)
    } catch {
      try report.goOn(without: part, after: error)
    }
    guard rule.droppedBy != nil else { return }
    rule.droppedBy = nil
    report.leaveOut(part)
  }

  /// An element that the rule is loaded without.
  func leftOut(_ element: ByteString, at location: SourceLocation) -> LeftOut {
    LeftOut(.element, element, at: location, owner: rule.definition.location)
  }

  private func unknownElement(_ child: Int) -> LoadStop {
    let name = document.name(of: child)
    let names = RuleElement.names.map { ByteString("\($0)") }
    var hint: String?
    if names.contains(name.lowercased) {
      hint = "This element's name must be lower case: \"\(name.lowercased)\"."
    } else {
      hint = RuleVocabulary.hint(
        forElement: name, text: document.content(of: child), of: rule.definition,
        close: Suggestion.closest(to: name, among: names))
    }
    report.say(
      .error, "rule-element", "Invalid option '\(name)' for rule '\(rule.id)'.", at: document.location(of: child),
      hint: hint)
    return LoadStop()
  }

  private mutating func read(_ element: RuleElement, _ child: Int) throws(LoadStop) {
    switch element {
    case .text(let kind): readExpression(kind, child)
    case .field: try readField(child)
    case .sourceIP: try readAddress(\.sourceIP, child)
    case .destinationIP: try readAddress(\.destinationIP, child)
    case .decodedAs: try readDecodedAs(child)
    case .compiledRule: try readCompiledRule(child)
    case .time: try readTime(child)
    case .weekday: try readWeekday(child)
    case .list: try readList(child)
    case .category: try readCategory(child)
    case .ifSid: rule.ifSid = joined(rule.ifSid, child)
    case .ifLevel: readIfLevel(child)
    case .ifGroup: rule.ifGroup = joined(rule.ifGroup, child)
    case .ifMatchedSid: readIfMatchedSid(child)
    case .ifMatchedGroup: rule.ifMatchedGroup = joined(rule.ifMatchedGroup, child)
    case .ifMatchedRegex: rule.ifMatchedRegex = joined(rule.ifMatchedRegex, child)
    case .filter(let subject, let wantsSame): addFilter(HistoryFilter(subject, wantsSame: wantsSame), child)
    case .fieldFilter(let wantsSame):
      addFilter(HistoryFilter(.dynamic(document.content(of: child)), wantsSame: wantsSame), child)
    case .deprecated(let name):
      report.say(
        .warning, "deprecated-option",
        "Detected a deprecated field option for rule, \("\(name)") is not longer available.",
        at: document.location(of: child),
        hint: "Histories are kept per agent anyway; <global_frequency/> counts over all.")
    case .globalFrequency:
      rule.definition.isGlobalFrequency = true
      noteContext(child)
    case .checkDifference: rule.definition.checksDifference = true
    case .ifFirstTimeSeen: rule.definition.ifFirstTimeSeen = true
    case .ignore: rule.definition.remembered = try ignoreWords("ignore", child)
    case .checkIfIgnored: rule.definition.notWhenRemembered = try ignoreWords("check_if_ignored", child)
    case .options: try readOption(child)
    case .description: readDescription(child)
    case .info: readInfo(child)
    case .cve: rule.cve = joined(rule.cve, child)
    case .group: readGroup(child)
    case .mitre: readMitre(child)
    }
  }

  // MARK: Texts

  /// Joins a further piece to a text; nil, with a message, when it grows too long.
  func joined(_ text: RuleReading.Text?, _ child: Int) -> RuleReading.Text? {
    joined(text, document.content(of: child), at: document.contentLocation(of: child))
  }

  func joined(_ text: RuleReading.Text?, _ piece: ByteString, at location: SourceLocation) -> RuleReading.Text? {
    let fits: Bool =
      if !surroundings.settings.quirks.has(.lostCondition) {
        true
      } else if let text {
        text.text.count <= Self.textLimit && piece.count <= Self.textLimit
      } else {
        piece.count < Self.textLimit
      }
    guard fits else {
      report.say(
        .error, "1104", "Maximum string size reached for: \(piece).", at: location,
        hint: "A text may be \(Self.textLimit - 1) bytes long; all of it is dropped, and the rule loads without it.")
      return nil
    }
    guard var text else { return RuleReading.Text(text: piece, location: location) }
    text.text.append(piece)
    return text
  }

  func attribute(_ name: StaticString, of child: Int) -> Int? {
    document.attributes(of: child).first { text[document.nodes[$0].name] == name }
  }

  /// `negate`; false without one, and for a bad one after a warning.
  func isNegated(_ child: Int) -> Bool {
    guard let attribute = attribute("negate", of: child) else { return false }
    switch text[document.nodes[attribute].content] {
    case let value where value.equalsFoldingCase("yes" as StaticString): return true
    case let value where value.equalsFoldingCase("no" as StaticString): return false
    default:
      warnAboutValue(of: attribute, "negate", hint: "It may be \"yes\" or \"no\"; \"no\" is assumed.")
      return false
    }
  }

  /// `type`; nil without one, and for a bad one after a warning.
  func dialect(_ child: Int) -> Dialect? {
    guard let attribute = attribute("type", of: child) else { return nil }
    switch text[document.nodes[attribute].content] {
    case let value where value.equalsFoldingCase("osregex" as StaticString): return .osregex
    case let value where value.equalsFoldingCase("osmatch" as StaticString): return .osmatch
    case let value where value.equalsFoldingCase("pcre2" as StaticString): return .pcre2
    default:
      warnAboutValue(
        of: attribute, "type", hint: "It may be \"osregex\", \"osmatch\" or \"pcre2\"; the default is used.")
      return nil
    }
  }

  private func warnAboutValue(of attribute: Int, _ name: String, hint: String) {
    let value = document.content(of: attribute)
    report.say(
      .warning, "7600", "Invalid value '\(value)' for attribute '\(name)' in rule \(rule.id).",
      at: document.contentLocation(of: attribute), hint: hint)
  }

  private mutating func readExpression(_ kind: RuleTextKind, _ child: Int) {
    let index: Int
    if let known = rule.expressions.firstIndex(where: { $0.kind == kind }) {
      index = known
    } else {
      index = rule.expressions.count
      rule.expressions.append(RuleReading.Expression(kind: kind))
    }
    rule.expressions[index].text = joined(rule.expressions[index].text, child)
    rule.expressions[index].isNegated = isNegated(child)
    rule.expressions[index].dialect = dialect(child) ?? kind.standardDialect
  }

  private mutating func readDescription(_ child: Int) {
    var piece = document.content(of: child)
    if let newline = text[document.nodes[child].content].firstIndex(of: 0x0A) { piece.bytes[newline] = 0x20 }
    rule.description = joined(rule.description, piece, at: document.contentLocation(of: child))
  }

  private mutating func readInfo(_ child: Int) {
    if let attribute = document.attributes(of: child).first {
      let name = document.name(of: attribute)
      let value = document.content(of: attribute)
      if !name.equalsFoldingCase("type") {
        report.say(
          .error, "info-attribute", "rules_op: Element info has invalid attribute \"\(name)\"",
          at: document.location(of: attribute), hint: "The only attribute of <info> is \"type\".")
      } else if !["text", "link", "cve", "osvdb"].contains(value) {
        report.say(
          .error, "info-attribute", "rules_op: Element info attribute \"type\" has invalid value \"\(value)\"",
          at: document.contentLocation(of: attribute), hint: "It may be \"text\", \"link\", \"cve\" or \"osvdb\".")
      }
    }
    rule.info = joined(rule.info, child)
  }

  private mutating func readGroup(_ child: Int) {
    rule.groups = joined(rule.groups, child)
    if rule.groups?.text.withView({ $0.firstIndex(of: 0x0A) }) != nil {
      rule.groups?.text.bytes.removeAll { $0 == 0x0A }
    }
  }

  // MARK: Relations

  private mutating func readIfLevel(_ child: Int) {
    let piece = document.content(of: child)
    guard piece.bytes.allSatisfy(ASCII.isDigit) else {
      rule.droppedBy = report.say(
        .warning, "7609", "Invalid 'if_level' value: '\(piece)'. Rule '\(rule.id)' will be ignored.",
        at: document.contentLocation(of: child), hint: "It is a level, 1 to 16.")
      return
    }
    rule.ifLevel = joined(rule.ifLevel, child)
  }

  private mutating func readIfMatchedSid(_ child: Int) {
    let content = document.content(of: child)
    guard content.bytes.allSatisfy(ASCII.isDigit) else {
      rule.droppedBy = report.say(
        .warning, "7615", "Invalid 'if_matched_sid' value: '\(content)'. Rule '\(rule.id)' will be ignored.",
        at: document.contentLocation(of: child), hint: "It is the number of one rule, without blanks.")
      return
    }
    rule.ifMatchedSid = RuleReading.Text(text: content, location: document.contentLocation(of: child))
  }

  private mutating func readCategory(_ child: Int) throws(LoadStop) {
    let content = document.content(of: child)
    guard let category = EventCategory(name: content), category != .hostInformation else {
      let names = EventCategory.ofRules.map { ByteString("\($0.name)") }
      report.log(
        .error, "1273", "Invalid category '\(content)' chosen.", at: document.contentLocation(of: child),
        hint: Suggestion.closest(to: content, among: names).map { "Did you mean \"\($0)\"?" }
          ?? "It may be \(names.map(\.description).joined(separator: ", ")).")
      throw LoadStop()
    }
    rule.definition.category = category
    rule.category = RuleReading.Text(text: content, location: document.contentLocation(of: child))
  }

  private mutating func noteContext(_ child: Int) {
    guard rule.context == nil else { return }
    rule.context = document.location(of: child)
    rule.contextName = document.name(of: child)
  }

  private mutating func addFilter(_ filter: HistoryFilter, _ child: Int) {
    if !rule.definition.historyFilters.contains(filter) { rule.definition.historyFilters.append(filter) }
    noteContext(child)
  }
}
