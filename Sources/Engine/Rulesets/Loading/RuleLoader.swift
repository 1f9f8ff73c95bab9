import Bytes
import Diagnostics
import Patterns
import RulesetSyntax

/// Reads rule files one after the other and builds the rule tree (docs/reference/rules.md §3.3, §8).
final class RuleLoader {
  let surroundings: RuleReader.Surroundings
  let report: LoadReport
  var tree: RuleTree
  /// Which rules were left out, and the diagnostic that says why.
  private(set) var dropped: [Int: Int] = [:]
  /// What follows from a diagnostic: rules that are left out because of it.
  private(set) var consequences: [Int: [(id: Int, location: SourceLocation)]] = [:]
  /// Diagnostics and the ones that caused them.
  private(set) var causes: [Int: Int] = [:]

  init(surroundings: RuleReader.Surroundings, report: LoadReport) {
    self.surroundings = surroundings
    self.report = report
    tree = RuleTree(report: report, quirks: surroundings.settings.quirks)
  }

  /// One that goes on from where another one is.
  init(copying other: RuleLoader, report: LoadReport) {
    surroundings = other.surroundings
    self.report = report
    tree = other.tree.copy(sayingTo: report)
    dropped = other.dropped
    consequences = other.consequences
    causes = other.causes
  }

  /// Reads all rules of a file.
  func load(_ document: XMLDocument, named name: String, index: Int) throws(LoadStop) {
    let groups = document.topLevelElements
    guard !groups.isEmpty else {
      try report.attempt { () throws(LoadStop) in
        report.say(
          .error, "1202", "Configuration error at '\(name)'.", at: document.location(ofOffset: 0),
          hint: "The file has no element; a rule file holds <group name=\"…\"> elements with rules.")
        throw LoadStop()
      }
      return
    }
    var valid: [Int] = []
    for group in groups {
      let failed = try report.attempt { () throws(LoadStop) in try checkGroup(group, of: document) }
      if !failed || goesOn(with: group, of: document) { valid.append(group) }
    }
    try document.withText { (text) throws(LoadStop) in
      for group in valid { try self.load(group: group, of: document, text, index) }
    }
  }

  /// Whether a lenient loading reads what is in an element that should be a group, because it holds rules.
  private func goesOn(with group: Int, of document: XMLDocument) -> Bool {
    guard report.isLenient else { return false }
    let name = document.name(of: group)
    if document.children(of: group).contains(where: { document.name(of: $0).equalsFoldingCase("rule") }) { return true }
    report.leaveOut(LeftOut(.element, name, at: document.location(of: group)))
    return false
  }

  private func load(group: Int, of document: XMLDocument, _ text: ByteView, _ index: Int) throws(LoadStop) {
    let rules = document.children(of: group)
    guard !rules.isEmpty else {
      try report.attempt { () throws(LoadStop) in
        report.say(
          .error, "empty-group", "Group '\(document.name(of: group))' without any rule.",
          at: document.location(of: group), hint: "Put a rule into the group, or remove it.")
        throw LoadStop()
      }
      return
    }
    let hasName = !document.attributes(of: group).isEmpty
    let groupName = hasName ? document.content(of: group + 1) : ""
    for (position, rule) in rules.enumerated() {
      let failed = try report.attempt { () throws(LoadStop) in
        try load(SourceElement(document: index, node: rule), of: document, text, groupName, group, position)
      }
      if failed, report.isLenient {
        let id = document.attributes(of: rule).first { document.name(of: $0).equalsFoldingCase("id") }
        let name = id.map(document.content(of:)) ?? document.name(of: rule)
        report.leaveOut(LeftOut(id == nil ? .element : .rule, name, at: document.location(of: rule)))
      }
    }
  }

  private func checkGroup(_ group: Int, of document: XMLDocument) throws(LoadStop) {
    let name = document.name(of: group)
    guard name.equalsFoldingCase("group") else {
      report.say(
        .error, "root-element", "rules_op: Invalid root element \"\(name)\".Only \"group\" is allowed",
        at: document.location(of: group), hint: "Rule files hold <group name=\"…\"> elements, side by side.")
      throw LoadStop()
    }
    let attributes = document.attributes(of: group)
    guard attributes.count == 1, document.name(of: attributes.lowerBound).equalsFoldingCase("name") else {
      report.say(
        .error, "root-element", "rules_op: Invalid root element '\(name)'.Only the group name is allowed",
        at: document.location(of: attributes.isEmpty ? group : attributes.upperBound - 1),
        hint: "Write <group name=\"first,second,\">, with nothing else.")
      throw LoadStop()
    }
  }

