import Bytes

/// Reads one `<Event>` as the XML it is, and writes it as Windows does.
///
/// Double quotes, declarations, comments, CDATA and blanks between elements are what people's tools add; the manager's
/// reader would stumble over some of them. What follows for the text is what the agent does: every line end becomes a
/// blank, and so do tabs behind a line end or a colon.
struct WindowsEventRenderer {
  /// An element that is open: its name, and whether anything stood in it.
  private struct Element {
    var name: Range<Int>
    var start: Int
    var isEmpty = true
  }

  private static let depthLimit = Limits.eventDepth

  private let source: ByteView
  private var at: Int
  private var xml: [UInt8] = []
  /// A part of the source that is written as it stands, behind what is in `xml`.
  private var copied = 0..<0
  private var open: [Element] = []
  private var warnings: [InputError] = []
  // RenderingInfo is left out; its message is not.
  private var hiddenDepth: Int?
  private var message: [UInt8]?
  /// Text that has been read: a part of the source as it stands, or put together.
  private var plain: Range<Int>?
  private var text: [UInt8] = []

  /// The event that a text holds, and nothing else.
  static func render(_ source: ByteView) throws(InputError) -> RenderedWindowsEvent {
    var renderer = WindowsEventRenderer(source, from: 0)
    let event = try renderer.renderEvent()
    renderer.at = event.end
    try renderer.skipProlog()
    guard renderer.at >= source.count else {
      throw InputError(
        message: "there is more behind </Event>", hint: "give one event at a time", offset: renderer.at)
    }
    return event
  }

  /// - Parameter start: where to begin to read.
  init(_ source: ByteView, from start: Int) {
    self.source = source
    at = start
    if start == 0, source.starts(with: "\u{FEFF}") { at = 3 }
    xml.reserveCapacity(source.count - start)
  }

  /// Reads up to behind the end of the next event.
  mutating func renderEvent() throws(InputError) -> RenderedWindowsEvent {
    try skipProlog()
    guard at < source.count else {
      throw InputError(message: "<Event> is expected, not the end of the text", offset: max(0, source.count - 1))
    }
    repeat {
      try readMarkup()
      guard !open.isEmpty else { break }
      try readText()
    } while true
    flushCopied()
    return RenderedWindowsEvent(xml: xml, message: message, warnings: warnings, end: at)
  }

  /// Skips blanks, declarations and comments in front of an element.
  mutating func skipProlog() throws(InputError) {
    while at < source.count {
      if source[at] <= 0x20 {
        at += 1
      } else if source.from(at).starts(with: "<?") {
        try skip(to: "?>", "a declaration")
      } else if source.from(at).starts(with: "<!--") {
        try skip(to: "-->", "a comment")
      } else {
        return
      }
    }
  }

  private mutating func skip(to end: ByteString, _ what: String) throws(InputError) {
    guard let found = end.withView({ source.firstIndex(of: $0, from: at) }) else {
      throw InputError(message: "\(what) has no end", offset: at)
    }
    at = found + end.count
  }

  private func fail(_ message: String, at offset: Int) -> InputError {
    let place = min(offset, source.count)
    return InputError(message: message, hint: "the text must be the XML of one Windows event", offset: place)
  }

  // MARK: Markup

  /// Reads what begins with `<`.
  private mutating func readMarkup() throws(InputError) {
    let rest = source.from(at)
    // PERF: most begin and end elements.
    if rest.count > 1, rest[0] == UInt8(ascii: "<") {
      if rest[1] == UInt8(ascii: "/") { return try readEndTag() }
      if rest[1] != UInt8(ascii: "!"), rest[1] != UInt8(ascii: "?") { return try readStartTag() }
    }
    if rest.starts(with: "<!--") {
      try skip(to: "-->", "a comment")
    } else if rest.starts(with: "<?") {
      try skip(to: "?>", "a processing instruction")
    } else if rest.starts(with: "<![CDATA[") {
      let start = at + 9
      try skip(to: "]]>", "<![CDATA[")
      takePlain()
      text.append(contentsOf: source[start..<at - 3].buffer)
    } else if rest.starts(with: "<!") {
      throw fail("a Windows event has no <!DOCTYPE", at: at)
    } else if rest.starts(with: "<") {
      try readStartTag()
    } else {
      throw fail("<Event> is expected", at: at)
    }
  }

