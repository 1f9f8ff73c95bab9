import Bytes
import Diagnostics
import PatternSyntax
import Patterns
import RulesetSyntax

/// The elements that are checked, and complained about, on the spot.
extension RuleReader {
  private func stop(
    _ code: String, _ text: MessageText, at child: Int, hint: String? = nil
  ) -> LoadStop {
    report.say(.error, code, text, at: document.contentLocation(of: child), hint: hint)
    return LoadStop()
  }

  /// What the reference says last about several elements.
  private func invalidConfiguration(_ element: String, _ content: ByteString) -> LoadStop {
    report.follow(.error, "1274", "Invalid configuration. Element '\(element)': \(content).")
    return LoadStop()
  }

  // MARK: Fields

  mutating func readField(_ child: Int) throws(LoadStop) {
    guard rule.definition.fieldConditions.count < surroundings.settings.decoderOrderSize else {
      throw stop(
        "field-count", "Rule \(rule.id) has exceeded the maximum number of allowed fields", at: child,
        hint: "A rule may have \(surroundings.settings.decoderOrderSize) <field> elements.")
    }
    guard !document.attributes(of: child).isEmpty else {
      report.remark(
        Diagnostic(
          .error, code: "field-name",
          "Rule \(rule.id) has a <field> without attributes; the engine refuses to start, without a message.",
          at: document.location(of: child), hint: "Write <field name=\"NAME\">."))
      throw LoadStop()
    }
    guard let attribute = attribute("name", of: child) else {
      report.say(
        .error, "field-name", "Failure to read rule \(rule.id). No such attribute 'name' for field.",
        at: document.location(of: child), hint: "Write <field name=\"NAME\">; attribute names are lower case.")
      throw LoadStop()
    }
    let name = document.content(of: attribute)
    guard !Vocabulary.staticNames.contains(name.lowercased) else {
      report.say(
        .error, "field-static", "Failure to read rule \(rule.id). Field '\(name)' is static.",
        at: document.contentLocation(of: attribute), hint: RuleVocabulary.element(ofField: name.lowercased))
      throw LoadStop()
    }
    let dialect = dialect(child) ?? .osregex
    let isNegated = isNegated(child)
    let location = document.contentLocation(of: child)
    let content = document.content(of: child)
    do throws(PatternError) {
      let pattern = PatternText(try surroundings.patterns.pattern(content, dialect: dialect), at: location)
      rule.definition.fieldConditions.append(FieldCondition(name: name, pattern: pattern, isNegated: isNegated))
    } catch {
      throw syntaxError(error, tag: name, in: content, at: location)
    }
  }

  /// Says that a pattern does not compile.
  func syntaxError(
    _ error: PatternError, tag: ByteString, in text: ByteString, at location: SourceLocation
  ) -> LoadStop {
    report.say(
      .error, "5107", "Syntax error on tag '\(tag)' in rule \(rule.id)",
      at: location.advanced(by: error.position, in: text),
      hint: error.advice)
    return LoadStop()
  }

  // MARK: Addresses, times, names

  mutating func readAddress(
    _ path: WritableKeyPath<RuleDefinition, AddressCondition?>, _ child: Int
  ) throws(LoadStop) {
    let content = document.content(of: child)
    guard let network = IPNetwork(content) else {
      throw stop(
        "1237", "Invalid ip address: '\(content)'.", at: child,
        hint: "One address or network per element, without blanks: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32 or any.")
    }
    var condition = rule.definition[keyPath: path] ?? AddressCondition(networks: [], isNegated: false)
    condition.networks.append((network, content, document.contentLocation(of: child)))
    condition.isNegated = isNegated(child)
    rule.definition[keyPath: path] = condition
  }

  mutating func readTime(_ child: Int) throws(LoadStop) {
    let content = document.content(of: child)
    guard let time = TimeWindow(content, negatesOverMidnight: !surroundings.settings.quirks.has(.lostNegation)) else {
      throw stop(
        "1274", "Invalid configuration. Element 'time': \(content).", at: child,
        hint: "Write a span such as \"6 pm - 8:30 am\" or \"08:00-18:00\".")
    }
    rule.definition.time = time
  }

