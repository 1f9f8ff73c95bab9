import Bytes
import PatternSyntax
import Patterns
import RulesetSyntax
import Rulesets

/// Reads one `<localfile>` block, with the reference's words for what is wrong.
struct LocalFileReader {
  /// What makes the collector refuse the whole configuration.
  struct Fault: Error { var text: ByteString }

  let document: XMLDocument
  /// Whether the block came from a manager.
  let isRemote: Bool
  let settings: CollectorSettings

  private var file = LocalFile()
  private var hasFormat = false
  private var hasLocation = false
  private var labels: [(key: ByteString, value: ByteString)] = []
  /// The options that not every format knows, in the order in which the reference looks at them.
  private var given: Set<ByteString> = []
  private var isDropped = false

  init(document: XMLDocument, isRemote: Bool, settings: CollectorSettings) {
    self.document = document
    self.isRemote = isRemote
    self.settings = settings
  }

  /// Reads a block; nil when it is left out.
  mutating func read(_ section: Int, log: inout CollectorLog) throws(Fault) -> LocalFile? {
    let elements = document.children(of: section)
    guard !elements.isEmpty else {
      throw Fault(text: "(1230): Invalid element in the configuration: 'localfile'.")
    }
    for element in elements { try read(element: element, &log) }
    guard hasFormat else { throw Fault(text: "(1901): Missing 'log_format' element.") }
    if file.format == .journald { return finishJournal(&log) }
    guard hasLocation else { throw Fault(text: "(1902): Missing 'location' element.") }
    try finish(&log)
    return isDropped ? nil : file
  }

  /// Elements whose names are compared without case.
  private static let caseless: [ByteString] = [
    "log_format", "multiline_regex", "exclude", "alias", "ignore_binaries", "ignore", "restrict", "filter",
  ]

  private mutating func read(element: Int, _ log: inout CollectorLog) throws(Fault) {
    let written = document.name(of: element)
    let content = document.content(of: element)
    let name = Self.caseless.contains(written.lowercased) ? written.lowercased : written
    given.insert(name)
    switch name {
    case "location": setLocation(content, command: nil)
    case "command": setCommand(content)
    case "log_format":
      guard let format = LogFormat(content) else { throw invalid(name, content) }
      (file.format, file.formatName, hasFormat) = (format, content, true)
    case "only-future-events": readFutureEvents(element, content, &log)
    case "frequency": file.frequency = try frequency(content)
    case "alias": file.alias = content
    case "age":
      guard let age = ConfiguredNumber.span(content, needsUnit: false) else {
        throw Fault(text: "Invalid age for localfile")
      }
      file.age = age
    case "exclude": file.exclude = content
    case "ignore_binaries":
      guard content == "yes" || content == "no" else { throw invalid(name, content) }
      file.ignoresBinaries = content == "yes"
    case "ignore": file.filter.ignored.append(try pattern(element, name, content, &log))
    case "restrict": file.filter.restricted.append(try pattern(element, name, content, &log))
    case "label": try readLabel(element, content)
    case "target": file.targets = Self.names(content)
    case "out_format":
      file.outFormats.append((attribute("target", of: element), OutFormat(content)))
    case "multiline_regex": try readMultiLineRegex(element, content, &log)
    case "filter": readJournalFilter(element, content, &log)
    case "query": break
    case "reconnect_time":
      guard ConfiguredNumber.span(content, needsUnit: true) != nil else { throw invalid(name, content) }
    default: throw Fault(text: "(1230): Invalid element in the configuration: '" + written + "'.")
    }
  }

  private func invalid(_ name: ByteString, _ content: ByteString) -> Fault {
    Fault(text: "(1235): Invalid value for element '" + name + "': " + content + ".")
  }

  private func attribute(_ name: ByteString, of element: Int) -> ByteString? {
    document.attributes(of: element).first { document.name(of: $0).equalsFoldingCase(name) }
      .map { document.content(of: $0) }
  }

  // MARK: Where events come from

  /// Of location and command the later one counts.
  private mutating func setLocation(_ location: ByteString, command: ByteString?) {
    file.location = location
    file.command = command
    hasLocation = true
  }

