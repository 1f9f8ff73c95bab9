import Bytes
import Memory
import RulesetSyntax
import Rulesets

/// Collects the members of a Windows event from its XML: `System`, `EventData`, and one object for all other elements.
struct WindowsEventWalk {
  private typealias Member = WindowsEventParts.Member

  private let nodes: [XMLDocument.Node]
  private let text: ByteRange
  private let pieces: ByteRange?
  private let arena: ByteArena
  private let parts: WindowsEventParts

  private var level: ByteRange?
  private var keywords: ByteRange?
  private var category: ByteRange?
  private var subcategory: ByteRange?
  private var policyChanges: ByteRange?
  /// The texts of `Data` elements without attributes, joined.
  private var unnamed: [ByteRange] = []

  /// - Parameters:
  ///   - nodes: what the XML reader has found.
  ///   - text: what it has read.
  ///   - pieces: texts that comments cut in pieces, put together; they follow the text in the reader's count.
  init(nodes: [XMLDocument.Node], text: ByteRange, pieces: ByteRange?, work: CodeDecoding) {
    self.nodes = nodes
    self.text = text
    self.pieces = pieces
    arena = work.event.arena
    parts = work.windows
  }

  mutating func run() {
    var at = 1
    // Only the first root counts.
    while at < nodes.count, nodes[at].depth > 0 || nodes[at].kind != .element {
      if nodes[at].kind == .element, nodes[at].depth == 1 { readSection(at) }
      at += 1
    }
    addSeverity()
    addPolicyChanges()
    addUnnamed()
  }

  private mutating func readSection(_ section: Int) {
    let name = arena.view(range(nodes[section].name))
    let (isSystem, isData) = (name == "System", name == "EventData")
    var at = section + 1
    while at < nodes.count, nodes[at].kind != .element || nodes[at].depth > 1 {
      defer { at += 1 }
      guard nodes[at].kind == .element, nodes[at].depth == 2 else { continue }
      if isSystem {
        readSystem(at)
      } else if isData {
        readData(at)
      } else {
        readOther(at)
      }
    }
  }

  // MARK: System

  private mutating func readSystem(_ element: Int) {
    let key = range(nodes[element].name)
    let name = arena.view(key)
    let content = range(nodes[element].content)
    let attributes = attributes(of: element)
    if name == "Provider", !attributes.isEmpty {
      for index in attributes {
        let attribute = arena.view(range(nodes[index].name))
        if attribute == "Name" { addSystem("providerName", range(nodes[index].content)) }
        if attribute == "Guid" { addSystem("providerGuid", range(nodes[index].content)) }
        if attribute == "EventSourceName" { addSystem("eventSourceName", range(nodes[index].content)) }
      }
    } else if name == "TimeCreated", let first = attributes.first {
      if arena.view(range(nodes[first].name)) == "SystemTime" {
        addSystem("systemTime", range(nodes[first].content))
      }
    } else if name == "Execution", !attributes.isEmpty {
      for index in attributes {
        let attribute = arena.view(range(nodes[index].name))
        if attribute == "ProcessID" { addSystem("processID", range(nodes[index].content)) }
        if attribute == "ThreadID" { addSystem("threadID", range(nodes[index].content)) }
      }
    } else if name == "Channel" {
      addSystem("channel", content)
      if let value = userID(attributes) { addSystem("userID", value) }
    } else if name == "Security" {
      if let value = userID(attributes) { addSystem("securityUserID", value) }
    } else if name == "Level" {
      level = content
      addSystem("level", content)
    } else if name == "Keywords" {
      keywords = content
      addSystem("keywords", content)
    } else if !content.isEmpty, !(name == "Correlation") {
      parts.system.append(Member(key: key, value: content))
    }
  }

  /// The reference compares the value where it means the name, so that real events never have one.
  private func userID(_ attributes: Range<Int>) -> ByteRange? {
    guard let first = attributes.first else { return nil }
    let value = range(nodes[first].content)
    return arena.view(value) == "UserID" ? value : nil
  }

  private func addSystem(_ key: StaticString, _ value: ByteRange) {
    parts.system.append(Member(key: arena.append(literal: key), value: value))
  }

  // MARK: EventData and the others

  private mutating func readData(_ element: Int) {
    guard let value = cleaned(range(nodes[element].content)) else { return }
    let key = range(nodes[element].name)
    guard arena.view(key) == "Data" else { return addData(key, value) }
    let attributes = attributes(of: element)
    guard !attributes.isEmpty else {
      unnamed.append(value)
      return
    }
    for index in attributes {
      addData(range(nodes[index].content), value)
      if arena.view(range(nodes[index].name)) == "Name" { return }
    }
  }

  private mutating func addData(_ key: ByteRange, _ value: ByteRange) {
    let name = arena.view(key)
    // Names are compared as they will be: with a small first letter.
    if name.count > 0, ASCII.fold(name[0]) == UInt8(ascii: "a"), name.from(1) == "uditPolicyChanges" {
      policyChanges = value
      parts.data.append(Member(key: arena.append(literal: "auditPolicyChangesId"), value: value))
      return
    }
    if name.count > 0, ASCII.fold(name[0]) == UInt8(ascii: "c"), name.from(1) == "ategoryId" { category = value }
    if name.count > 0, ASCII.fold(name[0]) == UInt8(ascii: "s"), name.from(1) == "ubcategoryId" { subcategory = value }
    parts.data.append(Member(key: key, value: value))
  }

