import Analysis
import Bytes
import Rulesets

/// Why no event has a field of a name that documents, indices or JSON have: what to write instead.
struct AbsentName {
  private let name: ByteString
  private let outcome: Outcome

  init(_ name: ByteString, _ outcome: Outcome) {
    self.name = name
    self.outcome = outcome
  }

  /// One or two sentences; nil for a name that could be a field's.
  var why: String? { inDocument ?? ofDocument ?? elementOfArray ?? object }

  /// `data.srcip`
  private var inDocument: String? {
    guard let plain = rest(of: "data."), outcome.field(plain) != nil else { return nil }
    return "Documents show decoded fields under `data`; decoders and rules call it `\(plain)`."
  }

  /// What the document says of the event besides its fields.
  private var ofDocument: String? {
    let word = name.lowercased.description
    if let known = Self.members[word] { return known }
    if let known = changedFile(word) { return known }
    for (begin, sentence) in Self.sections where word.hasPrefix(begin) { return sentence }
    return nil
  }

  private static let members: [String: String] = [
    "agent.name": "The agent is no field: rules see its name as <hostname>, and in <location>, `(name) address->path`.",
    "agent.ip": "The agent is no field: rules see its address in <location>, `(name) address->path`.",
    "agent.id": "The agent's number is put into the alert behind the rules: no rule can ask for it.",
    "predecoder.program_name": "It is no field: rules ask with <program_name>.",
    "predecoder.hostname": "It is no field: rules ask with <hostname>.",
    "predecoder.timestamp":
      "The date of the header is no field, and no rule can ask for it; <time> and <weekday> look at the time of arrival.",
    "decoder.name": "The decoder is no field: rules ask with <decoded_as>.",
    "decoder.parent": "The decoder is no field: rules ask with <decoded_as>, for the name that is reported.",
    "full_log": "The log is no field: rules ask with <match> and <regex>, which see it behind its header.",
    "location": "It is no field: rules ask with <location>.",
    "timestamp": "The time of the alert is no field; <time> and <weekday> look at the time of arrival.",
    "@timestamp": "The time of the alert is no field; <time> and <weekday> look at the time of arrival.",
  ]

  private static let sections: [(String, String)] = [
    (
      "agent.",
      "What an alert says of the agent is no field: rules see its name as <hostname>, and name and address in <location>."
    ),
    (
      "rule.",
      "What an alert says of the rule is no field: rules ask for other rules with <if_sid>, <if_group> and <if_level>."
    ),
    ("manager.", "The manager is put into the alert behind the rules: no rule can ask for it."),
    ("cluster.", "The cluster is put into the alert behind the rules: no rule can ask for it."),
    ("geolocation", "Places are added when the alert is indexed, long after the rules: no rule can ask for them."),
    ("input.", "It is added when the alert is indexed: no rule can ask for it."),
    (
      "syscheck.",
      "What a file integrity alert says under `syscheck` is no field of that name: rules ask for `file`, `size`, `perm`, `uname`, `md5` and so on."
    ),
    ("_source.", "That is the index's own envelope: leave `_source.` and `data.` away."),
  ]

  /// `syscheck.sha1_after` is `sha1` for rules.
  private func changedFile(_ word: String) -> String? {
    guard word.hasPrefix("syscheck.") else { return nil }
    var plain = String(word.dropFirst(9))
    let names = [
      "path": "file", "event": "event_type", "diff": "changed_content", "changed_attributes": "changed_fields",
      "tags": "tag", "audit.user.id": "user_id", "audit.user.name": "user_name", "audit.process.name": "process_name",
      "audit.process.id": "process_id", "audit.group.name": "group_name", "audit.login_user.name": "audit_name",
      "audit.effective_user.name": "effective_name", "audit.process.cwd": "cwd",
      "audit.process.parent_name": "parent_name", "audit.process.ppid": "ppid",
    ]
    if plain.hasSuffix("_after") { plain.removeLast(6) }
    plain = names[plain] ?? plain
    guard outcome.field(ByteString(plain)) != nil else { return nil }
    return "Alerts show it under `syscheck`; rules call it `\(plain)`."
  }

  /// `tags[0]`, `tags.0`, `tags{}`
  private var elementOfArray: String? {
    let text = name.bytes
    var plain: [UInt8] = text
    if let open = text.firstIndex(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }) {
      plain = Array(text[..<open])
    } else if let dot = text.lastIndex(of: UInt8(ascii: ".")), dot + 1 < text.count,
      text[(dot + 1)...].allSatisfy(ASCII.isDigit)
    {
      plain = Array(text[..<dot])
    } else {
      return nil
    }
    guard !plain.isEmpty, let value = outcome.field(ByteString(plain)) else { return nil }
    return
      "An array has no fields for its elements: `\(ByteString(plain))` holds all of it as one text, `\(Phrases.short(value, 40))`."
  }

  /// `win.eventdata`, of which only the members are fields.
  private var object: String? {
    let begin = name.lowercased.bytes + [UInt8(ascii: ".")]
    let members = outcome.fields.map(\.name).filter { $0.lowercased.bytes.starts(with: begin) }
    guard let first = members.first else { return nil }
    let others = members.count > 1 ? " and \(members.count - 1) more" : ""
    return "It is an object, which has no value of its own: its members are fields, `\(first)`\(others)."
  }

  private func rest(of begin: String) -> ByteString? {
    name.bytes.starts(with: begin.utf8) ? ByteString(Array(name.bytes.dropFirst(begin.utf8.count))) : nil
  }
}