  private mutating func setCommand(_ command: ByteString) {
    setLocation(command, command: command)
    // Who owns the manager must not run programs on its agents.
    if isRemote, !settings.remoteCommands { isDropped = true }
  }

  private func frequency(_ content: ByteString) throws(Fault) -> Int {
    switch content {
    case "hourly": return 3600
    case "daily": return 86_400
    default:
      guard let seconds = ConfiguredNumber.plain(content) else { throw invalid("frequency", content) }
      return seconds
    }
  }

  private mutating func readFutureEvents(_ element: Int, _ content: ByteString, _ log: inout CollectorLog) {
    for attribute in document.attributes(of: element) {
      let (name, value) = (document.name(of: attribute), document.content(of: attribute))
      guard name == "max-size" else {
        log.add(
          .warning, "(1233): Invalid attribute '" + name + "' in the configuration: 'only-future-events'.")
        continue
      }
      if let size = ConfiguredNumber.size(value) {
        file.maximumBacklog = size
      } else {
        log.add(.warning, Self.badAttribute(value, "max-size", "only-future-events"))
      }
    }
    switch content {
    case "yes": file.onlyFutureEvents = true
    case "no": file.onlyFutureEvents = false
    default: log.add(.warning, "(1235): Invalid value for element 'only-future-events': " + content + ".")
    }
  }

  private static func badAttribute(_ value: ByteString, _ name: ByteString, _ option: ByteString) -> ByteString {
    "(8000): Invalid value '" + value + "' for attribute '" + name + "' in '" + option
      + "' option. Default value will be used."
  }

  // MARK: What is sent

  private func pattern(
    _ element: Int, _ name: ByteString, _ content: ByteString, _ log: inout CollectorLog
  ) throws(Fault) -> Pattern {
    let fault = Fault(text: "(1975): Syntax error on regex " + name + ": '" + content + "'")
    var dialect = Dialect.pcre2
    if let first = document.attributes(of: element).first {
      guard document.name(of: first).equalsFoldingCase("type") else { throw fault }
      switch document.content(of: first).lowercased {
      case "pcre2": break
      case "osregex": dialect = .osregex
      case "osmatch": dialect = .osmatch
      default:
        log.add(
          .warning,
          "(8007): Invalid type in '" + name + "' regex '" + content + "', setting by default PCRE2 regex.")
      }
    }
    guard let pattern = try? Pattern(content, dialect: dialect) else { throw fault }
    return pattern
  }

  private mutating func readLabel(_ element: Int, _ content: ByteString) throws(Fault) {
    guard
      let key = document.attributes(of: element).first(where: { document.name(of: $0) == "key" })
        .map({ document.content(of: $0) }), !key.isEmpty
    else { throw Fault(text: "Label with empty key.") }
    // The reference's collector would loop for ever at its start.
    guard key.bytes.first != UInt8(ascii: "_") else {
      throw Fault(text: "Label '" + key + "' begins with '_': with it the collector never comes to its work.")
    }
    if let place = labels.firstIndex(where: { $0.key == key }) {
      labels[place].value = content
    } else {
      labels.append((key, content))
    }
  }

  private static func names(_ content: ByteString) -> [ByteString] {
    content.bytes.split(separator: UInt8(ascii: ",")).map { name in
      let front = name.drop { $0 == 0x20 || $0 == 9 }
      return ByteString(front.reversed().drop { $0 == 0x20 || $0 == 9 }.reversed())
    }.filter { !$0.isEmpty }
  }

  private mutating func readMultiLineRegex(
    _ element: Int, _ content: ByteString, _ log: inout CollectorLog
  ) throws(Fault) {
    guard file.multiLineRegex == nil else {
      log.add(.warning, "Duplicate tag 'multiline_regex' is ignored")
      return
    }
    guard !content.isEmpty, let pattern = try? Pattern(content, dialect: .pcre2) else {
      throw Fault(text: "(1967): Syntax error on multiline_regex: '" + content + "'")
    }
    var regex = MultiLineRegex(pattern: pattern)
    func warn(_ name: ByteString, _ value: ByteString) {
      log.add(.warning, Self.badAttribute(value, name, "multiline_regex"))
    }
    if let value = attribute("match", of: element) {
      if let match = MultiLineRegex.Match(rawValue: value.lowercased.description) {
        regex.match = match
      } else {
        warn("match", value)
      }
    }
    if let value = attribute("replace", of: element) {
      if let replacement = MultiLineRegex.Replacement(rawValue: value.lowercased.description) {
        regex.replacement = replacement
      } else {
        warn("replace", value)
      }
    }
    if let value = attribute("timeout", of: element) {
      if let timeout = ConfiguredNumber.plain(value), (1...120).contains(timeout) {
        regex.timeout = timeout
      } else {
        warn("timeout", value)
      }
    }
    file.multiLineRegex = regex
  }

