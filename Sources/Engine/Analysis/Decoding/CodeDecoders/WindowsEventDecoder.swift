import Bytes
import JSONText
import Memory
import RulesetSyntax
import Rulesets

/// Events of the Windows event channel: `{"Message": …, "Event": "<Event …>"}` becomes `{"win": {…}}`, which is the log
/// from then on, and its members become fields.
enum WindowsEventDecoder: CodeDecoder {
  static func decode(_ work: CodeDecoding) -> CodeDecoding.Result {
    guard work.json.parse(work.event.fullLog) else {
      work.error = "Malformed EventChannel JSON event."
      return .dropped("the message of the event channel is no JSON")
    }
    guard let xml = member("event", of: work.json) else {
      return .dropped("the message of the event channel has no member Event")
    }
    work.report(work.decoders.windows)
    work.windows.removeAll()
    let message = member("message", of: work.json)
    readXML(work.json.nodes[xml], work)
    if let message { addMessage(message, work) }
    setFields(work)
    writeLog(work)
    return .decoded
  }

  /// The first member of a name, compared without case.
  private static func member(_ name: StaticString, of json: JSONReader) -> Int? {
    let nodes = json.nodes
    guard nodes[0].kind == .object else { return nil }
    let wanted = ByteView(base: name.utf8Start, count: name.utf8CodeUnitCount)
    var at = 1
    while at < Int(nodes[0].end) {
      if json.text.view(nodes[at].key).equalsFoldingCase(wanted) { return at }
      at = Int(nodes[at].end)
    }
    return nil
  }

  /// What the XML reader sees is the text as it stands in JSON: with backslashes and quotes escaped.
  private static func readXML(_ node: JSONReader.Node, _ work: CodeDecoding) {
    guard node.kind == .string else { return }
    let arena = work.event.arena
    let text = arena.escaped(node.text)
    var nodes: [XMLDocument.Node] = []
    swap(&nodes, &work.windows.nodes)
    var scanner = XMLScanner(arena.view(text), holdsNUL: false, nodes: consume nodes)
    do throws(XMLScanner.Failure) {
      try scanner.scan()
    } catch {
      work.logLines.append("Could not read XML string: '\(String(arena.view(text)))'")
      return
    }
    let pieces = scanner.pieces.isEmpty ? nil : arena.append(scanner.pieces)
    var walk = WindowsEventWalk(nodes: scanner.nodes, text: text, pieces: pieces, work: work)
    walk.run()
    work.windows.nodes = scanner.nodes
  }

  /// The provider's text, with its quotes: what it is in JSON, its escapes undone once.
  private static func addMessage(_ index: Int, _ work: CodeDecoding) {
    let arena = work.event.arena
    let key = arena.append(literal: "message")
    let node = work.json.nodes[index]
    let start = arena.count
    if node.kind == .string {
      arena.append(UInt8(ascii: "\""))
      arena.append(escapingRareControls: node.text)
      arena.append(UInt8(ascii: "\""))
    } else {
      var writer = ByteWriter()
      writer.write(compactJSON: JSONValue(reader: work.json, index: index))
      arena.append(unescapedOnce(writer.bytes))
    }
    work.windows.system.append(.init(key: key, value: arena.range(from: start)))
  }

  private static func unescapedOnce(_ text: [UInt8]) -> [UInt8] {
    let short: [UInt8: UInt8] = [
      UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    ]
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "\\"), index + 1 < text.count, let byte = short[text[index + 1]] {
        bytes.append(byte)
        index += 2
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return bytes
  }

  // MARK: What becomes of the members

  private static func setFields(_ work: CodeDecoding) {
    let (arena, parts) = (work.event.arena, work.windows)
    setFields(parts.system.view, below: arena.append(literal: "win.system."), work)
    setFields(parts.data.view, below: arena.append(literal: "win.eventdata."), work)
    guard let name = parts.otherName else { return }
    let start = arena.count
    arena.append(literal: "win.")
    appendKey(name, to: arena)
    arena.append(UInt8(ascii: "."))
    setFields(parts.other.view, below: arena.range(from: start), work)
  }

  private static func setFields(
    _ members: PlainView<WindowsEventParts.Member>, below path: ByteRange, _ work: CodeDecoding
  ) {
    let event = work.event
    for member in members {
      guard event.dynamic.count < work.fieldLimit else {
        work.logLines.append("Too many fields for JSON decoder.")
        continue
      }
      let start = event.arena.count
      event.arena.append(path)
      appendKey(member.key, to: event.arena)
      event.addDynamic(name: event.arena.range(from: start), value: member.value)
    }
  }

  /// Appends a name with its first letter made small.
  @inline(__always)
  private static func appendKey(_ key: ByteRange, to arena: ByteArena) {
    guard key.count > 0 else { return }
    arena.append(ASCII.fold(arena.view(key)[0]))
    arena.append(key.from(1))
  }

  private static func writeLog(_ work: CodeDecoding) {
    let (arena, parts) = (work.event.arena, work.windows)
    let start = arena.count
    arena.append(literal: #"{"win":{"system":{"#)
    writeMembers(parts.system.view, to: arena)
    arena.append(UInt8(ascii: "}"))
    if parts.data.count > 0 {
      arena.append(literal: #","eventdata":{"#)
      writeMembers(parts.data.view, to: arena)
      arena.append(UInt8(ascii: "}"))
    }
    if let name = parts.otherName {
      arena.append(literal: #",""#)
      writeKey(name, to: arena)
      arena.append(literal: #"":{"#)
      writeMembers(parts.other.view, to: arena)
      arena.append(UInt8(ascii: "}"))
    }
    arena.append(literal: "}}")
    work.event.fullLog = arena.range(from: start)
    work.event.log = work.event.fullLog
    work.event.isNULBeforeLog = true
  }

  private static func writeMembers(_ members: PlainView<WindowsEventParts.Member>, to arena: ByteArena) {
    for index in 0..<members.count {
      let member = members[index]
      arena.append(literal: index > 0 ? #",""# : #"""#)
      writeKey(member.key, to: arena)
      arena.append(literal: #"":""#)
      arena.append(jsonEscaped: member.value)
      arena.append(UInt8(ascii: "\""))
    }
  }

  private static func writeKey(_ key: ByteRange, to arena: ByteArena) {
    guard key.count > 0 else { return }
    let first = arena.view(key)[0]
    guard ASCII.isUpper(first) else {
      arena.append(jsonEscaped: key)
      return
    }
    arena.append(ASCII.fold(first))
    arena.append(jsonEscaped: key.from(1))
  }
}
