import Bytes
import Diagnostics
import PatternSyntax
import Patterns
import RulesetSyntax

/// Reads the elements of one decoder.
struct DecoderReader {
  let document: XMLDocument
  let text: ByteView
  let element: Int
  let settings: RulesetSettings
  let report: LoadReport
  let patterns: PatternStore
  var decoder: DecoderReading

  /// Reads all elements.
  mutating func read(_ children: [Int]) throws(LoadStop) {
    for child in children {
      do throws(LoadStop) {
        try readElement(child)
      } catch {
        try report.goOn(without: leftOut(document.name(of: child), at: document.location(of: child)), after: error)
      }
    }
  }

  /// An element that the decoder is loaded without.
  func leftOut(_ name: ByteString, at location: SourceLocation) -> LeftOut {
    LeftOut(.element, name, at: location, owner: decoder.location)
  }

  private mutating func readElement(_ child: Int) throws(LoadStop) {
    let node = document.nodes[child]
    let name = text[node.name]
    guard let kind = DecoderElement.named(name) else {
      report.say(
        .error, "decoder-element",
        "Invalid element '\(ByteString(name))' for decoder '\(document.name(of: element))'",
        at: document.location(of: child), hint: hint(forUnknown: ByteString(name)))
      throw LoadStop()
    }
    decoder.note(kind, at: document.location(of: child))
    try read(kind, child)
  }

  private func hint(forUnknown name: ByteString) -> String? {
    let known = DecoderElement.names.map { ByteString("\($0)") }
    if known.contains(name.lowercased) {
      return "This element's name must be lower case: \"\(name.lowercased)\"."
    }
    if let hint = DecoderVocabulary.hint(forElement: name) { return hint }
    return Suggestion.closest(to: name, among: known).map { "Did you mean \"\($0)\"?" }
      ?? "The elements of a decoder are \(known.map(\.description).sorted().joined(separator: ", "))."
  }

  private mutating func read(_ kind: DecoderElement, _ child: Int) throws(LoadStop) {
    let content = document.content(of: child)
    switch kind {
    case .parent: decoder.parent = joined(decoder.parent, content, child)
    case .programName:
      let type = dialect(of: child, "program_name", accepted: [.osmatch, .osregex, .pcre2]) ?? .osmatch
      add(content, type, to: \.programName, child)
    case .prematch:
      let (type, offset) = try attributes(of: child, "prematch", \.prematch, level: .error)
      add(content, type, to: \.prematch, child)
      decoder.prematch.offset = offset ?? decoder.prematch.offset
    case .regex:
      let (type, offset) = try attributes(of: child, "regex", \.regex, level: .warning)
      add(content, type, to: \.regex, child)
      decoder.regex.offset = offset ?? decoder.regex.offset
    case .order: try readOrder(content, child)
    case .pluginDecoder: try readPlugin(content, child)
    case .useOwnName: if content == "true" { decoder.usesOwnName = true }
    case .type:
      guard let category = EventCategory(name: content) else {
        report.say(
          .error, "decoder-type", "Invalid decoder type '\(content)'.", at: document.contentLocation(of: child),
          hint: choice(
            content, EventCategory.ofDecoders.map { ByteString("\($0.name)") }))
        throw LoadStop()
      }
      decoder.category = category
    case .fts: try readFirstTimeSeen(content, child)
    case .ftsComment: decoder.ftsComment = joined(decoder.ftsComment, content, child)
    case .accumulate: decoder.accumulates = true
    case .jsonNullField: readJSONNullField(content, child)
    case .jsonArrayStructure: readJSONArrayStructure(content, child)
    }
  }

  private func choice(_ given: ByteString, _ values: [ByteString]) -> String {
    if let close = Suggestion.closest(to: given, among: values) { return "Did you mean \"\(close)\"?" }
    return "It may be \(values.map(\.description).joined(separator: ", "))."
  }

  // MARK: Texts

  /// Joins a further piece to a text; nil, with a message, when it grows too long.
  private func joined(_ text: ByteString?, _ piece: ByteString, _ child: Int) -> ByteString? {
    guard piece.count + (text?.count ?? 0) < DecoderReading.textLimit else {
      report.say(
        .error, "1104", "Maximum string size reached for: \(piece).", at: document.contentLocation(of: child),
        hint: "The text of an element, all repetitions together, may be \(DecoderReading.textLimit - 1) bytes long; "
          + "all of it is dropped.")
      return nil
    }
    guard var text else { return piece }
    text.append(piece)
    return text
  }

