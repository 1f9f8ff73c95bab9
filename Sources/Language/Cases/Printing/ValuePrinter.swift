import Bytes

/// Writes values as a person would: bare where that reads back as the same, else in quotes.
public enum ValuePrinter {
  /// A value of a subject; nil is "there is none".
  public static func text(_ value: ByteString?, of subject: Subject, inList: Bool = false) -> String {
    guard let value else { return "none" }
    return isBare(value, subject, inList: inList) ? value.description : Escapes.quoted(value)
  }

  /// Values one per repetition; equal neighbours are counted: `5710 x7, 5712`. One value when all are equal.
  public static func text(each values: [ByteString?], of subject: Subject) -> String {
    var runs: [(value: ByteString?, count: Int)] = []
    for value in values {
      if let last = runs.last, last.value == value {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((value, 1))
      }
    }
    return runs.map { run in
      let text = text(run.value, of: subject, inList: true)
      guard run.count > 1, runs.count > 1 else { return text }
      // A quoted value cannot be counted: it is repeated.
      return text.hasPrefix("\"")
        ? Array(repeating: text, count: run.count).joined(separator: ", ") : "\(text) x\(run.count)"
    }.joined(separator: ", ")
  }

  /// The values of a list.
  public static func text(list values: [ByteString], of subject: Subject) -> String {
    values.map { text($0, of: subject, inList: true) }.joined(separator: ", ")
  }

  /// A setting's value.
  static func text(setting value: ByteString) -> String {
    isBare(value, .log, inList: false) ? value.description : Escapes.quoted(value)
  }

  private static func isBare(_ value: ByteString, _ subject: Subject, inList: Bool) -> Bool {
    let bytes = value.bytes
    guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20, first != UInt8(ascii: "\""),
      first != UInt8(ascii: "#"), let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: TerminalText.isObeyed)
    else { return false }
    if value == "none", subject.kind == .name || subject.kind == .number { return false }
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "#"), bytes[index - 1] == 0x20 { return false }
      if inList, byte == UInt8(ascii: ",") { return false }
    }
    guard inList, let blank = bytes.lastIndex(of: 0x20) else { return true }
    return CaseParser.repetitions(bytes[(blank + 1)...]) == nil
  }
}
