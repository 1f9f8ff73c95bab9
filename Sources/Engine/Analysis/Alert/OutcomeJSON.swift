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
  private let fields: MemberSelection?

  /// - Parameters:
  ///   - outcome: what became of the log.
  ///   - id: what the question was called, in JSON.
  ///   - phases: whether what the header says is told.
  ///   - debug: the words of the rules' debug output, if they are asked for.
  ///   - notes: what a person would be told besides.
  ///   - fields: the members of the document that are wanted; nil for all.
  package init(
    _ outcome: Outcome, id: ByteString?, phases: Bool, debug: [ByteString]?, notes: [String] = [],
    fields: MemberSelection? = nil
  ) {
    self.outcome = outcome
    self.id = id
    self.phases = phases
    self.debug = debug
    self.notes = notes
    self.fields = fields
  }

  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("id", raw: id)
    json.member("alert", orNull: outcome.hasAlertAnswer ? outcome.isAlert : nil)
    json.member("codemsg", outcome.messageCode)
    let reason = outcome.unanswered.map { LoadMessage(.error, ByteString($0.message)) }
    json.array("messages", (outcome.messages + [reason].compactMap(\.self)).map(\.line))
    writeDocument(to: &json)
    if phases { json.member("predecoding", outcome.predecoding) }
    if let debug { json.array("rules_debug", debug) }
    if !notes.isEmpty { json.array("notes", notes) }
  }

  private func writeDocument(to json: inout JSONWriter) {
    guard let fields, let document = outcome.document else { return json.member("output", raw: outcome.document) }
    let reader = JSONReader()
    guard document.withView({ reader.parse($0) }) else { return json.member("output", raw: document) }
    json.key("output")
    fields.write(reader.root, to: &json)
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