  private mutating func add(
    _ content: ByteString, _ dialect: Dialect, to path: WritableKeyPath<DecoderReading, DecoderReading.Pattern>,
    _ child: Int
  ) {
    var pattern = decoder[keyPath: path]
    if pattern.text == nil { pattern.location = document.contentLocation(of: child) }
    pattern.text = joined(pattern.text, content, child)
    // Each part decides anew, and the last one decides for all of the text.
    pattern.dialect = dialect
    decoder[keyPath: path] = pattern
  }

  private func attribute(_ name: StaticString, of child: Int) -> Int? {
    document.attributes(of: child).first { text[document.nodes[$0].name] == name }
  }

  /// The `type` of a pattern; nil without one, and for a bad one after a warning.
  private func dialect(of child: Int, _ element: String, accepted: [Dialect]) -> Dialect? {
    guard let attribute = attribute("type", of: child) else { return nil }
    let written = text[document.nodes[attribute].content]
    let dialect: Dialect? =
      if written.equalsFoldingCase("osregex" as StaticString) {
        .osregex
      } else if written.equalsFoldingCase("osmatch" as StaticString) {
        .osmatch
      } else if written.equalsFoldingCase("pcre2" as StaticString) {
        .pcre2
      } else {
        nil
      }
    if let dialect, accepted.contains(dialect) { return dialect }
    let value = ByteString(written)
    report.say(
      .warning, "7601",
      "Invalid value for attribute 'type' in '\(element)' option (decoder `\(decoder.name)`). Default value will be used.",
      at: document.contentLocation(of: attribute), hint: choice(value, accepted.map { ByteString($0.rawValue) }))
    return nil
  }

  /// The attributes of `prematch` and `regex`.
  private func attributes(
    of child: Int, _ element: String, _ path: KeyPath<DecoderReading, DecoderReading.Pattern>, level: LoadMessage.Level
  ) throws(LoadStop) -> (Dialect, DecoderDefinition.Offset?) {
    var found: DecoderDefinition.Offset?
    if let attribute = attribute("offset", of: child) {
      let value = document.content(of: attribute)
      found = DecoderDefinition.Offset(name: value)
      if found == nil {
        report.say(
          level, "7601",
          "Invalid value for attribute 'offset' in '\(element)' option (decoder `\(decoder.name)`). Default value will be used.",
          at: document.contentLocation(of: attribute),
          hint: choice(value, PatternOffset.names.map { ByteString($0) }))
      } else if decoder[keyPath: path].text != nil {
        report.say(
          .error, "2109", "Duplicated offsets for same regex: '\(decoder.name)'.", at: document.location(of: attribute),
          hint: "Several <\(element)> of a decoder are one pattern; only the first of them may have an offset.")
        throw faulty()
      }
    }
    return (dialect(of: child, element, accepted: [.osregex, .pcre2]) ?? .osregex, found)
  }

  /// Says that the decoder is faulty, after its fault was named.
  func faulty() -> LoadStop {
    report.follow(.error, "2107", "Decoder configuration error: '\(decoder.name)'.")
    return LoadStop()
  }

  // MARK: Plugins and JSON

  private mutating func readPlugin(_ content: ByteString, _ child: Int) throws(LoadStop) {
    decoder.pluginOffset = .none
    if let plugin = DecoderDefinition.Plugin(rawValue: content.description) {
      decoder.plugin = plugin
    } else if decoder.plugin == nil {
      report.say(
        .error, "2110", "Invalid decoder argument for plugin_decoder: '\(content)'.",
        at: document.contentLocation(of: child),
        hint: choice(content, DecoderDefinition.Plugin.allCases.map { ByteString($0.rawValue) }))
      throw LoadStop()
    }
    guard let attribute = attribute("offset", of: child) else { return }
    let value = document.content(of: attribute)
    guard let offset = DecoderDefinition.Offset(name: value) else {
      report.say(
        .error, "2107", "Decoder configuration error: '\(decoder.name)'.", at: document.contentLocation(of: attribute),
        hint: "\"\(value)\" is no offset. " + choice(value, ["after_parent", "after_prematch"]))
      throw LoadStop()
    }
    decoder.pluginOffset = offset
  }

  private mutating func readJSONNullField(_ content: ByteString, _ child: Int) {
    switch content.lowercased {
    case "string": decoder.discardsJSONNull = false
    case "discard": decoder.discardsJSONNull = true
    case "empty":
      decoder.discardsJSONNull = false
      say("7603", "Deprecated", content, "json_null_field", child, hint: "Write \"string\" or \"discard\".")
    default:
      decoder.discardsJSONNull = false
      say(
        "7602", "Invalid", content, "json_null_field", child, hint: choice(content, ["string", "discard"]))
    }
  }

