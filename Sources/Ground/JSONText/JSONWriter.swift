import Bytes

/// Something with one fixed form in JSON.
package protocol JSONConvertible {
  /// Writes the value.
  func write(to json: inout JSONWriter)
}

/// Something that is an object in JSON; whoever writes an object about it may write its members among others.
package protocol JSONObject: JSONConvertible {
  /// Writes its members.
  func write(membersTo json: inout JSONWriter)
}

extension JSONObject {
  /// Writes the object.
  package func write(to json: inout JSONWriter) { json.object(write(membersTo:)) }

  /// A document of its own, with its line end.
  package var jsonLine: [UInt8] { JSONWriter.document(write(membersTo:)).bytes }
}

/// Writes JSON from the beginning to the end, and puts the commas where they belong.
///
/// Nothing is kept of what was written but its bytes: there is no tree. Members keep the order in which they are written,
/// and of two ways to say that there is nothing the caller chooses: ``member(_:_:)-(_,String?)`` leaves the member out,
/// `orNull` writes `null`.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { json in
///   json.member("rule", 5715)
///   json.array("groups", ["sshd", "syslog"])
/// }
/// print(json.text)  // {"rule":5715,"groups":["sshd","syslog"]}
/// ```
package struct JSONWriter: Sendable {
  /// How values are laid out.
  package enum Layout: Sendable {
    /// In one line without blanks.
    case line
    /// A line per member and element, two blanks deeper for each level.
    case indented
  }

  private var writer = ByteWriter()
  private let layout: Layout
  private var depth = 0
  /// Whether another value stands before the next one.
  private var needsComma = false
  /// Whether a member's name was written last.
  private var isBehindKey = false

  /// A writer without text.
  package init(layout: Layout = .line) { self.layout = layout }

  /// A document that is one object, with its line end.
  package static func document(layout: Layout = .line, _ members: (inout JSONWriter) -> Void) -> JSONWriter {
    var json = JSONWriter(layout: layout)
    json.object(members)
    json.endLine()
    return json
  }

  /// What has been written.
  package var bytes: [UInt8] { writer.bytes }

  /// What has been written, as text.
  package var text: String { String(decoding: writer.bytes, as: UTF8.self) }

  /// Forgets what was written and keeps the storage.
  package mutating func removeAll() {
    writer.removeAll()
    (depth, needsComma, isBehindKey) = (0, false, false)
  }

  /// Ends the document's line; another document may follow.
  package mutating func endLine() {
    writer.write(byte: 10)
    needsComma = false
  }

  // MARK: Objects and arrays

  /// An object; `body` writes its members.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    beginObject()
    body(&self)
    endObject()
  }

  /// A member that is an object.
  package mutating func object(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  /// An array; `body` writes one value for each element.
  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ body: (Elements.Element, inout JSONWriter) -> Void
  ) {
    beginArray()
    for element in elements { body(element, &self) }
    endArray()
  }

  /// A member that is an array; `body` writes one value for each element.
  package mutating func array<Elements: Sequence>(
    _ name: StaticString, _ elements: Elements, _ body: (Elements.Element, inout JSONWriter) -> Void
  ) {
    key(name)
    array(elements, body)
  }

  /// A member that is an array of values.
  package mutating func array<Elements: Sequence>(_ name: StaticString, _ elements: Elements)
  where Elements.Element: JSONConvertible {
    array(name, elements) { $0.write(to: &$1) }
  }

  /// A member that is an array of objects; `members` writes those of one element.
  package mutating func objects<Elements: Sequence>(
    _ name: StaticString, _ elements: Elements, _ members: (Elements.Element, inout JSONWriter) -> Void
  ) {
    array(name, elements) { element, json in json.object { members(element, &$0) } }
  }

  /// A member that is an array with a line per element, which keeps differences of documents readable.
  package mutating func array<Elements: Sequence>(
    _ name: StaticString, linesOf elements: Elements, indentation: Int,
    _ body: (Elements.Element, inout JSONWriter) -> Void
  ) {
    array(name, elements) { element, json in
      json.separate()
      json.writer.write(byte: 10)
      for _ in 0..<indentation { json.writer.write(byte: 0x20) }
      json.isBehindKey = true
      body(element, &json)
    }
  }

  /// Begins an object, for those whose members are not all written in one place.
  package mutating func beginObject() { begin(UInt8(ascii: "{")) }

  /// Ends an object.
  package mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Begins an array.
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }

  /// Ends an array.
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  // MARK: Members

  /// The name of a member; a value follows.
  package mutating func key(_ name: StaticString) {
    separate()
    // PERF: names in the code need no escapes.
    writer.write(byte: UInt8(ascii: "\""))
    writer.write(name)
    writer.write(layout == .line ? "\":" : "\": ")
    isBehindKey = true
  }

  /// The name of a member that is not known in advance; a value follows.
  package mutating func key(named name: String) {
    separate()
    writer.write(jsonString: name)
    writer.write(layout == .line ? ":" : ": ")
    isBehindKey = true
  }

  /// A member; left out where there is no value.
  package mutating func member(_ name: StaticString, _ value: (some JSONConvertible)?) {
    guard let value else { return }
    key(name)
    value.write(to: &self)
  }

  /// A member with a text; left out where there is none.
  package mutating func member(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    value(text)
  }

  /// A member; `null` where there is no value.
  package mutating func member(_ name: StaticString, orNull value: (some JSONConvertible)?) {
    key(name)
    if let value { value.write(to: &self) } else { null() }
  }

  /// A member whose value is JSON already; left out where there is none.
  package mutating func member(_ name: StaticString, raw json: ByteString?) {
    guard let json else { return }
    key(name)
    value(raw: json)
  }

  // MARK: Values

  /// A text.
  package mutating func value(_ text: String) {
    separate()
    writer.write(jsonString: text)
  }

  /// A text; its bytes are written as they are, also those that are not UTF-8.
  package mutating func value(_ text: ByteString) {
    separate()
    writer.write(jsonString: text)
  }

  /// A text of which each byte is the character of the same number.
  package mutating func value(latin1 text: ByteView) {
    separate()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for byte in text.buffer {
      if byte < 0x80 {
        bytes.append(byte)
      } else {
        bytes.append(0xC0 | byte >> 6)
        bytes.append(0x80 | byte & 0x3F)
      }
    }
    writer.write(jsonString: ByteString(bytes))
  }

  /// A whole number.
  package mutating func value(_ number: Int) {
    separate()
    writer.write(decimal: number)
  }

  /// A number, as the documents of the engine print them.
  package mutating func value(_ number: Double) {
    separate()
    writer.write(jsonNumber: number)
  }

  /// True or false.
  package mutating func value(_ flag: Bool) {
    separate()
    writer.write(flag ? "true" : "false")
  }

  /// Nothing.
  package mutating func null() {
    separate()
    writer.write("null")
  }

  /// A value of a document that was read, its numbers as they were written.
  package mutating func value(echoing value: JSONValue) {
    separate()
    writer.write(echoing: value)
  }

  /// What is JSON already.
  package mutating func value(raw json: ByteString) {
    separate()
    writer.write(json)
  }

  // MARK: Between values

  /// Writes what stands between the value before and the next one.
  private mutating func separate() {
    if isBehindKey {
      isBehindKey = false
    } else {
      if needsComma { writer.write(byte: UInt8(ascii: ",")) }
      if layout == .indented, depth > 0 { newLine() }
    }
    needsComma = true
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    writer.write(byte: bracket)
    needsComma = false
    depth += 1
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    // Brackets with nothing between them stay in one line.
    if layout == .indented, needsComma { newLine() }
    writer.write(byte: bracket)
    needsComma = true
  }

  private mutating func newLine() {
    writer.write(byte: 10)
    for _ in 0..<depth { writer.write("  ") }
  }
}
