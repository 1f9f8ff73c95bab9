import Bytes
import JSONText
import Rulesets

/// `JSON_Decoder`: every member of a JSON object becomes a field (spec/decoders.md §7.1).
extension Session {
  func decodeJSON(_ observer: inout some AnalysisObserver) -> Bool {
    guard let decoder = event.decoder else { return false }
    let text: ByteRange?
    switch decoder.definition.pluginOffset {
    case .none: text = event.log
    case .afterParent: text = event.afterParent
    case .afterPrematch: text = event.afterPrematch
    case .afterRegex:
      logLine("At JSON Decoder: invalid offset value.")
      return false
    }
    guard let text else { return false }
    return flattenJSON(
      text, nulls: !decoder.definition.discardsJSONNull, arrays: decoder.definition.jsonArrayStructure, &observer)
  }

  /// Reads one value and sets its fields; false when the text is no JSON.
  func flattenJSON(
    _ text: ByteRange, nulls: Bool, arrays: DecoderDefinition.JSONArrayStructure?,
    _ observer: inout some AnalysisObserver
  ) -> Bool {
    guard json.parse(text) else { return false }
    let nodes = json.nodes
    guard nodes[0].kind == .object else { return true }
    flatten(nodes, 0, path: nil, nulls: nulls, arrays: arrays, &observer)
    return true
  }

  /// - Parameter path: the name of the object; nil for the whole document.
  private func flatten(
    _ nodes: PlainBuffer<JSONReader.Node>, _ object: Int, path: ByteRange?, nulls: Bool,
    arrays: DecoderDefinition.JSONArrayStructure?, _ observer: inout some AnalysisObserver
  ) {
    let end = Int(nodes[object].end)
    var at = object &+ 1
    while at < end {
      let node = nodes[at]
      if node.kind == .string {
        setJSONField(node.key, in: path, node.text, &observer)
      } else if node.kind == .object {
        flatten(nodes, at, path: name(of: node.key, in: path), nulls: nulls, arrays: arrays, &observer)
      } else if let value = fieldValue(node, at, nulls: nulls, arrays: arrays) {
        setJSONField(node.key, in: path, value, &observer)
      }
      at = Int(node.end)
    }
  }

  /// The name of a member: its key behind those of the objects that it stands in.
  @inline(__always)
  private func name(of key: ByteRange, in path: ByteRange?) -> ByteRange {
    guard let path else { return key }
    return event.arena.append(path, UInt8(ascii: "."), key)
  }

  /// The text that a value becomes, in the event's arena; nil where it becomes no field.
  @inline(never)
  private func fieldValue(
    _ node: JSONReader.Node, _ index: Int, nulls: Bool, arrays: DecoderDefinition.JSONArrayStructure?
  ) -> ByteRange? {
    switch node.kind {
    case .string: return node.text
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
    if abs(number) <= 2_147_483_648, let integer = Int32(exactly: number) {
      event.arena.append(decimal: Int(integer))
      return false
    }
    // PERF: without the C library's formatter, which takes thousands of instructions.
    if event.arena.append(fixed: number) != nil { return false }
    writer.removeAll()
    let wasCut = writer.write(fixed: number, limit: 63)
    event.arena.append(writer.bytes)
    return wasCut
  }

  private func reprinted(_ array: Int) -> ByteRange {
    writer.removeAll()
    writer.write(formattedJSON: JSONValue(reader: json, index: array))
    return event.arena.append(writer.bytes)
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
      case .string: event.arena.append(node.text)
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

  /// Sets the field of a member; only names at the top level can be fields the engine knows.
  private func setJSONField(
    _ key: ByteRange, in path: ByteRange?, _ value: ByteRange, _ observer: inout some AnalysisObserver
  ) {
    if path == nil, let field = knownField(of: event.arena.view(key)) { return set(field, value, &observer) }
    guard event.dynamic.count < ruleset.fieldLimit else {
      observer.decoding(.dropped(value: event.arena.copy(value), .tooManyFields))
      return logLine("Too many fields for JSON decoder.")
    }
    let name = name(of: key, in: path)
    observer.decoding(
      .field(name: event.arena.copy(name), value: event.arena.copy(value), capture: nil, replaced: nil))
    event.addDynamic(name: name, value: value)
  }

  /// The field that a name at the top level of a JSON log stands for.
  private func knownField(of name: ByteView) -> StaticField? {
    switch name.count {
    case 2: return name == "id" ? .id : nil
    case 3: return name == "url" ? .url : nil
    case 4:
      // The first `user` fills an empty dstuser; any other is a dynamic field.
      if name == "user" { return event[.dstuser].map(\.isEmpty) ?? true ? .dstuser : nil }
      return name == "data" ? .data : nil
    case 5: return name == "srcip" ? .srcip : name == "dstip" ? .dstip : nil
    case 6: return name == "action" ? .action : name == "status" ? .status : nil
    case 7:
      if name == "srcport" { return .srcport }
      if name == "dstport" { return .dstport }
      return name == "srcuser" ? .srcuser : name == "dstuser" ? .dstuser : nil
    case 8: return name == "protocol" ? .protocol : nil
    case 10: return name == "extra_data" ? .extraData : name == "systemname" ? .systemName : nil
    default: return nil
    }
  }
}