  mutating func readWeekday(_ child: Int) throws(LoadStop) {
    let content = document.content(of: child)
    guard let weekdays = WeekdaySet(content, allowsNegation: !surroundings.settings.quirks.has(.lostNegation)) else {
      _ = stop(
        "1241", "Invalid day format: '\(content)'.", at: child,
        hint: "Write names such as \"monday\" or \"mon\", \"weekdays\" or \"weekends\", separated by commas or blanks; "
          + "\"!\" is not allowed.")
      throw invalidConfiguration("weekday", content)
    }
    rule.definition.weekdays = weekdays
  }

  mutating func readDecodedAs(_ child: Int) throws(LoadStop) {
    let content = document.content(of: child)
    guard surroundings.decoderNames.contains(content) else {
      throw stop(
        "decoder-name", "Invalid decoder name: '\(content)'.", at: child,
        hint: Suggestion.closest(to: content, among: surroundings.decoderNames.sorted()).map {
          "Did you mean \"\($0)\"?"
        }
          ?? "No decoder of this name has been loaded; names are compared exactly.")
    }
    rule.definition.decodedAs = content
  }

  mutating func readCompiledRule(_ child: Int) throws(LoadStop) {
    let content = document.content(of: child)
    guard let compiled = CompiledRule(rawValue: content.description) else {
      let names = CompiledRule.allCases.map { ByteString($0.rawValue) }
      _ = stop(
        "compiled-rule", "Compiled rule not found: '\(content)'", at: child,
        hint: Suggestion.closest(to: content, among: names).map { "Did you mean \"\($0)\"?" }
          ?? "There are \(names.map(\.description).joined(separator: ", ")).")
      throw invalidConfiguration("compiled_rule", content)
    }
    rule.definition.compiledRule = compiled
  }

  func ignoreWords(_ element: String, _ child: Int) throws(LoadStop) -> [ByteString] {
    let content = document.content(of: child)
    let words = DecoderReader.items(of: content).map(\.text)
    guard words.allSatisfy({ !$0.isEmpty }) else {
      throw stop(
        "ignore-words", "Wrong \(element) option: '\(content)'", at: child,
        hint: "There is an empty name: a comma too many, or nothing at all.")
    }
    return words
  }

  // MARK: Options

  mutating func readOption(_ child: Int) throws(LoadStop) {
    let content = document.content(of: child)
    switch RuleOption(rawValue: content.description) {
    case .alertByEmail: rule.definition.sendsMail = true
    case .noEmailAlert:
      // A successful clearing also forgets an earlier no_counter.
      if rule.definition.sendsMail, surroundings.settings.quirks.has(.wipedCounter) {
        rule.definition.omitsCounter = false
      }
      rule.definition.sendsMail = false
    case .logAlert: rule.definition.writesAlert = true
    case .noLog:
      if rule.definition.writesAlert, surroundings.settings.quirks.has(.wipedCounter) {
        rule.definition.omitsCounter = false
      }
      rule.definition.writesAlert = false
    case .noActiveResponse: rule.definition.omitsActiveResponse = true
    case .noFullLog: rule.definition.omitsFullLog = true
    case .noCounter: rule.definition.omitsCounter = true
    case nil:
      let words = RuleOption.allCases.map { ByteString($0.rawValue) }
      let close = Suggestion.closest(to: content, among: words).map { "Did you mean \"\($0)\"? " } ?? ""
      _ = stop(
        "1235", "Invalid value for element 'options': \(content).", at: child,
        hint: close + "One word per element, without blanks: \(words.map(\.description).joined(separator: ", ")).")
      report.follow(.error, "rule-element", "Invalid option 'options' for rule '\(rule.id)'.")
      throw LoadStop()
    }
  }

  // MARK: Lists

