import Bytes
import Diagnostics
import RulesetSyntax

/// What there is to say about the blocks of a configuration before the collector starts: its own words, and what it does
/// without a word (docs/reference/live.md §C).
package enum CollectorRemarks {
  /// A sentence about an element.
  package struct Remark: Sendable {
    /// How bad it is.
    package var severity: Diagnostic.Severity
    /// The sentence.
    package var text: String
    /// Where.
    package var location: SourceLocation
    /// What to do.
    package var hint: String?
  }

  /// The elements that a `<localfile>` may hold.
  private static let elements = [
    "location", "command", "log_format", "only-future-events", "frequency", "alias", "age", "exclude",
    "ignore_binaries", "ignore", "restrict", "label", "target", "out_format", "multiline_regex", "filter", "query",
    "reconnect_time",
  ]

  /// About the `<localfile>` blocks.
  package static func ofFiles(_ document: XMLDocument) -> [Remark] {
    var remarks: [Remark] = []
    var known: [ByteString: Int] = [:]
    for (section, isRemote) in blocks("localfile", document) {
      var log = CollectorLog()
      var reader = LocalFileReader(document: document, isRemote: isRemote, settings: CollectorSettings())
      do throws(LocalFileReader.Fault) {
        _ = try reader.read(section, log: &log)
      } catch {
        log.add(.error, error.text)
      }
      for message in log.take() where message.level == .error || message.level == .warning {
        remarks.append(spoken(message, section, document))
      }
      remarks += silent(section, document)
      guard let location = last("location", section, document) else { continue }
      let text = document.content(of: location)
      if let other = known[text] {
        remarks.append(
          Remark(
            severity: .warning, text: "Another block follows the same location: this one counts, that one does not.",
            location: document.contentLocation(of: location),
            hint: "The other one is in line \(document.location(of: other).line)."))
      }
      known[text] = section
    }
    return remarks
  }

  private static func blocks(_ name: ByteString, _ document: XMLDocument) -> [(section: Int, isRemote: Bool)] {
    document.topLevelElements.flatMap { top -> [(section: Int, isRemote: Bool)] in
      let root = document.name(of: top)
      guard root == "ossec_config" || root == "agent_config" else { return [] }
      return document.children(of: top).filter { document.name(of: $0) == name }.map { ($0, root == "agent_config") }
    }
  }

  private static func all(_ name: ByteString, _ section: Int, _ document: XMLDocument) -> [Int] {
    document.children(of: section).filter { document.name(of: $0) == name }
  }

  private static func last(_ name: ByteString, _ section: Int, _ document: XMLDocument) -> Int? {
    all(name, section, document).last
  }

  /// What the collector says itself, at the element that it names.
  private static func spoken(_ message: CollectorMessage, _ section: Int, _ document: XMLDocument) -> Remark {
    let text = message.text.description
    let children = document.children(of: section)
    let named = children.first {
      text.contains("'\(document.name(of: $0))'") || text.contains(" \(document.name(of: $0)) ")
    }
    var hint: String?
    if text.hasPrefix("(1230)"), let named {
      let name = document.name(of: named).description
      hint = Suggestion.closest(to: name, among: elements).map { "Did you mean <\($0)>?" }
    }
    if text.hasPrefix("(1235)"), text.contains("'log_format'"), let named {
      hint = Suggestion.closest(to: document.content(of: named).description, among: LogFormat.names)
        .map { "Did you mean \"\($0)\"?" }
    }
    if message.level == .error, hint == nil { hint = "With such an error the collector does not start." }
    return Remark(
      severity: message.level == .error ? .error : .warning, text: text,
      location: document.location(of: named ?? section), hint: hint)
  }

  // MARK: What is done without a word

  private static func silent(_ section: Int, _ document: XMLDocument) -> [Remark] {
    let formatNode = last("log_format", section, document)
    let name = formatNode.map { document.content(of: $0) } ?? "syslog"
    let format = LogFormat(name)
    var remarks = repeated(section, document) + places(section, document)
    func add(_ node: Int, _ severity: Diagnostic.Severity, _ text: String, _ hint: String? = nil) {
      remarks.append(
        Remark(severity: severity, text: text, location: document.location(of: node), hint: hint))
    }
    if let formatNode, name == "snort-full" {
      add(formatNode, .info, "On Linux snort-full is read line by line, as syslog is.")
    }
    if let formatNode, format == .lines, name.bytes.starts(with: "multi-line".utf8) {
      add(
        formatNode, .warning, "Written with a blank before the colon this is read line by line, as syslog is.",
        "Write multi-line: and the number.")
    }
    let isCommand = format == .command || format == .fullCommand
    for child in document.children(of: section) {
      switch document.name(of: child) {
      case "label" where format != .json:
        add(child, .warning, "Labels are applied to json only: here it does nothing.")
      case "frequency" where !isCommand, "alias" where !isCommand:
        add(child, .warning, "<\(document.name(of: child))> is for commands: here it does nothing.")
      case "ignore" where isCommand && isAnchored(child, document),
        "restrict" where isCommand && isAnchored(child, document):
        add(
          child, .warning, "The pattern looks at the whole message, which begins with \"ossec: output: '…':\".",
          "Leave the anchor out.")
      default: continue
      }
    }
    return remarks
  }

  private static func isAnchored(_ node: Int, _ document: XMLDocument) -> Bool {
    document.content(of: node).bytes.first == UInt8(ascii: "^")
  }

  /// Elements of which the last one counts.
  private static func repeated(_ section: Int, _ document: XMLDocument) -> [Remark] {
    ["location", "log_format", "exclude", "age", "frequency", "alias"].flatMap { name in
      all(ByteString(name), section, document).dropLast().map { node in
        Remark(
          severity: .warning, text: "Of several <\(name)> the last one counts alone.",
          location: document.location(of: node), hint: "Write a block for each.")
      }
    }
  }

  private static func places(_ section: Int, _ document: XMLDocument) -> [Remark] {
    guard let location = last("location", section, document) else { return [] }
    var remarks: [Remark] = []
    let text = document.content(of: location)
    if text.bytes.first.map(isBlank) ?? false || text.bytes.last.map(isBlank) ?? false {
      remarks.append(
        Remark(
          severity: .warning, text: "The blanks around the location are part of the name.",
          location: document.contentLocation(of: location), hint: "Write the path alone."))
    }
    let isGlob = text.bytes.contains { "*?[".utf8.contains($0) }
    if !isGlob, let exclude = last("exclude", section, document) {
      remarks.append(
        Remark(
          severity: .warning, text: "<exclude> has no effect on a location without *, ? or [.",
          location: document.location(of: exclude), hint: nil))
    }
    return remarks
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  // MARK: Modules

  /// About the block of the Docker listener.
  package static func ofModules(_ document: XMLDocument) -> [Remark] {
    let blocks = blocks("wodle", document).map(\.section).filter { block in
      document.attributes(of: block).contains {
        document.name(of: $0) == "name" && document.content(of: $0) == "docker-listener"
      }
    }
    guard let block = blocks.last else { return [] }
    var remarks: [Remark] = []
    do throws(RunSchedule.Fault) {
      _ = try DockerModuleSettings(document)
    } catch {
      for text in error.messages {
        let named = document.children(of: block).first { text.contains("'\(document.name(of: $0))'") }
        let known = ["disabled", "attempts", "run_on_start", "interval", "day", "wday", "time"]
        let meant = named.flatMap { Suggestion.closest(to: document.name(of: $0).description, among: known) }
        remarks.append(
          Remark(
            severity: .error, text: text, location: document.location(of: named ?? block),
            hint: text.hasPrefix("No such tag")
              ? meant.map { "Did you mean <\($0)>?" } ?? "The module knows \(known.joined(separator: ", "))." : nil))
      }
    }
    let isOff = last("disabled", block, document).map { document.content(of: $0) == "yes" } ?? false
    if !isOff, last("run_on_start", block, document) == nil {
      remarks.append(
        Remark(
          severity: .info,
          text: "Without run_on_start the listener begins after the first interval: events before it are lost.",
          location: document.location(of: block), hint: "Write <run_on_start>yes</run_on_start>; the default is no."))
    }
    return remarks
  }
}
