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
  /// The whole log, as the alert document has it.
  case fullLog
  /// `yes` or `no`: would the manager send the alert by mail?
  case mail
  /// How often the rule has fired, as the document counts it.
  case firedTimes
  /// A decoded field.
  case field(ByteString)
  /// A member of the alert document by its path, `rule.mitre.id`.
  case member(ByteString)
  /// The whole alert document, as a snapshot in a file of its own.
  case document

  /// The frameworks whose entries stand apart from the groups (docs/reference/alerts.md §4.2).
  package static let frameworks = ["pci_dss", "cis", "gdpr", "gpg13", "hipaa", "nist_800_53", "tsc"]

  /// The names of all subjects but fields.
  package static let names =
    [
      "decoder", "parent", "program", "hostname", "timestamp", "log", "rule", "level", "description", "groups", "mitre",
      "alert", "production", "frequency", "full_log", "mail", "firedtimes", "document",
    ] + frameworks

  /// What the path of a member of the alert document begins with.
  static let memberPrefix = "alert."

  /// The subject of this name; fields and members of the document are no names.
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
    case "full_log": self = .fullLog
    case "mail": self = .mail
    case "firedtimes": self = .firedTimes
    case "document": self = .document
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
    case .fullLog: "full_log"
    case .mail: "mail"
    case .firedTimes: "firedtimes"
    case .document: "document"
    case .field(let name): "." + (FieldName.isPlain(name) ? name.description : Escapes.quoted(name))
    case .member(let path):
      Subject.memberPrefix + (FieldName.isPlain(path) ? path.description : Escapes.quoted(path))
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
    /// What a document may hold: a text, a number, an array, an object.
    case value
    /// A file that holds it.
    case file

    /// Whether it may be any text, so that there is no word that says it is not there.
    package var isOpen: Bool { self == .text || self == .value }
  }

  /// What kind of value it has.
  public var kind: Kind {
    switch self {
    case .decoder, .parent: .name
    case .rule, .level, .frequency, .firedTimes: .number
    case .groups, .mitre, .compliance: .list
    case .alert, .production, .mail: .flag
    case .program, .hostname, .timestamp, .log, .description, .fullLog, .field: .text
    case .member: .value
    case .document: .file
    }
  }
}

extension Subject {
  /// The words that are its values; empty for subjects of other kinds.
  public var words: [String] {
    switch self {
    case .alert, .mail: ["yes", "no"]
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
