import Bytes
import Diagnostics
import PatternSyntax
import Patterns
import RulesetSyntax

extension DecoderReader {
  /// The checks that follow reading, in the reference's order (docs/reference/decoders.md §3.5, 1–9).
  func checked() throws(LoadStop) -> DecoderDefinition {
    try checkPresence()
    do throws(LoadStop) {
      try checkOffsets()
    } catch {
      try report.goOn(without: leftOut("offset", at: decoder.location), after: error)
    }
    var definition = DecoderDefinition(name: decoder.name, location: decoder.location)
    definition.parent = decoder.parent
    definition.prematch = try compiled(decoder.prematch, "prematch")
    definition.prematchOffset = decoder.prematch.offset
    definition.programName = try compiled(decoder.programName, "program_name")
    definition.regex = try compiled(decoder.regex, "regex", capturing: true)
    definition.regexOffset = decoder.regex.offset
    do throws(LoadStop) {
      try checkPlugin()
    } catch {
      try report.goOn(without: leftOut("regex", at: place(.regex, .order)), after: error)
      definition.regex = nil
    }
    definition.order = decoder.order ?? []
    definition.plugin = decoder.plugin
    definition.pluginOffset = decoder.pluginOffset
    definition.usesOwnName = decoder.usesOwnName
    definition.category = decoder.category
    definition.firstTimeSeen = decoder.firstTimeSeen
    definition.ftsComment = decoder.ftsComment
    definition.accumulates = decoder.accumulates
    definition.discardsJSONNull = decoder.discardsJSONNull
    definition.jsonArrayStructure = decoder.jsonArrayStructure
    return definition
  }

  private func checkPlugin() throws(LoadStop) {
    guard decoder.plugin != nil, decoder.regex.text != nil || decoder.order != nil else { return }
    report.say(
      .error, "2111", "Additional data to plugin decoder: '\(decoder.name)'.", at: place(.regex, .order),
      hint: "A decoder has either a plugin or a regex with its order; put the regex into a sibling of the same name.")
    throw LoadStop()
  }

  /// Where the first of these elements stands, else the decoder itself.
  private func place(_ elements: DecoderElement...) -> SourceLocation {
    for element in elements { if let place = decoder.place(element) { return place } }
    return decoder.location
  }

  private func checkPresence() throws(LoadStop) {
    if decoder.prematch.text == nil, decoder.parent == nil, decoder.programName.text == nil {
      report.say(
        .error, "2108", "No 'prematch' found in decoder: '\(decoder.name)'.", at: decoder.location,
        hint: "A decoder needs a prematch or a program_name; a child needs its parent.")
      throw faulty()
    }
    do throws(LoadStop) {
      try checkOrder()
    } catch {
      try report.goOn(without: leftOut("order", at: place(.order, .fts, .regex)), after: error)
    }
  }

  private func checkOrder() throws(LoadStop) {
    let hasRegex = decoder.regex.text != nil
    if !hasRegex, decoder.order != nil || decoder.firstTimeSeen != nil {
      let what = decoder.order != nil ? "order" : "fts"
      throw faulty(
        at: place(.order, .fts), hint: "There is an <\(what)> but no <regex>, whose captures it would name.")
    }
    if hasRegex, decoder.order == nil {
      throw faulty(at: place(.regex), hint: "There is a <regex> but no <order>, which names its captures.")
    }
  }

  private func checkOffsets() throws(LoadStop) {
    let isRoot = decoder.parent == nil
    switch decoder.regex.offset {
    case .afterParent where isRoot: throw badOffset("after_parent", .regex, "This decoder has no parent.")
    case .afterPrematch where !isRoot && decoder.prematch.text == nil:
      throw badOffset("after_prematch", .regex, "This decoder has no prematch of its own; did you mean after_parent?")
    case .afterRegex where isRoot:
      throw badOffset("after_regex", .regex, "after_regex continues a sibling of the same name below one parent.")
    default: break
    }
    switch decoder.prematch.offset {
    case .afterParent where isRoot: throw badOffset("after_parent", .prematch, "This decoder has no parent.")
    case .afterPrematch, .afterRegex:
      throw faulty(at: place(.prematch), hint: "A prematch may only have offset=\"after_parent\".")
    default: break
    }
    switch decoder.pluginOffset {
    case .afterParent where isRoot: throw badOffset("after_parent", .pluginDecoder, "This decoder has no parent.")
    case .afterPrematch where decoder.prematch.text == nil:
      throw badOffset("after_prematch", .pluginDecoder, "This decoder has no prematch of its own.")
    default: break
    }
  }

  private func badOffset(_ value: String, _ element: DecoderElement, _ hint: String) -> LoadStop {
    report.say(.error, "2120", "Invalid offset value: '\(value)'", at: place(element), hint: hint)
    return faulty()
  }

  /// Says that the decoder is faulty where the reference does not say why.
  private func faulty(at location: SourceLocation, hint: String) -> LoadStop {
    report.say(.error, "2107", "Decoder configuration error: '\(decoder.name)'.", at: location, hint: hint)
    return LoadStop()
  }

  private func compiled(
    _ pattern: DecoderReading.Pattern, _ element: ByteString, capturing: Bool = false
  ) throws(LoadStop) -> PatternText? {
    guard let text = pattern.text else { return nil }
    let location = pattern.location ?? decoder.location
    do throws(PatternError) {
      return PatternText(try patterns.pattern(text, dialect: pattern.dialect, capturing: capturing), at: location)
    } catch {
      report.say(
        .error, "1452", "Syntax error on regex: '\(text)'", at: location.advanced(by: error.position, in: text),
        hint: error.advice)
      try report.goOn(without: leftOut(element, at: location), after: faulty())
      // What never matches keeps the decoder in its place, and takes no event from another one.
      return (try? Pattern("(?!)", dialect: .pcre2, capturing: capturing)).map { PatternText($0, at: location) }
    }
  }
}

extension SourceLocation {
  /// The place of a byte of a text that begins here.
  func advanced(by offset: Int, in text: ByteString) -> SourceLocation {
    let passed = text.bytes.prefix(max(0, offset))
    guard let lastLine = passed.lastIndex(of: 0x0A) else {
      return SourceLocation(file: file, line: line, column: column + passed.count)
    }
    let lines = passed.count { $0 == 0x0A }
    return SourceLocation(file: file, line: line + lines, column: passed.count - lastLine)
  }
}
