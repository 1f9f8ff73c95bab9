import Bytes
import Memory
import RulesetSyntax
import Rulesets

/// Fills the fields into a rule's description (docs/reference/rules.md §12).
extension AlertWriter {
  private static let limit = 1024

  func describe(_ description: ByteString) -> ByteString {
    description.withView { raw in
      guard hasMark(raw) else { return description }
      let text = raw.prefix(Self.limit)
      var result: [UInt8] = []
      var at = 0
      var plain = 0
      while at + 1 < text.count {
        guard text[at] == UInt8(ascii: "$"), text[at + 1] == UInt8(ascii: "("),
          let close = text.firstIndex(of: UInt8(ascii: ")"), from: at + 2)
        else {
          at += 1
          continue
        }
        result.append(contentsOf: text[plain..<at].buffer)
        guard result.count < Self.limit else { return description }
        if let value = value(named: text[at + 2..<close]) {
          let view = event.arena.view(value)
          guard result.count + view.count < Self.limit else { return description }
          result.append(contentsOf: view.buffer)
        }
        at = close + 1
        plain = at
      }
      result.append(contentsOf: text.from(plain).buffer)
      return result.count < Self.limit ? ByteString(result) : description
    }
  }

  private func hasMark(_ text: ByteView) -> Bool {
    var at = 0
    while at + 1 < text.count {
      if text[at] == UInt8(ascii: "$"), text[at + 1] == UInt8(ascii: "(") { return true }
      at += 1
    }
    return false
  }

  private func value(named name: ByteView) -> ByteRange? {
    if name == "program_name" { return event.programName }
    if name == "hostname" { return event.hostname }
    for field in StaticField.allCases where name == field.name {
      // Builds without GeoIP do not know these two.
      if field == .srcgeoip || field == .dstgeoip { break }
      return event[field]
    }
    return event.dynamicValue(named: name)
  }
}
