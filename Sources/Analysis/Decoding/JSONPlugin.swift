import Bytes
import JSONText
import Rulesets

/// `JSON_Decoder`: every member of a JSON object becomes a field (spec/decoders.md §7.1).
extension Session {
  func decodeJSON(_ observer: inout some AnalysisObserver) -> Bool {
    guard let decoder = event.decoder?.definition else { return false }
    let text: ByteRange?
    switch decoder.pluginOffset {
    case .none: text = event.log
    case .afterParent: text = event.afterParent
    case .afterPrematch: text = event.afterPrematch
    case .afterRegex:
      logLine("At JSON Decoder: invalid offset value.")
      return false
    }
    guard let text else { return false }
    return flattenJSON(text, nulls: !decoder.discardsJSONNull, arrays: decoder.jsonArrayStructure, &observer)
  }

  /// Reads one value and sets its fields; false when the text is no JSON.
  func flattenJSON(
    _ text: ByteRange, nulls: Bool, arrays: DecoderDefinition.JSONArrayStructure?,
    _ observer: inout some AnalysisObserver
  ) -> Bool {
    guard json.parse(event.arena.view(text)) else { return false }
    guard json.root.kind == .object else { return true }
    keyPath.removeAll(keepingCapacity: true)
    flatten(0, nulls: nulls, arrays: arrays, &observer)
    return true
  }

  private func flatten(
    _ object: Int, nulls: Bool, arrays: DecoderDefinition.JSONArrayStructure?, _ observer: inout some AnalysisObserver
  ) {
    let end = Int(json.nodes[object].end)
    let depth = keyPath.count
    var at = object + 1
    while at < end {
      let node = json.nodes[at]
      if object != 0 { keyPath.append(UInt8(ascii: ".")) }
      keyPath.append(contentsOf: json.text.view(node.key).buffer)
      if node.kind == .object {
        flatten(at, nulls: nulls, arrays: arrays, &observer)
      } else if let value = fieldValue(at, nulls: nulls, arrays: arrays) {
        setJSONField(isNested: object != 0, value, &observer)
      }
      keyPath.removeLast(keyPath.count - depth)
      at = Int(node.end)
    }
  }

  /// The text that a value becomes, in the event's arena; nil where it becomes no field.
  private func fieldValue(
    _ index: Int, nulls: Bool, arrays: DecoderDefinition.JSONArrayStructure?
  ) -> ByteRange? {
    let node = json.nodes[index]
    switch node.kind {
    case .string: return event.arena.append(json.text.view(node.text))
    case .yes: return event.arena.append(literal: "true")
    case .no: return event.arena.append(literal: "false")
    case .null: return nulls ? event.arena.append(literal: "null") : nil
    case .number:
      let start = event.arena.count
      appendNumber(node.number)
      return event.arena.range(from: start)
    case .array:
      guard let arrays else { return nil }
      return arrays == .csv ? commaSeparated(index) : reprinted(index)
    case .object: return nil
    }
  }

  /// Appends a number as the reference stores it: as an integer when it equals its 32-bit truncation, else with six
  /// decimals, cut at 63 bytes. Says whether it was cut.
  @discardableResult
  private func appendNumber(_ number: Double) -> Bool {
    writer.removeAll()
    var wasCut = false
    if number == number.rounded(.towardZero), abs(number) <= 2_147_483_648, Int32(exactly: number) != nil {
      writer.write(decimal: Int(number))
    } else {
      wasCut = writer.write(fixed: number, limit: 63)
    }
    event.arena.append(ByteString(writer.bytes))
    return wasCut
  }

  private func reprinted(_ array: Int) -> ByteRange {
    writer.removeAll()
    writer.write(formattedJSON: JSONValue(reader: json, index: array))
    return event.arena.append(ByteString(writer.bytes))
  }

  /// `json_array_structure csv`: scalars with a comma behind each that is not the last element; containers add
  /// nothing. A number that had to be cut ends the text (spec/corrections.md M10).
  private func commaSeparated(_ array: Int) -> ByteRange? {
    let start = event.arena.count
    let end = Int(json.nodes[array].end)
    var at = array + 1
    while at < end {
      let node = json.nodes[at]
      var wasCut = false
      switch node.kind {
      case .object, .array:
        at = Int(node.end)
        continue
      case .number: wasCut = appendNumber(node.number)
      case .string: event.arena.append(json.text.view(node.text))
      case .yes: event.arena.append(literal: "true")
      case .no: event.arena.append(literal: "false")
      case .null: event.arena.append(literal: "null")
      }
      if wasCut { break }
      at = Int(node.end)
      if at < end { event.arena.append(UInt8(ascii: ",")) }
    }
    let text = event.arena.range(from: start)
    return text.isEmpty ? nil : text
  }

  /// Sets the field that ``keyPath`` names; only names at the top level can be fields the engine knows.
  private func setJSONField(isNested: Bool, _ value: ByteRange, _ observer: inout some AnalysisObserver) {
    if !isNested, let field = knownField(of: keyPath) { return set(field, value, &observer) }
    guard event.dynamic.count < ruleset.fieldLimit else {
      observer.decoding(.dropped(value: event.arena.copy(value), .tooManyFields))
      return logLine("Too many fields for JSON decoder.")
    }
    let name = keyPath.withUnsafeBufferPointer { event.arena.append(ByteView($0)) }
    observer.decoding(
      .field(name: event.arena.copy(name), value: event.arena.copy(value), capture: nil, replaced: nil))
    event.addDynamic(name: name, value: value)
  }

  private func knownField(of name: [UInt8]) -> StaticField? {
    guard name.count >= 2, name.count <= 10 else { return nil }
    return name.withUnsafeBufferPointer { buffer in
      let name = ByteView(buffer)
      if name == "user" {
        // The first `user` fills an empty dstuser; any other is a dynamic field.
        let isFree = event[.dstuser].map(\.isEmpty) ?? true
        return isFree ? .dstuser : nil
      }
      if name == "systemname" { return .systemName }
      for field in Self.namesInJSON where name == field.name { return field }
      return nil
    }
  }

  /// The names at the top level of a JSON log that the engine knows, besides `user` and `systemname`.
  private static let namesInJSON: [StaticField] = [
    .srcip, .dstip, .srcport, .dstport, .protocol, .action, .srcuser, .dstuser, .id, .status, .url, .data, .extraData,
  ]
}
