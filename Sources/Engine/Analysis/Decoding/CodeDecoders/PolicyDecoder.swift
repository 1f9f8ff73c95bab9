import Bytes
import JSONText

/// Security configuration assessment: checks whose result has changed, and summaries.
///
/// What has not changed, and what is malformed, is an event all the same, but one without fields.
enum PolicyDecoder: CodeDecoder {
  static func decode(_ work: CodeDecoding) -> CodeDecoding.Result {
    work.report(work.decoders.policy)
    guard let message = work.object() else {
      work.logLines.append("the message of the assessment is no JSON object")
      return .decoded
    }
    guard let type = message["type"]?.bytes else { return .dropped("a message of the assessment has a type") }
    switch type {
    case "check": Check(message)?.setFields(work)
    case "summary": Summary(message)?.setFields(work)
    default: break
    }
    return .decoded
  }

  /// A text, or a whole number in digits, of a member.
  fileprivate static func text(_ value: JSONValue?) -> ByteString? {
    guard let value else { return nil }
    return value.bytes ?? value.number.map { ByteString(number: $0) }
  }

  /// One check of a policy.
  private struct Check {
    let scan: ByteString
    let policy: ByteString
    let check: JSONValue
    let id: ByteString
    let result: ByteString

    /// Nil for what is no check: one of the members that make it one is missing.
    init?(_ message: JSONValue) {
      guard let scan = message["id"]?.number, let policy = message["policy"]?.bytes,
        message["policy_id"]?.bytes != nil, let check = message["check"], check.kind == .object,
        let id = check["id"]?.number, check["title"]?.bytes != nil
      else { return nil }
      self.scan = ByteString(number: scan)
      self.policy = policy
      self.check = check
      self.id = ByteString(number: id)
      result = check["result"]?.bytes.flatMap { $0.isEmpty ? nil : $0 } ?? "not applicable"
    }

    func setFields(_ work: CodeDecoding) {
      var query: ByteString = "sca query "
      query.append(id)
      let answer = work.ask(query)
      let previous: ByteString?
      if answer.starts(with: "ok found") {
        let stored = ByteString(answer.bytes.dropFirst(9))
        guard stored != result else { return }
        previous = stored
      } else if answer.starts(with: "ok not found") {
        previous = nil
      } else {
        work.logLines.append("the database does not say whether check \(id) is known: \(answer)")
        return
      }
      work.set("sca.type", "check")
      work.set("sca.scan_id", scan)
      work.set("sca.policy", policy)
      work.set("sca.check.id", id)
      for name in ["title", "description", "rationale", "remediation"] as [StaticString] {
        if let value = check[name]?.bytes { work.set(Self.field(name), value) }
      }
      setCompliance(work)
      if let value = check["references"]?.bytes { work.set("sca.check.references", value) }
      for name in ["file", "directory", "registry", "process", "command"] as [StaticString] {
        if let value = check[name]?.bytes, !value.isEmpty { work.set(Self.field(name), Self.array(of: value)) }
      }
      work.set("sca.check.result", result)
      if let reason = check["reason"]?.bytes { work.set("sca.check.reason", reason) }
      if let previous { work.set("sca.check.previous_result", previous) }
    }

    private func setCompliance(_ work: CodeDecoding) {
      guard let compliance = check["compliance"], compliance.kind == .object else { return }
      for member in compliance.children {
        guard let value = PolicyDecoder.text(member) else { continue }
        var name: ByteString = "sca.check.compliance."
        name.append(member.key)
        work.set(name, value)
      }
    }

    private static func field(_ name: StaticString) -> ByteString { ByteString("sca.check.\(name)") }

    /// The parts of a list as a JSON array, which documents show as one.
    private static func array(of list: ByteString) -> ByteString {
      var writer = ByteWriter()
      writer.write("[")
      for (index, part) in list.bytes.split(separator: UInt8(ascii: ",")).enumerated() {
        if index > 0 { writer.write(",") }
        writer.write(jsonString: ByteString(part))
      }
      writer.write("]")
      return ByteString(writer.bytes)
    }
  }

  /// The counts of a whole scan.
  private struct Summary {
    private static let members: [(field: ByteString, member: StaticString)] = [
      ("sca.scan_id", "scan_id"), ("sca.policy", "name"), ("sca.description", "description"),
      ("sca.policy_id", "policy_id"), ("sca.passed", "passed"), ("sca.failed", "failed"), ("sca.invalid", "invalid"),
      ("sca.total_checks", "total_checks"), ("sca.score", "score"), ("sca.file", "file"),
    ]

    private static let counts: [StaticString] = ["passed", "failed", "invalid", "total_checks", "score"]

    let message: JSONValue
    let policy: ByteString
    let hash: ByteString

    init?(_ message: JSONValue) {
      guard let policy = message["policy_id"]?.bytes, message["scan_id"]?.number != nil,
        message["name"]?.bytes != nil, let hash = message["hash"]?.bytes,
        Self.counts.allSatisfy({ message[$0]?.number != nil })
      else { return nil }
      self.message = message
      self.policy = policy
      self.hash = hash
    }

    func setFields(_ work: CodeDecoding) {
      var query: ByteString = "sca query_scan "
      query.append(policy)
      let answer = work.ask(query)
      var isNews = message["first_scan"] == nil
      if answer.starts(with: "ok found") {
        let stored = answer.bytes.dropFirst(9).prefix { $0 != UInt8(ascii: " ") }
        isNews = isNews && ByteString(stored) != hash
      } else if !answer.starts(with: "ok not found") {
        work.logLines.append("the database does not say whether policy \(policy) is known: \(answer)")
        isNews = false
      }
      guard isNews || message["force_alert"] != nil else { return }
      work.set("sca.type", "summary")
      for (field, member) in Self.members {
        if let value = PolicyDecoder.text(message[member]) { work.set(field, value) }
      }
    }
  }
}