  private mutating func readName() throws(InputError) -> Range<Int> {
    let start = at
    // PERF: what ends a name is below the letters.
    while at < source.count, source[at] > 0x3E || !isBlank(source[at]) && !Self.endsName(source[at]) { at += 1 }
    guard at > start else { throw fail("a name is expected", at: at) }
    return start..<at
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: "&"):
      true
    default: false
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 || byte == 10 || byte == 13 }

  private mutating func skipBlanks() {
    while at < source.count, isBlank(source[at]) { at += 1 }
  }

  private mutating func readStartTag() throws(InputError) {
    let start = at
    at += 1
    let name = try readName()
    if open.isEmpty, !(source[name] == "Event") {
      throw fail("<Event> is expected, not <\(String(source[name].prefix(40)))>", at: start)
    }
    guard open.count < Self.depthLimit else {
      throw fail("more than \(Self.depthLimit) elements in each other", at: start)
    }
    flushText(before: start, isLeaf: false)
    if let last = open.indices.last { open[last].isEmpty = false }
    if open.count == 1, hiddenDepth == nil, source[name] == "RenderingInfo" { hiddenDepth = 1 }
    write("<", name)
    open.append(Element(name: name, start: start))
    try readAttributes()
    if source[at] == UInt8(ascii: "/") {
      at += 1
      guard at < source.count, source[at] == UInt8(ascii: ">") else { throw fail("`>` is expected behind `/`", at: at) }
      at += 1
      write("/>")
      close()
    } else {
      at += 1
      write(">")
    }
  }

  /// Reads attributes up to the `>` or `/` behind them.
  private mutating func readAttributes() throws(InputError) {
    while true {
      skipBlanks()
      guard at < source.count else { throw fail("the tag has no end", at: open.last?.start ?? at) }
      if source[at] == UInt8(ascii: ">") || source[at] == UInt8(ascii: "/") { return }
      let name = try readName()
      skipBlanks()
      guard at < source.count, source[at] == UInt8(ascii: "=") else { throw fail("`=` is expected", at: at) }
      at += 1
      skipBlanks()
      guard at < source.count, source[at] == UInt8(ascii: "'") || source[at] == UInt8(ascii: "\"") else {
        throw fail("the value of an attribute stands in quotes", at: at)
      }
      let start = at + 1
      let end = source.firstIndex(of: source[at], or: source[at], from: start)
      guard end < source.count else { throw fail("the quote is not closed", at: at) }
      at = end + 1
      write(" ", name)
      write("='")
      if hiddenDepth == nil { try writeValue(start..<end) }
      write("'")
    }
  }

  private mutating func readEndTag() throws(InputError) {
    let start = at
    at += 2
    let name = try readName()
    skipBlanks()
    guard at < source.count, source[at] == UInt8(ascii: ">") else { throw fail("`>` is expected", at: at) }
    at += 1
    guard let element = open.last else { throw fail("</\(String(source[name]))> closes nothing", at: start) }
    guard source[element.name] == source[name] else {
      throw fail("</\(String(source[name]))> does not close <\(String(source[element.name]))>", at: start)
    }
    flushText(before: start, isLeaf: element.isEmpty)
    write("</", name)
    write(">")
    close()
  }

  private mutating func close() {
    open.removeLast()
    if hiddenDepth == open.count { hiddenDepth = nil }
  }

  // MARK: Text

  /// Reads up to the next `<`.
  private mutating func readText() throws(InputError) {
    let (bracket, ampersand) = (UInt8(ascii: "<"), UInt8(ascii: "&"))
    // PERF: most texts are short and without references: one look finds out both.
    var end = source.firstIndex(of: bracket, or: ampersand, from: at)
    let isPlain = end < source.count && source[end] == bracket
    if !isPlain { end = source.firstIndex(of: bracket, or: bracket, from: end) }
    guard end < source.count else {
      throw fail("<\(open.last.map { String(source[$0.name]) } ?? "Event")> is not closed", at: open.last?.start ?? at)
    }
    if isPlain, plain == nil, text.isEmpty {
      plain = at..<end
    } else {
      takePlain()
      try appendDecoded(at..<end)
    }
    at = end
  }

  /// Makes text that is about to be put together begin with what has been read.
  private mutating func takePlain() {
    guard let range = plain else { return }
    text.append(contentsOf: source[range].buffer)
    plain = nil
  }

  /// Appends text with its references replaced.
  private mutating func appendDecoded(_ range: Range<Int>) throws(InputError) {
    var start = range.lowerBound
    while let ampersand = source[0..<range.upperBound].firstIndex(of: UInt8(ascii: "&"), from: start) {
      text.append(contentsOf: source[start..<ampersand].buffer)
      start = try appendReference(at: ampersand, limit: range.upperBound)
    }
    text.append(contentsOf: source[start..<range.upperBound].buffer)
  }

  /// Appends what a reference stands for; the index behind it.
  private mutating func appendReference(at start: Int, limit: Int) throws(InputError) -> Int {
    guard let end = source[0..<limit].firstIndex(of: UInt8(ascii: ";"), from: start), end - start <= 12 else {
      throw fail("`&` stands alone; write &amp;", at: start)
    }
    let name = source[start + 1..<end]
    switch name {
    case _ where name == "lt": text.append(UInt8(ascii: "<"))
    case _ where name == "gt": text.append(UInt8(ascii: ">"))
    case _ where name == "amp": text.append(UInt8(ascii: "&"))
    case _ where name == "apos": text.append(UInt8(ascii: "'"))
    case _ where name == "quot": text.append(UInt8(ascii: "\""))
    default:
      let digits = String(name.from(min(1, name.count)))
      let isHexadecimal = digits.hasPrefix("x")
      guard name.count > 1, name[0] == UInt8(ascii: "#"),
        let code = UInt32(isHexadecimal ? String(digits.dropFirst()) : digits, radix: isHexadecimal ? 16 : 10),
        code > 0, let scalar = Unicode.Scalar(code)
      else { throw fail("there is no character of this name", at: start) }
      text.append(contentsOf: String(Character(scalar)).utf8)
    }
    return end + 1
  }

  /// Writes the text that has been read. Blanks between elements are left out; those that are all of an element are not.
  private mutating func flushText(before end: Int, isLeaf: Bool) {
    if let range = plain {
      plain = nil
      flush(source[range], at: range.lowerBound, isLeaf: isLeaf)
    } else if !text.isEmpty {
      var whole: [UInt8] = []
      swap(&whole, &text)
      ByteString(whole).withView { flush($0, isLeaf: isLeaf) }
    } else {
      flush(.empty, isLeaf: isLeaf)
    }
  }

  /// - Parameter place: where in the source the text stands; nil for one that is put together.
  private mutating func flush(_ view: ByteView, at place: Int? = nil, isLeaf: Bool) {
    if hiddenDepth != nil {
      if isLeaf, open.count == 3, let name = open.last?.name, source[name] == "Message" {
        message = Self.withCRLF(Array(view.buffer))
      }
      return
    }
    guard !view.isEmpty, isLeaf || !view.buffer.allSatisfy(isBlank) else { return }
    if let last = open.indices.last, !isLeaf { open[last].isEmpty = false }
    let start = xml.count + copied.count
    write(view, at: place, inAttribute: false)
    guard (xml.count + copied.count - start) * 6 >= WindowsSender.valueLimit else { return }
    flushCopied()
    warnOfLength(xml[start...])
  }

  private mutating func writeValue(_ range: Range<Int>) throws(InputError) {
    let view = source[range]
    guard view.firstIndex(of: UInt8(ascii: "&"), or: UInt8(ascii: "&"), from: 0) < view.count else {
      return write(view, at: range.lowerBound, inAttribute: true)
    }
    // Text and attributes never mix: what has been read before a tag is written when it begins.
    try appendDecoded(range)
    var whole: [UInt8] = []
    swap(&whole, &text)
    ByteString(whole).withView { write($0, inAttribute: true) }
  }

  /// The bytes that are not written as they are: tab, line ends, `&`, `'`, `<` and `>`, by their numbers.
  private static let special: UInt64 = 1 << 9 | 1 << 10 | 1 << 13 | 1 << 38 | 1 << 39 | 1 << 60 | 1 << 62

  /// The first of these bytes; in steps of sixteen, as most texts have none.
  private static func firstSpecial(in view: ByteView) -> Int {
    var index = 0
    while index &+ 16 <= view.count {
      let chunk = view.chunk(at: index)
      let blanks = chunk.mask(of: 9, or: 10) | chunk.mask(of: 13, or: UInt8(ascii: "&"))
      let others = chunk.mask(of: UInt8(ascii: "<"), or: UInt8(ascii: ">")) | chunk.mask(of: UInt8(ascii: "'"), or: 9)
      if blanks | others != 0 { return index &+ (blanks | others).trailingZeroBitCount }
      index &+= 16
    }
    return index
  }

  /// - Parameter place: where in the source the text stands; nil for one that is put together.
  private mutating func write(_ view: ByteView, at place: Int? = nil, inAttribute: Bool) {
    var (index, run) = (Self.firstSpecial(in: view), 0)
    while index < view.count {
      let byte = view[index]
      guard byte < 64, Self.special >> UInt64(byte) & 1 != 0 else {
        index += 1
        continue
      }
      // An apostrophe in a text stays what it is.
      if byte == UInt8(ascii: "'"), !inAttribute {
        index += 1
        continue
      }
      write(view[run..<index], at: place.map { $0 + run })
      switch byte {
      case 9:
        let before = index > 0 ? view[index - 1] : 0
        let isBlanked = before == 10 || before == 13 || before == UInt8(ascii: ":")
        while index < view.count, view[index] == 9 {
          write(isBlanked ? " " : "\t")
          index += 1
        }
        run = index
        continue
      case 10, 13: write(" ")
      case UInt8(ascii: "&"): write("&amp;")
      case UInt8(ascii: "<"): write("&lt;")
      case UInt8(ascii: ">"): write("&gt;")
      default: write("&apos;")
      }
      index += 1
      run = index
    }
    write(view[run..<view.count], at: place.map { $0 + run })
  }

  /// Writes bytes as they are.
  private mutating func write(_ view: ByteView, at place: Int?) {
    guard let place else {
      flushCopied()
      xml.append(contentsOf: view.buffer)
      return
    }
    copy(place..<place + view.count)
  }

  /// Writes a part of the source: what follows on what was copied before is copied together with it.
  private mutating func copy(_ range: Range<Int>) {
    if range.lowerBound == copied.upperBound, !copied.isEmpty {
      copied = copied.lowerBound..<range.upperBound
    } else {
      flushCopied()
      copied = range
    }
  }

  private mutating func flushCopied() {
    guard !copied.isEmpty else { return }
    xml.append(contentsOf: source[copied].buffer)
    copied = 0..<0
  }

  private mutating func write(_ literal: StaticString, _ name: Range<Int>? = nil) {
    guard hiddenDepth == nil else { return }
    // PERF: events that Windows itself has written stand there as they are to be written.
    let end = copied.upperBound
    if !copied.isEmpty, source.from(end).starts(with: literal) {
      copied = copied.lowerBound..<end + literal.utf8CodeUnitCount
    } else {
      flushCopied()
      xml.append(contentsOf: ByteView(literal).buffer)
    }
    if let name { copy(name) }
  }

  private mutating func warnOfLength(_ value: ArraySlice<UInt8>) {
    guard value.count * 6 >= WindowsSender.valueLimit else { return }
    let length = value.reduce(0) { sum, byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 8, 9, 10, 12, 13: sum + 2
      case 0..<0x20: sum + 6
      default: sum + 1
      }
    }
    guard length >= WindowsSender.valueLimit else { return }
    let name = open.last.map { String(source[$0.name]) } ?? "Event"
    warnings.append(
      InputError(
        message: "<\(name)> has \(length) bytes, escapes counted; from \(WindowsSender.valueLimit) on the manager "
          + "reads no field of the event",
        offset: open.last?.start))
  }

  /// Line ends as Windows writes them.
  private static func withCRLF(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for byte in text {
      if byte == 10, bytes.last != 13 { bytes.append(13) }
      bytes.append(byte)
    }
    return bytes
  }
}
