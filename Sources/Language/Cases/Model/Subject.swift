import Bytes

/// What an expectation looks at.
public enum Subject: Hashable, Sendable {
  /// The decoder's name.
  case decoder
  /// The decoder's parent.
  case parent
  /// The program's name from the header.
  case program
  /// The host name from the header, or the agent's.
  case hostname
  /// The header's date as written.
  case timestamp
  /// What pre-decoding leaves of the log.
  case log
  /// The rule's number, or `none`.
  case rule
  /// The rule's level.
  case level
  /// The rule's description with its fields filled in.
  case description
  /// The rule's groups, without the compliance entries.
  case groups
  /// Techniques: their ids, their names and their tactics.
  case mitre
  /// The entries of one compliance framework, `pci_dss` and so on.
  case compliance(String)
  /// `yes` or `no`: would the manager write an alert?
  case alert
  /// What the manager's daemon makes of the event, where cases run as logtest would.
  case production
  /// The rule's `frequency`, as the document prints it.
  case frequency
  /// A decoded field.
  case field(ByteString)

  /// The frameworks whose entries stand apart from the groups (docs/reference/alerts.md §4.2).
  package static let frameworks = ["pci_dss", "cis", "gdpr", "gpg13", "hipaa", "nist_800_53", "tsc"]

  /// The names of all subjects but fields.
  package static let names =
    [
      "decoder", "parent", "program", "hostname", "timestamp", "log", "rule", "level", "description", "groups", "mitre",
      "alert", "production", "frequency",
    ] + frameworks

  /// The subject of this name; fields are no names.
  public init?(name: String) {
    switch name {
    case "decoder": self = .decoder
    case "parent": self = .parent
    case "program": self = .program
    case "hostname": self = .hostname
    case "timestamp": self = .timestamp
    case "log": self = .log
    case "rule": self = .rule
    case "level": self = .level
    case "description": self = .description
    case "groups": self = .groups
    case "mitre": self = .mitre
    case "alert": self = .alert
    case "production": self = .production
    case "frequency": self = .frequency
    default:
      guard Subject.frameworks.contains(name) else { return nil }
      self = .compliance(name)
    }
  }

  /// The name as it is written in a case; a field has its dot, and quotes where it needs them.
  public var name: String {
    switch self {
    case .decoder: "decoder"
    case .parent: "parent"
    case .program: "program"
    case .hostname: "hostname"
    case .timestamp: "timestamp"
    case .log: "log"
    case .rule: "rule"
    case .level: "level"
    case .description: "description"
    case .groups: "groups"
    case .mitre: "mitre"
    case .compliance(let framework): framework
    case .alert: "alert"
    case .production: "production"
    case .frequency: "frequency"
    case .field(let name): "." + (FieldName.isPlain(name) ? name.description : Escapes.quoted(name))
    }
  }

  /// What kind of value it has.
  public enum Kind: Sendable {
    /// Text that may be anything.
    case text
    /// A name, or `none`.
    case name
    /// A whole number, or `none`.
    case number
    /// Several texts.
    case list
    /// One of a few words.
    case flag
  }

  /// What kind of value it has.
  public var kind: Kind {
    switch self {
    case .decoder, .parent: .name
    case .rule, .level, .frequency: .number
    case .groups, .mitre, .compliance: .list
    case .alert, .production: .flag
    case .program, .hostname, .timestamp, .log, .description, .field: .text
    }
  }
}

extension Subject {
  /// The words that are its values; empty for subjects of other kinds.
  public var words: [String] {
    switch self {
    case .alert: ["yes", "no"]
    case .production: ["same", "alert", "silent", "dropped"]
    default: []
    }
  }

  /// `same, alert, silent or dropped`
  var wordList: String {
    words.dropLast().joined(separator: ", ") + (words.last.map { " or \($0)" } ?? "")
  }
}

/// How field names are written.
enum FieldName {
  /// Whether a name can stand without quotes.
  static func isPlain(_ name: ByteString) -> Bool {
    !name.isEmpty && name.bytes.allSatisfy { isPlain($0) }
  }

  /// Whether a byte can stand in a name without quotes.
  static func isPlain(_ byte: UInt8) -> Bool {
    guard byte > 0x20, byte != 0x7F else { return false }
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "\""), UInt8(ascii: "#"):
      return false
    default: return true
    }
  }
}
