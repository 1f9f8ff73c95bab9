import Bytes
import JSONText

/// An alert of alerts.log: several lines that an empty one ends.
///
/// The log has no mark at its end: fields, `name: value`, and earlier logs of a rule that counts follow it.
struct TextAlert {
  private static let labels: [(label: ByteString, field: StaticString)] = [
    ("Src IP: ", "srcip"), ("Src Port: ", "srcport"), ("Dst IP: ", "dstip"), ("Dst Port: ", "dstport"),
    ("User: ", "dstuser"), ("Src Location: ", "srcgeoip"), ("Dst Location: ", "dstgeoip"),
  ]

  /// How groups begin that documents show as entries of a compliance framework.
  private static let frameworks = ["pci_dss_", "cis_", "gdpr_", "gpg13_", "hipaa_", "nist_800_53_", "tsc_"]

  private(set) var seconds: Int
  private var head: ArchivedHead
  private var rule: ByteString = ""
  private var level: ByteString = ""
  private var description: ByteString = ""
  private var groups: [ByteString]
  private var fields: [(StaticString, ByteString)] = []
  private var log: ByteString
  private var logLines = 1
  private var others = 0

  /// Why the log may be another.
  var doubt: String? {
    others == 0 && logLines == 1
      ? nil
      : "the text of an alert does not mark where its log ends; \(logLines) of \(logLines + others) lines are taken for it"
  }

  /// Whether a line begins an alert.
  static func begins(_ line: [UInt8]) -> Bool {
    line.starts(with: "** Alert ".utf8) && line.count > 9 && ASCII.isDigit(line[9])
  }

  /// Reads an alert; nil for what is none.
  init?(_ text: ByteString) {
    var lines = text.bytes.split(separator: 10, omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard lines.count >= 4, Self.begins(Array(lines[0])), let head = ArchivedHead(lines[1], endsAtBlank: false),
      let second = Int(String(decoding: lines[0].dropFirst(9).prefix(while: ASCII.isDigit), as: UTF8.self)),
      let ruleLine = lines.dropFirst(2).firstIndex(where: { $0.starts(with: "Rule: ".utf8) })
    else { return nil }
    (self.head, seconds) = (head, second)
    let dash = lines[0].firstRange(of: " - ".utf8)?.upperBound ?? lines[0].endIndex
    groups = lines[0][dash...].split(separator: UInt8(ascii: ",")).map { ByteString($0) }
      .filter { group in !Self.frameworks.contains { group.bytes.starts(with: $0.utf8) } }
    var rest = lines[(ruleLine + 1)...]
    for (label, field) in Self.labels.sorted(by: { Self.place($0.field) < Self.place($1.field) }) {
      guard let line = rest.first, line.starts(with: label.bytes), rest.count > 1 else { continue }
      fields.append((field, ByteString(line.dropFirst(label.count))))
      rest = rest.dropFirst()
    }
    guard let first = rest.first else { return nil }
    log = ByteString(first)
    readRule(lines[ruleLine])
    readLog(rest)
  }

  /// The order of the labels.
  private static func place(_ field: StaticString) -> Int {
    ["srcip", "srcgeoip", "srcport", "dstip", "dstgeoip", "dstport", "dstuser"].firstIndex(of: "\(field)") ?? 0
  }

  /// `Rule: 5710 (level 5) -> 'description'`
  private mutating func readRule(_ line: ArraySlice<UInt8>) {
    let rest = line.dropFirst(6)
    rule = ByteString(rest.prefix(while: ASCII.isDigit))
    if let open = rest.firstRange(of: "(level ".utf8) {
      level = ByteString(rest[open.upperBound...].prefix(while: ASCII.isDigit))
    }
    if let quote = rest.firstRange(of: "-> '".utf8), rest.last == UInt8(ascii: "'") {
      description = ByteString(rest[quote.upperBound...].dropLast())
    }
  }

  /// The log goes on up to a line that is a field, or looks like another log.
  private mutating func readLog(_ lines: ArraySlice<ArraySlice<UInt8>>) {
    let start = log.bytes.prefix(4)
    for line in lines.dropFirst() {
      guard others == 0, !Self.isField(line), !line.starts(with: start) else {
        others += 1
        continue
      }
      log.append("\n")
      log.append(ByteString(line))
      logLines += 1
    }
  }

  /// `win.system.eventID: 4625`
  private static func isField(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstRange(of: ": ".utf8), let first = line.first, ASCII.isLower(first) else { return false }
    return line[..<colon.lowerBound].allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  /// The document that says the same.
  var document: ByteString {
    var writer = ByteWriter()
    writer.write("{\"rule\":{\"level\":")
    writer.write(level.isEmpty ? "0" : level)
    writer.write(",\"description\":")
    writer.write(jsonString: description)
    writer.write(",\"id\":")
    writer.write(jsonString: rule)
    writer.write(",\"groups\":[")
    for (index, group) in groups.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write(jsonString: group)
    }
    writer.write("]}")
    if let agent = head.agent {
      for (name, value) in [(",\"agent\":{\"id\":", agent.id), (",\"name\":", agent.name), (",\"ip\":", agent.ip)] {
        writer.write(ByteString(name))
        writer.write(jsonString: value)
      }
      writer.write("}")
    }
    writer.write(",\"full_log\":")
    writer.write(jsonString: log)
    if !fields.isEmpty {
      writer.write(",\"data\":{")
      for (index, (name, value)) in fields.enumerated() {
        writer.write(index > 0 ? ",\"\(name)\":" : "\"\(name)\":")
        writer.write(jsonString: value)
      }
      writer.write("}")
    }
    writer.write(",\"location\":")
    writer.write(jsonString: head.place)
    writer.write("}")
    return ByteString(writer.bytes)
  }
}
