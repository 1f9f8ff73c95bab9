import Bytes

/// How a `<localfile>` is read.
enum LogFormat: Equatable, Sendable {
  /// Line by line, as it stands; on Linux also what other systems have special readers for.
  case lines
  case json
  /// So many lines make an event.
  case multiLine(Int)
  case multiLineRegex
  case audit
  case mysql
  case mssql
  case postgresql
  case djbMultilog
  case nmapg
  case ossecAlert
  case command
  case fullCommand
  case journald
  /// Known, but of another system: the block does nothing.
  case foreign

  /// The names that the collector knows.
  static let names = [
    "syslog", "generic", "json", "snort-full", "snort-fast", "apache", "iis", "squid", "nmapg", "mysql_log",
    "ossecalert", "mssql_log", "postgresql_log", "djb-multilog", "syslog-pipe", "command", "full_command", "audit",
    "multi-line-regex", "eventlog", "eventchannel", "macos", "journald",
  ]

  /// The format of a name; nil for what the collector refuses.
  init?(_ name: ByteString) {
    switch name {
    case "syslog", "generic", "apache", "iis", "squid", "snort-fast", "snort-full", "syslog-pipe": self = .lines
    case "json": self = .json
    case "multi-line-regex": self = .multiLineRegex
    case "audit": self = .audit
    case "mysql_log": self = .mysql
    case "mssql_log": self = .mssql
    case "postgresql_log": self = .postgresql
    case "djb-multilog": self = .djbMultilog
    case "nmapg": self = .nmapg
    case "ossecalert": self = .ossecAlert
    case "command": self = .command
    case "full_command": self = .fullCommand
    case "journald": self = .journald
    case "eventlog", "eventchannel", "macos": self = .foreign
    default:
      guard let count = Self.lineCount(name) else { return nil }
      // Any other spelling passes the check, and is then read line by line.
      self = name.withView({ $0.starts(with: "multi-line:") }) ? .multiLine(count) : .lines
    }
  }

  /// The number of `multi-line: N`, with blanks before the colon and the number; nil for anything else.
  private static func lineCount(_ name: ByteString) -> Int? {
    let prefix = Array("multi-line".utf8)
    guard name.bytes.starts(with: prefix) else { return nil }
    var rest = name.bytes[prefix.count...].drop { $0 == 0x20 }
    guard rest.popFirst() == UInt8(ascii: ":") else { return nil }
    let digits = rest.drop { $0 == 0x20 }.prefix(while: ASCII.isDigit)
    guard let count = Int(String(decoding: digits, as: UTF8.self)), count >= 1, count <= Int(Int32.max) else {
      return nil
    }
    return count
  }

  /// Whether it is about a file that is followed.
  var isFile: Bool {
    switch self {
    case .command, .fullCommand, .journald, .foreign: false
    default: true
    }
  }
}
