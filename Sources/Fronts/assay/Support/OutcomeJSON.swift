import Analysis
import Bytes
import JSONText
import Rulesets

/// The answer of `assay try --json` to one log: a line of JSON whose form is fixed.
struct OutcomeJSON {
  let bytes: [UInt8]

  init(_ outcome: Outcome, id: ByteString?, phases: Bool, debug: [ByteString]?, notes: [String] = []) {
    var writer = ByteWriter()
    writer.write("{")
    if let id {
      writer.write("\"id\":")
      writer.write(id)
      writer.write(",")
    }
    let alert = outcome.hasAlertAnswer ? "\(outcome.isAlert)" : "null"
    writer.write("\"alert\":\(alert),\"codemsg\":\(outcome.messageCode),\"messages\":")
    let reason = outcome.unanswered.map { LoadMessage(.error, ByteString($0.message)) }
    writer.write(jsonStrings: (outcome.messages + [reason].compactMap(\.self)).map(\.line))
    if let document = outcome.document {
      writer.write(",\"output\":")
      writer.write(document)
    }
    if phases { writer.write(outcome.predecoding) }
    if let debug {
      writer.write(",\"rules_debug\":")
      writer.write(jsonStrings: debug)
    }
    if !notes.isEmpty {
      writer.write(",\"notes\":")
      writer.write(jsonStrings: notes.map { ByteString($0) })
    }
    writer.write("}\n")
    bytes = writer.bytes
  }

  /// The answer to a question that the engine would refuse to look at.
  static func refusal(_ message: String, id: ByteString?) -> [UInt8] {
    var writer = ByteWriter()
    writer.write("{")
    if let id {
      writer.write("\"id\":")
      writer.write(id)
      writer.write(",")
    }
    writer.write("\"alert\":false,\"codemsg\":-1,\"messages\":[")
    writer.write(jsonString: message)
    writer.write("]}\n")
    return writer.bytes
  }
}

extension ByteWriter {
  /// Writes a list of strings.
  mutating func write(jsonStrings list: [ByteString]) {
    write("[")
    for (index, text) in list.enumerated() {
      if index > 0 { write(",") }
      write(jsonString: text)
    }
    write("]")
  }

  fileprivate mutating func write(_ predecoding: Outcome.Predecoding) {
    write(",\"predecoding\":{")
    if let timestamp = predecoding.timestamp { write(member: "timestamp", timestamp, isLast: false) }
    write(member: "hostname", predecoding.hostname, isLast: false)
    if let program = predecoding.programName { write(member: "program_name", program, isLast: false) }
    write(member: "log", predecoding.log, isLast: false)
    write(member: "location", predecoding.location, isLast: false)
    write(member: "agent_id", predecoding.agentID, isLast: true)
    write("}")
  }

  private mutating func write(member name: String, _ value: ByteString, isLast: Bool) {
    write("\"\(name)\":")
    write(jsonString: value)
    if !isLast { write(",") }
  }
}
