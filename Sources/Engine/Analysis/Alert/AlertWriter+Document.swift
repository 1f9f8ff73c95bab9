import Bytes
import JSONText
import Memory
import Rulesets

/// The reference's document for an event (docs/reference/alerts.md §3), as one line of JSON.
extension AlertWriter {
  /// Containers that the reference can write inside each other.
  private static let deepest = 1000

  /// Writes the document; nil when it nests too deeply to be written.
  func document(rule: inout Outcome.Rule?, definition: RuleDefinition?) -> ByteString? {
    let data = DataTree(event, json: arrayReader)
    // The document itself is the first container, and `data` the second.
    guard data.depth + 1 <= Self.deepest else { return nil }
    if rule != nil { addPolicyCompliance(from: data, to: &rule) }

    writer.removeAll()
    // The reference takes second 0 for "no time", and writes neither time nor id then (§3).
    let isDated = event.time.seconds != 0
    writer.write("{")
    if isDated {
      writer.write(#""timestamp":""#)
      writer.write(timestamp: event.time, secondsFromUTC: secondsFromUTC)
      writer.write("\"")
    }
    if let rule, let definition { write(rule, definition) }
    let agentless = agentlessParts()
    if agentless == nil { writeAgent() }
    writer.write(#","manager":{"name":"#)
    writer.write(jsonString: ruleset.options.managerName)
    writer.write("}")
    if isDated {
      writer.write(#","id":""#)
      writer.write(decimal: event.time.seconds)
      writer.write(#".0""#)
    }
    if rule != nil { writePreviousOutput() }
    if showsWholeLog || !(definition?.omitsFullLog ?? false) { writeMember(#","full_log":"#, event.fullLog) }
    if let syscheck = event.codeExtras?.syscheck {
      writer.write(#","syscheck":"#)
      writer.write(
        SyscheckSection.json(syscheck) { [zone = ruleset.options.zone] in zone.secondsFromUTC(at: $0) })
    }
    let hostname = headerHostname()
    let hasHeader = event.programName != nil || event.timestamp != nil
    if hasHeader { writePredecoder(hostname) }
    writeDecoder()
    if let log = event.previousLog {
      writer.write(#","previous_log":"#)
      writer.write(jsonString: log)
    }
    if !data.isEmpty {
      writer.write(#","data":"#)
      data.write(to: &writer)
    }
    if !hasHeader, hostname != nil { writePredecoder(hostname) }
    if let location = shownLocation() { writeMember(#","location":"#, location) }
    if let agentless {
      writeMember(#","agentless":{"script":"#, agentless.script)
      writeMember(#","user":"#, agentless.user)
      writeMember(#","host":"#, agentless.host)
      writer.write("}")
    }
    writer.write("}")
    guard !isDated else { return ByteString(writer.bytes) }
    var undated = writer.bytes
    undated.remove(at: 1)  // the comma of what is now the first member
    return ByteString(undated)
  }

  private func writeMember(_ label: StaticString, _ range: ByteRange) {
    writer.write(label)
    writer.write(jsonString: event.arena.view(range))
  }

  // MARK: rule, §4

  private func write(_ rule: Outcome.Rule, _ definition: RuleDefinition) {
    writer.write(#","rule":{"#)
    if rule.level != 0 {
      writer.write(#""level":"#)
      writer.write(decimal: rule.level)
      writer.write(",")
    }
    writer.write(#""description":"#)
    writer.write(jsonString: rule.description)
    writer.write(#","id":""#)
    writer.write(decimal: rule.id)
    writer.write("\"")
    if !rule.mitreTactics.isEmpty {
      writer.write(#","mitre":{"id":"#)
      write(rule.mitreIDs)
      writer.write(#","tactic":"#)
      write(rule.mitreTactics)
      writer.write(#","technique":"#)
      write(rule.mitreTechniques)
      writer.write("}")
    }
    if let cve = definition.cve {
      writer.write(#","cve":"#)
      writer.write(jsonString: cve)
    }
    if let info = definition.info {
      writer.write(#","info":"#)
      writer.write(jsonString: info)
    }
    if let frequency = rule.frequency {
      writer.write(#","frequency":"#)
      writer.write(decimal: frequency)
    }
    if !definition.omitsCounter {
      writer.write(#","firedtimes":"#)
      writer.write(decimal: rule.firedTimes)
    }
    writer.write(rule.mail ? #","mail":true"# : #","mail":false"#)
    if definition.groups != nil {
      writer.write(#","groups":"#)
      write(rule.groups)
    }
    for entry in rule.compliance {
      writer.write(",")
      writer.write(jsonString: entry.framework)
      writer.write(":")
      write(entry.requirements)
    }
    if rule.level == 0 { writer.write(#","level":0"#) }
    writer.write("}")
  }

  private func write(_ list: [ByteString]) {
    writer.write("[")
    for (index, text) in list.enumerated() {
      if index > 0 { writer.write(",") }
      writer.write(jsonString: text)
    }
    writer.write("]")
  }

  /// `data.sca.check.compliance.NAME = "a, b"` becomes part of the rule (§8.2).
  private func addPolicyCompliance(from data: DataTree, to rule: inout Outcome.Rule?) {
    var node = 0
    for key in ["sca", "check", "compliance"] as [ByteString] {
      guard let member = key.withView({ data.member($0, of: node) }) else { return }
      node = member
    }
    for member in data.members(of: node) {
      guard let text = data.nodes[member].text else { continue }
      let framework = event.arena.copy(data.nodes[member].key)
      for part in Self.parts(of: event.arena.view(text).buffer) {
        if framework == "groups" { rule?.groups.append(part) } else { rule?.append(part, to: framework) }
      }
    }
  }

  // MARK: agent and location, §5

  private func writeAgent() {
    writer.write(#","agent":{"id":"#)
    writer.write(jsonString: event.arena.view(event.agentID))
    let location = event.arena.view(event.location)
    let isNamed = location.count > 0 && location[0] == UInt8(ascii: "(")
    if isNamed {
      writeMember(#","name":"#, event.hostname)
    } else if event.arena.view(event.agentID) == "000" {
      writer.write(#","name":"#)
      writer.write(jsonString: ruleset.options.managerName)
    }
    if isNamed, let close = location.firstIndex(of: UInt8(ascii: ")")), close + 1 < location.count {
      let start = min(close + 2, location.count)
      let end = location.firstIndex(of: UInt8(ascii: "-"), from: start) ?? location.count
      let address = event.location[start..<max(start, end)]
      if !(event.arena.view(address) == "any") { writeMember(#","ip":"#, address) }
    }
    writer.write("}")
  }

  /// What the document calls the location: the part behind `(agent) ip->`.
  private func shownLocation() -> ByteRange? {
    let location = event.arena.view(event.location)
    guard location.count > 0, location[0] == UInt8(ascii: "(") else { return event.location }
    let start = location.prefix(1023)
    guard let arrow = start.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    return event.location[arrow + 1..<start.count]
  }

  /// `(script) user@host->path` of a local event (docs/reference/decoders.md §11.2).
  private func agentlessParts() -> (script: ByteRange, user: ByteRange, host: ByteRange)? {
    guard event.arena.view(event.agentID) == "000" else { return nil }
    let location = event.arena.view(event.location)
    guard location.starts(with: "("),
      let close = (") " as ByteString).withView({ location.firstIndex(of: $0, from: 1) }),
      let at = location.firstIndex(of: UInt8(ascii: "@"), from: close + 2),
      let arrow = ("->" as ByteString).withView({ location.firstIndex(of: $0, from: at + 1) })
    else { return nil }
    return (event.location[1..<close], event.location[close + 2..<at], event.location[at + 1..<arrow])
  }

  // MARK: predecoder, decoder, history

  private func writePredecoder(_ hostname: ByteRange?) {
    writer.write(#","predecoder":{"#)
    var isFirst = true
    for (label, value) in [("program_name", event.programName), ("timestamp", event.timestamp), ("hostname", hostname)]
    {
      guard let value else { continue }
      if !isFirst { writer.write(",") }
      isFirst = false
      writer.write("\"\(label)\":")
      writer.write(jsonString: event.arena.view(value))
    }
    writer.write("}")
  }

  /// The host in the document is read a second time, from the whole log, and only behind a date such as
  /// `Mar 05 08:09:10 ` (docs/reference/decoders.md §11.1).
  private func headerHostname() -> ByteRange? {
    let log = event.arena.view(event.fullLog)
    guard log.count > 16, ASCII.isUpper(log[0]), ASCII.isLower(log[1]), ASCII.isLower(log[2]),
      log[3] == UInt8(ascii: " "), log[4] == UInt8(ascii: " ") || (0x30...0x33).contains(log[4]), ASCII.isDigit(log[5]),
      log[6] == UInt8(ascii: " ")
    else { return nil }
    for index in 7..<15 {
      let fits = index == 9 || index == 12 ? log[index] == UInt8(ascii: ":") : ASCII.isDigit(log[index])
      guard fits else { return nil }
    }
    guard log[15] == UInt8(ascii: " ") else { return nil }
    let end = log.firstIndex(of: UInt8(ascii: " "), from: 16) ?? log.count
    return end > 16 ? event.fullLog[16..<end] : nil
  }

  private func writeDecoder() {
    writer.write(#","decoder":{"#)
    if let decoder = event.decoder {
      if decoder.definition.accumulates { writer.write(#""accumulate":1,"#) }
      if let parent = decoder.definition.parent {
        writer.write(#""parent":"#)
        writer.write(jsonString: parent)
        writer.write(",")
      }
      writer.write(#""name":"#)
      writer.write(jsonString: decoder.reportedName)
      if let comment = decoder.definition.ftsComment {
        writer.write(#","ftscomment":"#)
        writer.write(jsonString: comment)
      }
    }
    writer.write("}")
  }

  /// The logs that a history search collected; a single one is not shown (§7.1).
  private func writePreviousOutput() {
    let logs = history.previousLogs()
    guard logs.count >= 2, !logs[1].isEmpty else { return }
    var joined: [UInt8] = []
    for log in logs {
      if !joined.isEmpty { joined.append(10) }
      joined.append(contentsOf: log.bytes)
    }
    writer.write(#","previous_output":"#)
    writer.write(jsonString: ByteString(joined))
  }
}
