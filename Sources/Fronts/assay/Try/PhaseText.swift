import Analysis
import Bytes
import JSONText

/// An outcome in the words of wazuh-logtest: three phases and whether there is an alert (docs/reference/rules.md
/// §13.6).
struct PhaseText {
  private(set) var bytes: [UInt8] = []
  private var writer = ByteWriter()
  private let reader = JSONReader()

  private let isForTerminal: Bool

  /// - Parameter isForTerminal: show control characters instead of writing them.
  init(_ outcome: Outcome, trace: Trace?, ruleset: CompiledRuleset, isForTerminal: Bool = false) {
    self.isForTerminal = isForTerminal
    for message in outcome.messages {
      writer.write("** Wazuh-Logtest: ")
      write(message.line)
      writer.write("\n")
    }
    if let document = outcome.document, document.withView({ reader.parse($0) }) {
      writePhases(reader.root, outcome, trace?.rulesDebug(ruleset))
    }
    writer.write("\n")
    bytes = writer.bytes
  }

  private mutating func writePhases(_ document: JSONValue, _ outcome: Outcome, _ debug: [ByteString]?) {
    writer.write("**Phase 1: Completed pre-decoding.\n")
    if let log = document["full_log"] { writeLine("full event", log) }
    let header = document["predecoder"]
    for name in ["timestamp", "hostname", "program_name"] as [StaticString] {
      if let value = header?[name] { writeLine(ByteString(String(describing: name)), value) }
    }
    writer.write("\n**Phase 2: Completed decoding.\n")
    let decoder = document["decoder"]
    if let decoder, !decoder.children.isEmpty {
      write(decoder, first: ["name", "parent"])
      if let data = document["data"] { write(data, first: []) }
    } else {
      writer.write("\tNo decoder matched.\n")
    }
    if let debug {
      writer.write("\n**Rule debugging:\n")
      for line in debug {
        writer.write(line.bytes.first == UInt8(ascii: "*") ? "\t\t" : "\t")
        write(line)
        writer.write("\n")
      }
    }
    if let rule = document["rule"] {
      writer.write("\n**Phase 3: Completed filtering (rules).\n")
      write(rule, first: ["id", "level", "description", "groups", "firedtimes"])
    }
    writer.write(outcome.isAlert ? "**Alert to be generated.\n" : "**No alert: \(outcome.verdict.rawValue).\n")
  }

  /// The members of an object: the named ones first, the others sorted by name, level by level.
  private mutating func write(_ object: JSONValue, first: [ByteString], path: ByteString = "") {
    let members = object.children.sorted { left, right in
      let places = (first.firstIndex(of: left.key) ?? .max, first.firstIndex(of: right.key) ?? .max)
      return places.0 == places.1 ? left.key < right.key : places.0 < places.1
    }
    for member in members {
      var name = path
      name.append(member.key)
      if member.kind == .object {
        name.append(".")
        write(member, first: [], path: name)
      } else {
        writeLine(name, member)
      }
    }
  }

  private mutating func writeLine(_ name: ByteString, _ value: JSONValue) {
    writer.write("\t")
    write(name)
    writer.write(": '")
    if let text = value.bytes { write(text) } else { write(python: value) }
    writer.write("'\n")
  }

  /// Text that came from a log or a ruleset.
  private mutating func write(_ text: ByteString) {
    writer.write(isForTerminal ? ByteString(TerminalText.printable(text.bytes)) : text)
  }

  /// A value as Python shows it.
  private mutating func write(python value: JSONValue) {
    switch value.kind {
    case .yes: writer.write("True")
    case .no: writer.write("False")
    case .null: writer.write("None")
    case .number: writer.write(value.source)
    case .string: write(pythonString: value.bytes ?? "")
    case .array, .object:
      let isObject = value.kind == .object
      writer.write(isObject ? "{" : "[")
      for (index, element) in value.children.enumerated() {
        if index > 0 { writer.write(", ") }
        if isObject {
          write(pythonString: element.key)
          writer.write(": ")
        }
        write(python: element)
      }
      writer.write(isObject ? "}" : "]")
    }
  }

  private mutating func write(pythonString text: ByteString) {
    let quote: UInt8 =
      text.bytes.contains(UInt8(ascii: "'")) && !text.bytes.contains(UInt8(ascii: "\""))
      ? UInt8(ascii: "\"") : UInt8(ascii: "'")
    writer.write(byte: quote)
    for byte in isForTerminal ? TerminalText.printable(text.bytes) : text.bytes {
      switch byte {
      case 9: writer.write("\\t")
      case 10: writer.write("\\n")
      case 13: writer.write("\\r")
      case UInt8(ascii: "\\"): writer.write("\\\\")
      case quote:
        writer.write("\\")
        writer.write(byte: quote)
      default: writer.write(byte: byte)
      }
    }
    writer.write(byte: quote)
  }
}