  private mutating func readJournalFilter(_ element: Int, _ content: ByteString, _ log: inout CollectorLog) {
    let field = attribute("field", of: element) ?? ""
    var ignoresMissing = false
    if let value = attribute("ignore_if_missing", of: element) {
      switch value.lowercased {
      case "yes": ignoresMissing = true
      case "no": break
      default: log.add(.warning, Self.badAttribute(value, "ignore_if_missing", "journal"))
      }
    }
    if field.isEmpty {
      log.add(.warning, "(8019): The field for the journal filter cannot be empty.")
    } else if content.isEmpty {
      log.add(.warning, "(8020): The expression for the journal filter cannot be empty.")
    } else if let pattern = try? Pattern(content, dialect: .pcre2) {
      file.journalFilters.append(JournalFilter(field: field, pattern: pattern, ignoresMissing: ignoresMissing))
      return
    } else {
      log.add(
        .warning,
        "(8021): Error compiling the PCRE2 expression '" + content + "' for field '" + field + "' in journal filter.")
    }
    hasBadFilter = true
  }

  private var hasBadFilter = false

  // MARK: What does not go together

  private mutating func finish(_ log: inout CollectorLog) throws(Fault) {
    for label in labels { file.labels.add(label.key, label.value) }
    if given.contains("filter") {
      log.add(.warning, "(8018): log_format '" + file.formatName + "' does not support filter option. Will be ignored.")
    }
    if file.format == .multiLineRegex {
      guard let regex = file.multiLineRegex else { throw Fault(text: "Missing 'multiline_regex' element.") }
      if let age = file.age, age <= regex.timeout {
        log.add(
          .warning, "(8002): 'age' cannot be less than 'timeout' in multiline_regex option. 'age' will be ignored.")
        file.age = nil
      }
    } else if file.multiLineRegex != nil {
      log.add(
        .warning,
        "(8001): log_format '" + file.formatName + "' does not support multiline_regex option. Will be ignored.")
    }
    switch file.format {
    case .command, .fullCommand:
      guard file.command == nil else { break }
      log.add(.error, "Missing 'command' argument. This option will be ignored.")
      log.add(.error, "Missing command argument. Ignoring it.")
      isDropped = true
    case .djbMultilog:
      guard DjbMultilog.service(of: file.location) == nil else { break }
      log.add(
        .error, "(1953): Unable to parse the file name '" + file.location + "'. It must end with '/NAME/current'.")
      isDropped = true
    default: break
    }
    #if !canImport(Darwin)
      if file.formatName == "macos" { log.add(.info, "(9201): 'macos' log format is only supported on macOS.") }
    #endif
  }

  private mutating func finishJournal(_ log: inout CollectorLog) -> LocalFile? {
    if hasBadFilter {
      log.add(.warning, "(8015): Cannot add filter, the block will be ignored.")
      return nil
    }
    if !hasLocation {
      log.add(
        .warning, "(8016): Missing location element when using 'journald' as 'log_format'. Default value will be used.")
    } else if file.location != "journald" {
      log.add(
        .warning,
        "(8017): Invalid location value '" + file.location
          + "' when using 'journald' as 'log_format'. Default value will be used.")
    }
    file.location = "journald"
    file.command = nil
    let unknown: [ByteString] = [
      "age", "label", "frequency", "alias", "exclude", "ignore", "restrict", "ignore_binaries", "multiline_regex",
      "query", "reconnect_time",
    ]
    for option in unknown where given.contains(option) {
      log.add(
        .warning, "(8004): log_format 'journald' does not support '" + option + "' option. Option will be ignored.")
    }
    file.filter = TextFilter()
    return isDropped ? nil : file
  }
}