  private func load(
    _ element: SourceElement, of document: XMLDocument, _ text: ByteView, _ groupName: ByteString, _ group: Int,
    _ position: Int
  ) throws(LoadStop) {
    guard let reading = try start(element, of: document, text, position) else { return }
    let id = reading.id
    var reader = RuleReader(
      document: document, text: text, surroundings: surroundings, report: report, rule: reading)
    do throws(LoadStop) {
      let place = document.attributes(of: group).isEmpty ? group : group + 1
      reader.rule.groups = reader.joined(nil, groupName, at: document.contentLocation(of: place))
      try reader.read(document.children(of: element.node))
      try reader.check()
    } catch {
      // What refers to it falls with it.
      if dropped[id] == nil { dropped[id] = report.diagnostics.count - 1 }
      throw error
    }
    try insert(&reader.rule)
  }

  /// Reads a rule's start tag; nil when its body is not looked at.
  private func start(
    _ element: SourceElement, of document: XMLDocument, _ text: ByteView, _ position: Int
  ) throws(LoadStop) -> RuleReading? {
    let node = element.node
    let location = document.location(of: node)
    guard text[document.nodes[node].name].equalsFoldingCase("rule" as StaticString) else {
      report.say(
        .error, "group-element", "Invalid configuration. '\(document.name(of: node))' is not a valid element.",
        at: location, hint: "A group holds <rule> elements only.")
      throw LoadStop()
    }
    guard !document.attributes(of: node).isEmpty else {
      report.say(
        .error, "rule-attribute", "Invalid rule '\(position)'. You must specify an ID and a level at least.",
        at: location, hint: "Write <rule id=\"100100\" level=\"5\">. (The number counts the group's rules from 0.)")
      throw LoadStop()
    }
    let attributes = try attributes(of: node, in: document, text)
    guard let id = attributes.id, let level = attributes.level else {
      report.say(
        .error, "rule-attribute", "No rule id or level specified for rule '\(position)'.", at: location,
        hint: Self.startHint(node, in: document)
          + " (The number in the message counts the group's rules from 0.)")
      throw LoadStop()
    }
    guard acceptsID(id, attributes, at: location) else { return nil }
    guard document.hasChildren(node) else {
      report.say(
        .error, "empty-rule",
        """
        Rule '\(id)' without any option. It may lead to false positives and some other problems for the system. \
        Exiting.
        """, at: location, hint: "A rule needs at least a <description>.")
      throw LoadStop()
    }
    var reading = RuleReading(definition: RuleDefinition(id: id, level: level, location: location), element: element)
    apply(attributes, to: &reading)
    return reading
  }

  /// What to write in a start tag without a number or a level.
  private static func startHint(_ rule: Int, in document: XMLDocument) -> String {
    let children = document.children(of: rule)
    let written = (["id", "level"] as [ByteString]).filter { name in
      !document.attributes(of: rule).contains { document.name(of: $0).equalsFoldingCase(name) }
        && children.contains { document.name(of: $0).equalsFoldingCase(name) }
    }
    guard !written.isEmpty else { return "Both must be there, and be numbers." }
    func value(_ name: ByteString) -> ByteString {
      let attribute = document.attributes(of: rule).first { document.name(of: $0).equalsFoldingCase(name) }
      let text = (attribute ?? children.first { document.name(of: $0).equalsFoldingCase(name) }).map(
        document.content(of:))
      guard let text, (1...6).contains(text.count), text.bytes.allSatisfy(ASCII.isDigit) else { return "…" }
      return text
    }
    let names = written.map { "\"\($0)\"" }.joined(separator: " and ")
    let kind = written.count == 1 ? "is an attribute" : "are attributes"
    return "\(names) \(kind), no element\(written.count == 1 ? "" : "s"): "
      + "<rule id=\"\(value("id"))\" level=\"\(value("level"))\">."
  }