  private mutating func readJSONArrayStructure(_ content: ByteString, _ child: Int) {
    if let structure = JSONArrayStructure(rawValue: content.lowercased.description) {
      decoder.jsonArrayStructure = structure
      return
    }
    decoder.jsonArrayStructure = .array
    say(
      "7602", "Invalid", content, "json_array_structure", child,
      hint: choice(content, JSONArrayStructure.allCases.map { ByteString($0.rawValue) }))
  }

  private func say(
    _ code: String, _ judgement: String, _ value: ByteString, _ element: String, _ child: Int, hint: String
  ) {
    report.say(
      .warning, code,
      "\(judgement) value '\(value)' in '\(element)' option (decoder `\(decoder.name)`). Default value will be used.",
      at: document.contentLocation(of: child), hint: hint)
  }

  // MARK: Fields

  /// Splits a list at its commas; `\,` is no separator.
  ///
  /// Each item comes with the leading spaces that messages quote, and ends at the first space behind its text.
  static func items(of list: ByteString) -> [(text: ByteString, quoted: ByteString)] {
    var items: [(text: ByteString, quoted: ByteString)] = []
    var part: [UInt8] = []
    func finish() {
      let start = part.firstIndex { $0 != 0x20 } ?? part.count
      let end = part[start...].firstIndex(of: 0x20) ?? part.count
      let quoted = ByteString(Array(part[..<end]))
      items.append((start == 0 ? quoted : ByteString(Array(part[start..<end])), quoted))
      part.removeAll(keepingCapacity: true)
    }
    var index = 0
    while index < list.count {
      let byte = list.bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < list.count, list.bytes[index + 1] == UInt8(ascii: ",") {
        part.append(UInt8(ascii: ","))
        index += 2
        continue
      }
      if byte == UInt8(ascii: ",") { finish() } else { part.append(byte) }
      index += 1
    }
    finish()
    return items
  }

  private mutating func readOrder(_ content: ByteString, _ child: Int) throws(LoadStop) {
    let items = Self.items(of: content)
    guard items.count <= settings.decoderOrderSize else {
      report.say(
        .error, "order-size", "Order has too many fields.", at: document.contentLocation(of: child),
        hint: "At most \(settings.decoderOrderSize) fields; this order has \(items.count).")
      throw LoadStop()
    }
    var order: [OrderField] = []
    for (item, quoted) in items {
      guard !item.isEmpty else {
        report.say(
          .error, "order-field", "decode-xml: Wrong field '\(quoted)' in the order of decoder '\(decoder.name)'",
          at: document.contentLocation(of: child), hint: "There is an empty name: a comma too many, or nothing at all.")
        throw LoadStop()
      }
      order.append(Self.field(item))
    }
    decoder.order = order
  }

  /// What a name of an `<order>` stands for (docs/reference/decoders.md §6.1).
  static func field(_ name: ByteString) -> OrderField {
    guard Vocabulary.orderNames.contains(name) else { return .dynamic(name) }
    return .known(StaticField(name: name) ?? .dstuser)
  }

  private mutating func readFirstTimeSeen(_ content: ByteString, _ child: Int) throws(LoadStop) {
    var seen = decoder.firstTimeSeen ?? DecoderDefinition.FirstTimeSeen()
    seen.dynamic = []
    var isRecognised = decoder.firstTimeSeen != nil
    // Behind the first static field of the order nothing is found any more.
    var known: [ByteString] = []
    for case .dynamic(let name) in (decoder.order ?? []).prefix(while: { if case .dynamic = $0 { true } else { false } }
    ) {
      known.append(name)
    }
    var chosen: Set<Int> = []
    for (item, quoted) in Self.items(of: content) {
      switch item {
      case "name": isRecognised = true
      case "location": (seen.location, isRecognised) = (true, true)
      case _ where Vocabulary.firstTimeSeenNames.contains(item):
        isRecognised = true
        switch item {
        case "user": seen.fields.insert(.dstuser)
        case "extra_data": seen.fields.insert(.data)
        default: if let field = StaticField(name: item) { seen.fields.insert(field) }
        }
      default:
        if let index = known.firstIndex(where: { $0.equalsFoldingCase(item) }), !item.isEmpty {
          isRecognised = true
          chosen.insert(index)
        } else if item.isEmpty || decoder.order != nil {
          let allowed: [ByteString] =
            ["name", "id", "location", "srcip", "dstip", "user", "srcuser", "data", "system_name"] + known
          report.say(
            .error, "fts-field", "decode-xml: Wrong field '\(quoted)' in the fts decoder '\(decoder.name)'",
            at: document.contentLocation(of: child),
            hint: item.isEmpty ? "There is an empty name: a comma too many, or nothing at all." : choice(item, allowed))
          throw LoadStop()
        }
      }
    }
    seen.dynamic = chosen.sorted().map { known[$0] }
    if isRecognised { decoder.firstTimeSeen = seen }
  }
}