  mutating func readList(_ child: Int) throws(LoadStop) {
    let path = document.content(of: child)
    let attributes = document.attributes(of: child)
    guard !attributes.isEmpty else {
      report.say(
        .error, "list-attribute", "List must have a correctly formatted field attribute",
        at: document.location(of: child),
        hint: "Write <list field=\"srcip\" lookup=\"address_match_key\">\(path)</list>.")
      throw invalidConfiguration("list", path)
    }
    var subject: ListCondition.Subject?
    var lookup = ListLookup.matchKey
    var checkValue: PatternText?
    for attribute in attributes {
      let value = document.content(of: attribute)
      switch document.name(of: attribute).lowercased {
      case "field": subject = Self.listSubject(value)
      case "lookup":
        guard let known = ListLookup(rawValue: value.lowercased.description) else {
          let names = ListLookup.allCases.map { ByteString($0.rawValue) }
          report.say(
            .error, "1274", "Invalid configuration. Element 'list': \(path).",
            at: document.contentLocation(of: attribute),
            hint: Suggestion.closest(to: value, among: names).map { "Did you mean \"\($0)\"?" }
              ?? "lookup may be \(names.map(\.description).joined(separator: ", ")).")
          report.follow(.error, "list-attribute", "List match lookup=\"\(value)\" is not valid.")
          throw LoadStop()
        }
        lookup = known
      case "check_value": checkValue = try listValue(value, attribute)
      default:
        report.say(
          .error, "list-attribute", "List field=\"\(value)\" is not valid", at: document.location(of: attribute),
          hint:
            "\"\(document.name(of: attribute))\" is no attribute of <list>; there are field, lookup and check_value.")
        throw invalidConfiguration("list", path)
      }
    }
    guard let subject else {
      report.say(
        .error, "list-attribute", "List requires the field=\"\" attribute", at: document.location(of: child),
        hint: "Say what is looked up: <list field=\"srcip\" …>.")
      throw invalidConfiguration("list", path)
    }
    guard let list = surroundings.lists[CDBList.name(of: path)] else {
      rule.droppedBy = report.say(
        .warning, "7616", "List '\(path)' could not be loaded. Rule '\(rule.id)' will be ignored.",
        at: document.contentLocation(of: child), hint: listHint(path))
      return
    }
    rule.definition.listConditions.append(
      ListCondition(
        list: list, subject: subject, lookup: lookup, checkValue: checkValue, at: document.location(of: child)))
  }

  private func listHint(_ path: ByteString) -> String {
    let names = surroundings.lists.keys.sorted()
    if let close = Suggestion.closest(to: path, among: names) { return "Did you mean \"\(close)\"?" }
    let base = ByteString(path.bytes.split(separator: UInt8(ascii: "/")).last ?? [])
    let alike = names.first { ByteString($0.bytes.split(separator: UInt8(ascii: "/")).last ?? []) == base }
    if let alike { return "Lists are named by their whole path; did you mean \"\(alike)\"?" }
    return "No list of this name was loaded: give it with --list FILE=\(path), or in <ruleset> of the configuration."
  }

  private func listValue(_ value: ByteString, _ attribute: Int) throws(LoadStop) -> PatternText {
    let location = document.contentLocation(of: attribute)
    do throws(PatternError) {
      return PatternText(try surroundings.patterns.pattern(value, dialect: .osmatch), at: location)
    } catch {
      report.say(
        .error, "1450", "Syntax error on regex: '\(value)': \(error.code).",
        at: location.advanced(by: error.position, in: value), hint: error.advice)
      throw LoadStop()
    }
  }

  /// What `field` of a list names; leading spaces are cut, and the name ends at the next one.
  private static func listSubject(_ value: ByteString) -> ListCondition.Subject {
    switch value.lowercased {
    case "srcip": return .field(.srcip)
    case "srcport": return .field(.srcport)
    case "dstip": return .field(.dstip)
    case "dstport": return .field(.dstport)
    case "user": return .user
    case "url": return .field(.url)
    case "id": return .field(.id)
    case "hostname": return .hostname
    case "program_name": return .programName
    case "status": return .field(.status)
    case "action": return .field(.action)
    case "protocol": return .field(.protocol)
    case "system_name": return .field(.systemName)
    case "data": return .field(.data)
    case "extra_data": return .field(.extraData)
    default:
      let trimmed = value.bytes.drop { $0 == 0x20 }
      return .dynamic(ByteString(trimmed.prefix { $0 != 0x20 }))
    }
  }
}

extension CDBList {
  /// The name of a list as rules and configurations write it: without `.cdb`.
  package static func name(of path: ByteString) -> ByteString {
    path.bytes.suffix(4).elementsEqual(".cdb".utf8) ? ByteString(Array(path.bytes.dropLast(4))) : path
  }
}