  /// Reads a rule's attributes; a lenient loading goes on without faulty ones.
  private func attributes(of rule: Int, in document: XMLDocument, _ text: ByteView) throws(LoadStop) -> RuleAttributes {
    var leftOut: Set<Int> = []
    while true {
      do throws(LoadStop) {
        var attributes = try RuleAttributes(
          of: rule, in: document, text, settings: surroundings.settings, report: report, without: leftOut)
        // What level it was to have is not known; this one at least is an alert's.
        if report.isLenient, attributes.level == nil, !leftOut.isEmpty { attributes.level = 3 }
        return attributes
      } catch {
        guard let faulty = report.faultyAttribute, leftOut.insert(faulty).inserted else { throw error }
        try report.goOn(
          without: LeftOut(
            .attribute, document.name(of: faulty), at: document.location(of: faulty),
            owner: document.location(of: rule)), after: error)
      }
    }
  }

  /// Whether the body is looked at, after what there is to say about the number.
  private func acceptsID(_ id: Int, _ attributes: RuleAttributes, at location: SourceLocation) -> Bool {
    let known = tree.rule(id)
    if known != nil, !attributes.overwrites {
      var notes: [Diagnostic.Note] = []
      if let known { notes.append(Diagnostic.Note("The first occurrence.", at: tree.definitions[known].location)) }
      report.say(
        .warning, "7612", "Rule ID '\(id)' is duplicated. Only the first occurrence will be considered.", at: location,
        hint: "Take another number, or add overwrite=\"yes\" to replace the first one.", notes: notes)
      return false
    }
    if known == nil, attributes.overwrites {
      let diagnostic = report.say(
        .warning, "7613",
        "Rule ID '\(id)' does not exist but 'overwrite' is set to 'yes'. Still, the rule will be loaded.",
        at: location)
      report.ask(.rule(id: id, askedBy: id), about: diagnostic)
    }
    return true
  }

  private func apply(_ attributes: RuleAttributes, to reading: inout RuleReading) {
    reading.overwrites = attributes.overwrites
    reading.definition.minimumSize = attributes.minimumSize
    reading.definition.frequency = attributes.frequency
    reading.definition.timeframe = attributes.timeframe
    reading.definition.ignoreSeconds = attributes.ignoreSeconds
    reading.definition.isSilent = attributes.isSilent
    reading.definition.isInaccurate = attributes.isInaccurate
    reading.definition.sendsMail = reading.definition.level >= surroundings.settings.emailAlertLevel
    reading.definition.writesAlert = reading.definition.level >= surroundings.settings.logAlertLevel
  }

  private func insert(_ reading: inout RuleReading) throws(LoadStop) {
    tree.forgetMissing()
    if let diagnostic = reading.droppedBy { return drop(reading, because: diagnostic) }
    if let known = tree.rule(reading.id), reading.overwrites, reading.id > 9 {
      return tree.overwrite(known, with: &reading)
    }
    if report.isLenient { return try attachLeniently(&reading) }
    if let diagnostic = try tree.attach(&reading) { drop(reading, because: diagnostic) }
  }

  /// Attaches a rule; one without a parent is put below the root of its category, or nowhere.
  private func attachLeniently(_ reading: inout RuleReading) throws(LoadStop) {
    let (id, location) = (reading.id, reading.definition.location)
    let relation = reading.relationLocation
    let part = LeftOut(.element, reading.relationName, at: relation, owner: location)
    do throws(LoadStop) {
      if try tree.attach(&reading) == nil { return }
      report.leaveOut(part)
    } catch {
      try report.goOn(without: part, after: error)
    }
    guard tree.rule(id) == nil else { return }
    (reading.ifSid, reading.ifLevel, reading.ifGroup) = (nil, nil, nil)
    (reading.ifMatchedSid, reading.ifMatchedGroup) = (nil, nil)
    do throws(LoadStop) {
      if try tree.attach(&reading) == nil { return }
    } catch {
      try report.goOn(without: part, after: error)
    }
    if tree.rule(id) == nil { _ = tree.add(&reading) }
  }

  /// Remembers that a rule is left out, and whether that follows from another one's being left out.
  private func drop(_ reading: borrowing RuleReading, because diagnostic: Int) {
    for (id, asking) in tree.missing {
      guard let cause = dropped[id] else { continue }
      causes[asking] = cause
      if asking != diagnostic { causes[diagnostic] = cause }
      consequences[cause, default: []].append((reading.id, reading.definition.location))
    }
    if dropped[reading.id] == nil { dropped[reading.id] = diagnostic }
  }
}
