import Bytes
import JSONText
import Memory
import RulesetSyntax
import Rulesets

/// `JSON_Decoder`: every member of a JSON object becomes a field (docs/reference/decoders.md §7.1).
extension DecoderWalk {
  func decodeJSON(_ observer: inout some AnalysisObserver) -> Bool {
    let settings = event.ask {
      (
        offset: $0.definition.pluginOffset, nulls: !$0.definition.discardsJSONNull,
        arrays: $0.definition.jsonArrayStructure
      )
    }
    guard let settings else { return false }
    let text: ByteRange?
    switch settings.offset {
    case .none: text = event.log
    case .afterParent: text = event.afterParent
    case .afterPrematch: text = event.afterPrematch
    case .afterRegex:
      notes.line("At JSON Decoder: invalid offset value.")
      return false
    }
    guard let text else { return false }
    return flattenJSON(text, nulls: settings.nulls, arrays: settings.arrays, &observer)
  }

  /// Reads one value and sets its fields; false when the text is no JSON.
  func flattenJSON(
    _ text: ByteRange, nulls: Bool, arrays: DecoderDefinition.JSONArrayStructure?,
    _ observer: inout some AnalysisObserver
  ) -> Bool {
    guard json.parse(text) else { return false }
    let nodes = json.nodes
    guard nodes[0].kind == .object else { return true }
    flatten(nodes, 0, path: ByteRange(offset: 0, count: 0), nulls: nulls, arrays: arrays, &observer)
    return true
  }

  /// - Parameter path: what stands before the names of the object's members: its own name and a dot; nothing in the
  ///   whole document.
  private func flatten(
    _ nodes: PlainView<JSONReader.Node>, _ object: Int, path: ByteRange, nulls: Bool,
    arrays: DecoderDefinition.JSONArrayStructure?, _ observer: inout some AnalysisObserver
  ) {
    let end = Int(nodes[object].end)
    var at = object &+ 1
    while at < end {
      let node = nodes[at]
      if node.kind == .string {
        setJSONField(node.key, in: path, node.text, &observer)
      } else if node.kind == .object {
        flatten(nodes, at, path: event.path(to: node.key, in: path), nulls: nulls, arrays: arrays, &observer)
      } else if let value = fieldValue(node, at, nulls: nulls, arrays: arrays, event.arena) {
        setJSONField(node.key, in: path, value, &observer)
      }
      at = Int(node.end)
    }
  }

  /// The text that a value becomes, in the event's arena; nil where it becomes no field.
  @inline(never)
  private func fieldValue(
    _ node: JSONReader.Node, _ index: Int, nulls: Bool, arrays: DecoderDefinition.JSONArrayStructure?,
    _ arena: ByteArena
  ) -> ByteRange? {
    switch node.kind {
    case .string: return node.text
    case .yes: return arena.append(literal: "true")
    case .no: return arena.append(literal: "false")
    case .null: return nulls ? arena.append(literal: "null") : nil
    case .number:
      let start = arena.count
      append(node.number, to: arena)
      return arena.range(from: start)
    case .array:
      guard let arrays else { return nil }
      return arrays == .csv ? commaSeparated(index) : reprinted(index)
    case .object: return nil
    }
  }

  /// Appends a number as the reference stores it: as an integer when it equals its 32-bit truncation, else with six
  /// decimals, cut at 63 bytes. Says whether it was cut.
  @discardableResult
  private func append(_ number: Double, to arena: ByteArena) -> Bool {
    if number > -2_147_483_649, number < 2_147_483_648, Double(Int32(number)) == number {
      arena.append(decimal: Int(number))
      return false
    }
    // PERF: without the C library's formatter, which takes thousands of instructions.
    return arena.append(fixed: number) == nil && appendLibraryForm(number, to: arena)
  }

  @inline(never)
  private func appendLibraryForm(_ number: Double, to arena: ByteArena) -> Bool {
    writer.removeAll()
    let wasCut = writer.write(fixed: number, limit: 63)
    arena.append(writer.bytes)
    return wasCut
  }

  private func reprinted(_ array: Int) -> ByteRange {
    writer.removeAll()
    writer.write(formattedJSON: JSONValue(reader: json, index: array))
    return event.arena.append(writer.bytes)
  }

  /// `json_array_structure csv`: scalars with a comma behind each that is not the last element; containers add
  /// nothing. A number that had to be cut ends the text (docs/reference/decoders.md §7.1).
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
      case .number: wasCut = append(node.number, to: event.arena)
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
  @inline(__always)
  private func setJSONField(
    _ key: ByteRange, in path: ByteRange, _ value: ByteRange, _ observer: inout some AnalysisObserver
  ) {
    if path.isEmpty, let field = knownField(of: event.arena.view(key)) { return set(field, value, &observer) }
    guard event.dynamic.count < ruleset.fieldLimit else {
      observer.decoding(.dropped(value: event.arena.copy(value), .tooManyFields))
      return notes.line("Too many fields for JSON decoder.")
    }
    let name = event.addDynamic(path: path, key: key, value: value)
    observer.decoding(
      .field(name: event.arena.copy(name), value: event.arena.copy(value), capture: nil, replaced: nil))
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
