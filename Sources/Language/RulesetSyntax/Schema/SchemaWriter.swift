/// Writes the parts of the schema, each line with its indentation.
struct SchemaWriter {
  private(set) var text = ""
  private var depth = 1

  // MARK: Lines

  private mutating func line(_ text: String) {
    self.text += String(repeating: "  ", count: depth) + text + "\n"
  }

  /// An element with what `body` writes in it; with nothing in it where that writes nothing.
  private mutating func element(_ tag: String, _ attributes: String = "", _ body: (inout SchemaWriter) -> Void) {
    let start = text.utf8.count
    let opening = attributes.isEmpty ? tag : "\(tag) \(attributes)"
    line("<\(opening)>")
    let end = text.utf8.count
    depth += 1
    body(&self)
    depth -= 1
    guard text.utf8.count > end else {
      text.removeLast(end - start)
      return line("<\(opening)/>")
    }
    line("</\(tag)>")
  }

  private mutating func define(_ name: String, _ body: (inout SchemaWriter) -> Void) {
    text += "\n"
    element("define", "name=\"\(name)\"", body)
  }

  private mutating func reference(_ name: String) { line("<ref name=\"\(name)\"/>") }

  // MARK: Parts

  mutating func writeStart() {
    element("start") { start in
      start.element("choice") { choice in
        for name in ["decoder", "group", "var"] { choice.reference(name) }
      }
    }
    define("variable") { $0.write(.matching(".*[$].+")) }
    define("number") { $0.write(ValueRule(.matching("[0-9]+"), allowsVariable: true)) }
    define("var") { define in
      define.element("element", "name=\"var\"") { variable in
        variable.write(Vocabulary.variableName)
        variable.line("<text/>")
      }
    }
  }

  mutating func writeDecoder() {
    let groups = ShapeGroup.groups(of: Vocabulary.decoder)
    define("decoder") { define in
      define.element("element", "name=\"decoder\"") { decoder in
        for attribute in Vocabulary.decoderAttributes { decoder.write(attribute) }
        decoder.element("oneOrMore") { $0.writeChoice(among: groups, "decoder") }
      }
    }
    for group in groups { define(group.name(below: "decoder")) { $0.write(group) } }
  }

  mutating func writeGroup() {
    define("group") { define in
      define.element("element", "name=\"group\"") { group in
        group.write(Vocabulary.groupName)
        group.element("oneOrMore") { rules in
          rules.element("choice") { choice in
            choice.reference("rule")
            choice.reference("var")
          }
        }
      }
    }
  }

  mutating func writeRule() {
    // What the engine only warns of is not offered.
    let entries = Vocabulary.rule.filter { $0.role != .retired }
    let groups = ShapeGroup.groups(of: entries.filter { !$0.isRequired })
    let required = ShapeGroup.groups(of: entries.filter(\.isRequired))
    define("rule") { define in
      define.element("element", "name=\"rule\"") { rule in
        for attribute in RuleAttribute.allCases { rule.write(attribute.entry) }
        rule.element("interleave") { parts in
          for group in required { parts.element("oneOrMore") { $0.write(group) } }
          parts.element("zeroOrMore") { $0.writeChoice(among: groups, "rule") }
        }
      }
    }
    for group in groups { define(group.name(below: "rule")) { $0.write(group) } }
  }

  private mutating func writeChoice(among groups: [ShapeGroup], _ owner: String) {
    element("choice") { choice in
      choice.reference("var")
      for group in groups { choice.reference(group.name(below: owner)) }
    }
  }

  // MARK: Elements, attributes, values

  private mutating func write(_ group: ShapeGroup) {
    let body = { (element: inout SchemaWriter) in
      for attribute in group.attributes { element.write(attribute) }
      element.write(group.value)
    }
    guard group.names.count > 1 else { return element("element", "name=\"\(group.names[0])\"", body) }
    element("element") { element in
      element.element("choice") { choice in
        for name in group.names { choice.line("<name>\(name)</name>") }
      }
      body(&element)
    }
  }

  private mutating func write(_ attribute: AttributeEntry) {
    guard attribute.isRequired else {
      var required = attribute
      required.isRequired = true
      return element("optional") { $0.write(required) }
    }
    element("attribute", "name=\"\(attribute.name)\"") { written in
      if attribute.value != .anything { written.write(attribute.value) }
    }
  }

  private mutating func write(_ value: ValueRule) {
    let choices = max(1, value.words.count) + (value.allowsVariable ? 1 : 0) + (value.allowsEmpty ? 1 : 0)
    // A number comes with its variables.
    let isWhole = choices == 1 || value.form == .number && !value.allowsEmpty
    guard isWhole else {
      return element("choice") { choice in
        choice.write(value.form)
        if value.allowsVariable, value.form != .number { choice.reference("variable") }
        if value.allowsEmpty { choice.line("<empty/>") }
      }
    }
    write(value.form)
  }

  private mutating func write(_ form: ValueRule.Form) {
    switch form {
    case .anything: line("<text/>")
    case .number: reference("number")
    case .integer(let range):
      element("data", "type=\"integer\"") { data in
        data.line("<param name=\"minInclusive\">\(range.lowerBound)</param>")
        data.line("<param name=\"maxInclusive\">\(range.upperBound)</param>")
      }
    case .matching(let pattern):
      line("<data type=\"string\"><param name=\"pattern\">\(pattern)</param></data>")
    case .word(let words): for word in words { line("<value>\(word)</value>") }
    case .exactWord(let words): for word in words { line("<value type=\"string\">\(word)</value>") }
    case .techniques: writeTechniques()
    }
  }

  private mutating func writeTechniques() {
    let names = Vocabulary.mitre
    let part = { (name: String) in
      { (writer: inout SchemaWriter) in
        writer.element("element", "name=\"\(name)\"") { $0.write(.matching(".+")) }
      }
    }
    element("choice") { choice in
      choice.element("oneOrMore", "", part(names.technique))
      choice.element("interleave") { pair in
        part(names.tacticOfPair)(&pair)
        part(names.techniqueOfPair)(&pair)
      }
    }
  }
}
