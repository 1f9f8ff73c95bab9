import Bytes
import JSONText

/// A check or a summary of security configuration assessment: the agent's message, or the check alone.
///
/// What was known before decides about the event: a check tells news only where its result has changed.
enum PolicySender: Sender {
  private static let hint =
    #"{"type":"check","id":1,"policy":…,"policy_id":…,"check":{"id":1,"title":…,"result":"failed"}}"#
  private static let results: [ByteString] = ["passed", "failed", "not applicable"]

  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    let message = try JSONInput.object(text, expected: "a message of the assessment", hint: hint)
    let type: ByteString
    var sent = SentEvent(queue: .policy, location: "sca", text)
    if let given = message["type"]?.bytes {
      type = given
      if type == "check", message["check"]?.kind != .object {
        throw InputError(message: "a message of type check has an object `check`", hint: hint, offset: 0)
      }
    } else if message["title"]?.bytes != nil, message["result"]?.bytes != nil {
      type = "check"
      sent.text = wrapped(message)
    } else {
      throw InputError(message: "a message of the assessment has a text `type`", hint: hint, offset: 0)
    }
    sent.answers = try answers(type, message, previous)
    return sent
  }

  /// The check alone, with what the agent writes around it.
  private static func wrapped(_ check: JSONValue) -> ByteString {
    var writer = ByteWriter()
    writer.write(#"{"type":"check","id":1,"policy":"policy","policy_id":"policy","check":{"#)
    if check["id"] == nil { writer.write(#""id":1,"#) }
    for (index, member) in check.children.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write(jsonString: member.key)
      writer.write(":")
      writer.write(compactJSON: member)
    }
    writer.write("}}")
    return ByteString(writer.bytes)
  }

  private static func answers(
    _ type: ByteString, _ message: JSONValue, _ previous: ByteString?
  ) throws(InputError) -> DatabaseAnswers {
    if type == "summary" {
      let hash = message["hash"]?.bytes ?? ""
      var known: ByteString = "ok found "
      switch previous {
      case nil, "changed": known.append("0")
      case "unchanged": known.append(hash)
      case "none": known = "ok not found"
      default:
        throw InputError(
          message: "unknown previous `\(previous ?? "")`", hint: "a summary is changed, unchanged or none")
      }
      return DatabaseAnswers([.init(to: "sca query_scan ", known)])
    }
    guard let previous, previous != "none" else {
      return DatabaseAnswers([.init(to: " sca query ", "ok not found")])
    }
    guard results.contains(previous) else {
      throw InputError(
        message: "unknown previous `\(previous)`", hint: "the result before is passed, failed, not applicable or none")
    }
    var known: ByteString = "ok found "
    known.append(previous)
    return DatabaseAnswers([.init(to: " sca query ", known)])
  }
}
