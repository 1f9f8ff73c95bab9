import Bytes
import JSONText
import System

/// `<out_format>`: what an event's text is put into (docs/reference/live.md §B.14).
struct OutFormat: Sendable {
  private enum Part: Sendable {
    case literal(ByteString)
    case log, location, hostname, address, escapedLog, base64Log
    /// A moment; without a format as syslog writes it.
    case timestamp(ByteString?)
  }

  private let parts: [Part]

  /// Takes a format apart. There is no wrong one: an unknown name stands for nothing.
  init(_ text: ByteString) {
    var parts: [Part] = []
    var rest = text.bytes[...]
    var literal: [UInt8] = []
    while let byte = rest.first {
      guard byte == UInt8(ascii: "$"), rest.dropFirst().first == UInt8(ascii: "("),
        let end = rest.firstIndex(of: UInt8(ascii: ")"))
      else {
        literal.append(byte)
        rest = rest.dropFirst()
        continue
      }
      if !literal.isEmpty { parts.append(.literal(ByteString(literal))) }
      literal = []
      if let part = Self.part(ByteString(rest[(rest.startIndex + 2)..<end])) { parts.append(part) }
      rest = rest[(end + 1)...]
    }
    if !literal.isEmpty { parts.append(.literal(ByteString(literal))) }
    self.parts = parts
  }

  private static func part(_ name: ByteString) -> Part? {
    switch name {
    case "log", "output": return .log
    case "location", "command": return .location
    case "hostname": return .hostname
    case "host_ip": return .address
    case "json_escaped_log": return .escapedLog
    case "base64_log": return .base64Log
    case "timestamp": return .timestamp(nil)
    default:
      let prefix = Array("timestamp ".utf8)
      guard name.bytes.starts(with: prefix) else { return nil }
      return .timestamp(ByteString(name.bytes[prefix.count...]))
    }
  }

  /// What a format is filled with.
  struct Values {
    var location: ByteString
    var hostname: ByteString
    var address: ByteString
    var time: Double
  }

  /// Writes an event; false, and nothing written, when it is too long.
  func write(_ text: ByteView, _ values: Values, to writer: inout ByteWriter) -> Bool {
    let start = writer.count
    for part in parts {
      switch part {
      case .literal(let literal): writer.write(literal)
      case .log: writer.write(text)
      case .location: writer.write(values.location)
      case .hostname: writer.write(values.hostname)
      case .address: writer.write(values.address)
      case .base64Log: writer.write(ByteString(text).base64)
      case .escapedLog:
        var quoted = ByteWriter()
        quoted.write(jsonString: text)
        writer.write(ByteString(quoted.bytes.dropFirst().dropLast()))
      case .timestamp(let format):
        let moment = LocalTime(values.time)
        writer.write(
          format.map { moment.text($0, limit: 63) ?? "" } ?? moment.text("%b %e %H:%M:%S", limit: 63) ?? "")
      }
      if writer.count - start > 65_535 {
        writer.truncate(to: start)
        return false
      }
    }
    return true
  }
}