  private func readOther(_ element: Int) {
    parts.otherName = range(nodes[element].name)
    var at = element + 1
    while at < nodes.count, nodes[at].kind != .element || nodes[at].depth > 2 {
      defer { at += 1 }
      guard nodes[at].kind == .element, nodes[at].depth == 3, let value = cleaned(range(nodes[at].content)) else {
        continue
      }
      parts.other.append(Member(key: range(nodes[at].name), value: value))
    }
  }

  // MARK: What follows from the rest

  private mutating func addSeverity() {
    guard let level, let keywords else { return }
    let number = Self.decimal(arena.view(level))
    let bits = Self.hexadecimal(arena.view(keywords))
    let word: StaticString
    switch number {
    case 1: word = "CRITICAL"
    case 2: word = "ERROR"
    case 3: word = "WARNING"
    case 4: word = "INFORMATION"
    case 5: word = "VERBOSE"
    case 0 where bits & 0x10_0000_0000_0000 != 0: word = "AUDIT_FAILURE"
    case 0 where bits & 0x20_0000_0000_0000 != 0: word = "AUDIT_SUCCESS"
    default: word = "UNKNOWN"
    }
    addSystem("severityValue", arena.append(literal: word))
    guard let category, let subcategory, let found = AuditWords.category(Self.code(arena.view(category))) else {
      return
    }
    addWords("category", found.name)
    if let name = found.subcategory(Self.code(arena.view(subcategory))) { addWords("subcategory", name) }
  }

  private mutating func addPolicyChanges() {
    guard let policyChanges else { return }
    let text = arena.copy(policyChanges).bytes
    let words = text.split(separator: UInt8(ascii: ","), maxSplits: 3).compactMap { part in
      ByteString(part).withView { AuditWords.change(Self.code($0)) }
    }
    guard !words.isEmpty else { return }
    let start = arena.count
    for (index, word) in words.enumerated() {
      if index > 0 { arena.append(literal: ", ") }
      arena.append(literal: word)
    }
    let value = arena.range(from: start)
    parts.data.append(Member(key: arena.append(literal: "auditPolicyChanges"), value: value))
  }

  /// Most bytes of the joined text.
  private static let longestUnnamed = 65_535

  private func addUnnamed() {
    guard !unnamed.isEmpty else { return }
    let start = arena.count
    for (index, value) in unnamed.enumerated() {
      if index > 0 { arena.append(literal: ", ") }
      arena.append(value)
    }
    let value = arena.range(from: start)
    let cut = value[0..<min(Int(value.count), Self.longestUnnamed)]
    parts.data.append(Member(key: arena.append(literal: "data"), value: cut))
  }

  private func addWords(_ key: StaticString, _ words: StaticString) {
    let value = arena.append(literal: words)
    parts.data.append(Member(key: arena.append(literal: key), value: value))
  }

  // MARK: Small things

  /// Where a text of the reader lies.
  @inline(__always)
  private func range(_ range: XMLDocument.TextRange) -> ByteRange {
    if range.offset + range.count <= text.count {
      return ByteRange(offset: Int(text.offset + range.offset), count: Int(range.count))
    }
    return ByteRange(offset: Int((pieces?.offset ?? 0) + range.offset - text.count), count: Int(range.count))
  }

  private func attributes(of element: Int) -> Range<Int> {
    var end = element + 1
    while end < nodes.count, nodes[end].kind != .element { end += 1 }
    return element + 1..<end
  }

  /// A value without the blanks at its end, one blank of which stays where there is nothing else; nil for one that says
  /// nothing.
  private func cleaned(_ value: ByteRange) -> ByteRange? {
    let bytes = arena.view(value)
    guard bytes.count > 0, !(bytes == "-"), !(bytes == "(NULL)") else { return nil }
    var end = bytes.count
    while end > 1, Self.isBlank(bytes[end - 1]) { end -= 1 }
    return value[0..<end]
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// The number that a text begins with, as C reads it.
  private static func decimal(_ text: ByteView) -> Int {
    var at = 0
    while at < text.count, isBlank(text[at]) { at += 1 }
    var isNegative = false
    if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
      isNegative = text[at] == UInt8(ascii: "-")
      at += 1
    }
    var number = 0
    while at < text.count, ASCII.isDigit(text[at]) {
      number = min(number * 10 + Int(text[at] - 0x30), 1 << 40)
      at += 1
    }
    return isNegative ? -number : number
  }

  private static func hexadecimal(_ text: ByteView) -> UInt64 {
    var at = 0
    while at < text.count, isBlank(text[at]) { at += 1 }
    if at + 2 < text.count, text[at] == UInt8(ascii: "0"), text[at + 1] | 0x20 == UInt8(ascii: "x"),
      ASCII.hexValue(text[at + 2]) != nil
    {
      at += 2
    }
    var number: UInt64 = 0
    while at < text.count, let digit = ASCII.hexValue(text[at]) {
      guard number >> 60 == 0 else { return .max }
      number = number << 4 | UInt64(digit)
      at += 1
    }
    return number
  }

  /// The number in `%%8448`.
  private static func code(_ text: ByteView) -> Int {
    var at = 0
    while at < text.count, isBlank(text[at]) || text[at] == UInt8(ascii: "%") { at += 1 }
    return decimal(text.from(at))
  }
}
