import Bytes
import JSONText
import Rulesets

/// The answer of `assay try --json` to one log: a line of JSON whose form is fixed.
package struct OutcomeJSON: JSONObject {
  private let outcome: Outcome
  private let id: ByteString?
  private let phases: Bool
  private let debug: [ByteString]?
  private let notes: [String]

  /// - Parameters:
  ///   - outcome: what became of the log.
  ///   - id: what the question was called, in JSON.
  ///   - phases: whether what the header says is told.
  ///   - debug: the words of the rules' debug output, if they are asked for.
  ///   - notes: what a person would be told besides.
  package init(_ outcome: Outcome, id: ByteString?, phases: Bool, debug: [ByteString]?, notes: [String] = []) {
    self.outcome = outcome
    self.id = id
    self.phases = phases
    self.debug = debug
    self.notes = notes
  }

  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("id", raw: id)
    json.member("alert", orNull: outcome.hasAlertAnswer ? outcome.isAlert : nil)
    json.member("codemsg", outcome.messageCode)
    let reason = outcome.unanswered.map { LoadMessage(.error, ByteString($0.message)) }
    json.array("messages", (outcome.messages + [reason].compactMap(\.self)).map(\.line))
    json.member("output", raw: outcome.document)
    if phases { json.member("predecoding", outcome.predecoding) }
    if let debug { json.array("rules_debug", debug) }
    if !notes.isEmpty { json.array("notes", notes) }
  }

  /// The answer to a question that the engine would refuse to look at.
  package static func refusal(_ message: String, id: ByteString?) -> [UInt8] {
    JSONWriter.document { json in
      json.member("id", raw: id)
      json.member("alert", false)
      json.member("codemsg", -1)
      json.array("messages", [message])
    }.bytes
  }
}

extension Outcome.Predecoding: JSONObject {
  /// Writes an object; what the header does not say is left out.
  package func write(membersTo json: inout JSONWriter) {
    json.member("timestamp", timestamp)
    json.member("hostname", hostname)
    json.member("program_name", programName)
    json.member("log", log)
    json.member("location", location)
    json.member("agent_id", agentID)
  }
}
