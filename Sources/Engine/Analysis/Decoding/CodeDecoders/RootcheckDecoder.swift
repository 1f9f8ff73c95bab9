import Bytes

/// Lines of rootcheck: a title and a file are cut out of the text.
enum RootcheckDecoder: CodeDecoder {
  static func decode(_ work: CodeDecoding) -> CodeDecoding.Result {
    let text = work.event.arena.copy(work.event.fullLog)
    var query: ByteString = "rootcheck save "
    query.append(ByteString("\(work.event.time.seconds) "))
    query.append(text)
    let answer = work.ask(query)
    guard answer.starts(with: "ok") else {
      return .dropped("the database did not take the line of rootcheck: \(answer)")
    }
    work.report(work.decoders.rootcheck)
    if let title = title(of: text.bytes[...]) { work.set("title", ByteString(title)) }
    if let file = file(of: text.bytes[...]) { work.set("file", ByteString(file)) }
    if answer.bytes.last == UInt8(ascii: "2") { work.event.extras.isNewInDatabase = true }
    return .decoded
  }

  /// What the line is about: up to its compliance, behind `System Audit: `, one sentence, without a file's name.
  private static func title(of text: ArraySlice<UInt8>) -> [UInt8]? {
    var title = text
    if let compliance = title.firstRange(of: " {".utf8) { title = title[..<compliance.lowerBound] }
    if let audit = title.firstRange(of: "System Audit: ".utf8),
      title.firstRange(of: " - ".utf8).map({ audit.lowerBound < $0.lowerBound }) ?? true
    {
      title = title[audit.upperBound...]
    }
    if let sentence = title.firstRange(of: ". ".utf8) { title = title[...sentence.lowerBound] }
    guard !title.isEmpty else { return nil }
    guard let name = quotedFile(in: title) else { return Array(title) }
    // The quotes go with it, and so does the blank behind.
    let behind = title[(name.upperBound + 1)...]
    let rest = behind.first == UInt8(ascii: " ") ? behind.dropFirst() : behind
    return Array(title[..<(name.lowerBound - 1)]) + Array(rest)
  }

  private static func file(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    if let label = text.firstRange(of: "File: ".utf8) {
      let rest = text[label.upperBound...]
      if let end = rest.firstRange(of: ". ".utf8) { return rest[..<end.lowerBound] }
      return rest.last == UInt8(ascii: ".") ? rest.dropLast() : rest
    }
    return quotedFile(in: text).map { text[$0] }
  }

  /// Where the name in `File '…'` or `file '…'` stands, without its quotes.
  private static func quotedFile(in text: ArraySlice<UInt8>) -> Range<Int>? {
    guard let label = text.firstRange(of: "File '".utf8) ?? text.firstRange(of: "file '".utf8),
      let end = text[label.upperBound...].firstIndex(of: UInt8(ascii: "'"))
    else { return nil }
    return label.upperBound..<end
  }
}
