import Bytes
import Diagnostics
import Patterns
import RulesetSyntax
import System

/// Reads what an `ossec.conf` says about the ruleset (docs/reference/rules.md §2).
struct EngineConfiguration {
  /// The configuration's folder: what its paths are relative to, as it opens and as it is shown.
  let root: String
  /// Turns a path as it is shown into one that opens.
  let resolve: (String) -> String
  let report: LoadReport

  /// Reads a configuration.
  func plan(_ document: XMLDocument) -> RulesetPlan {
    var plan = RulesetPlan()
    // What the engine has built in, where the file says nothing.
    plan.settings.logAlertLevel = 1
    plan.settings.emailAlertLevel = 7
    var hasRuleset = false
    for top in document.topLevelElements where document.name(of: top) == "ossec_config" {
      for section in document.children(of: top) {
        switch document.name(of: section) {
        case "ruleset":
          hasRuleset = true
          do throws(LoadStop) {
            try readRuleset(section, of: document, &plan)
          } catch {
            sayFaulty(document)
            plan.isFaulty = true
            return plan
          }
        case "alerts": readAlerts(section, of: document, &plan.settings)
        case "global": readGlobal(section, of: document, &plan.settings)
        default: break
        }
      }
    }
    if !hasRuleset {
      let block = Block()
      plan.decoders = sources(block.decoders, "decoders")
      plan.rules = sources(block.rules, "rules")
    }
    return plan
  }

  private func sayFaulty(_ document: XMLDocument) {
    report.followInLog(.error, "1202", "Configuration error at '\(document.file)'.")
    report.followInLog(.critical, "1202", "Configuration error at '\(document.file)'.")
  }

  // MARK: Settings

  private func readAlerts(_ section: Int, of document: XMLDocument, _ settings: inout RulesetSettings) {
    for element in document.children(of: section) {
      switch document.name(of: element) {
      case "log_alert_level": read(element, of: document, 0...16, &settings.logAlertLevel)
      case "email_alert_level": read(element, of: document, 0...16, &settings.emailAlertLevel)
      default: break
      }
    }
  }

  private func readGlobal(_ section: Int, of document: XMLDocument, _ settings: inout RulesetSettings) {
    for element in document.children(of: section) where document.name(of: element) == "memory_size" {
      read(element, of: document, 0...Int(Int32.max), &settings.memorySize)
      settings.memorySize = max(RulesetSettings.leastMemorySize, settings.memorySize)
    }
  }

  private func read(_ element: Int, of document: XMLDocument, _ range: ClosedRange<Int>, _ value: inout Int) {
    let content = document.content(of: element)
    if let number = Int(content.description), range.contains(number) {
      value = number
    } else {
      report.remark(
        Diagnostic(
          .warning, code: "1235", "Invalid value for element '\(document.name(of: element))': \(content).",
          at: document.contentLocation(of: element),
          hint: "It is a number from \(range.lowerBound) to \(range.upperBound); \(value) is used."))
    }
  }

  // MARK: The <ruleset> block

  /// What one block names, for decoders or for rules.
  private struct Files {
    var folders: [(path: ByteString, pattern: Pattern?)] = []
    var includes: [ByteString] = []
    var excludes: Set<ByteString> = []
  }

  private struct Block {
    var decoders = Files()
    var rules = Files()
    var lists: [ByteString] = []
  }

  private func readRuleset(_ section: Int, of document: XMLDocument, _ plan: inout RulesetPlan) throws(LoadStop) {
    let elements = document.children(of: section)
    guard !elements.isEmpty else {
      report.log(
        .error, "1230", "Invalid element in the configuration: 'ruleset'.", at: document.location(of: section),
        hint: "An empty <ruleset> is an error; remove it to get the default folders.")
      throw LoadStop()
    }
    var block = Block()
    for element in elements {
      let content = document.content(of: element)
      switch document.name(of: element) {
      case "decoder_dir":
        block.decoders.folders.append((content, try pattern(of: element, in: document, "decoders")))
      case "rule_dir": block.rules.folders.append((content, try pattern(of: element, in: document, "rules")))
      case "decoder_include": block.decoders.includes.append(below("ruleset/decoders/", content))
      case "rule_include": block.rules.includes.append(below("ruleset/rules/", content))
      case "decoder_exclude": block.decoders.excludes.insert(content)
      case "rule_exclude": block.rules.excludes.insert(content)
      case "list": block.lists.append(CDBList.name(of: below("ruleset/rules/", content)))
      default: throw unknownElement(element, of: document)
      }
    }
    // The last of several blocks decides; its lists do if it has any.
    plan.decoders = sources(block.decoders, "decoders")
    plan.rules = sources(block.rules, "rules")
    if !block.lists.isEmpty {
      plan.lists = block.lists.map { name in
        RulesetPlan.List(
          path: Paths.joinAsWritten(root, name.description), name: name,
          shown: Paths.joinAsWritten(root, name.description))
      }
    }
  }

  private func unknownElement(_ element: Int, of document: XMLDocument) -> LoadStop {
    let name = document.name(of: element)
    let names: [ByteString] = [
      "decoder_dir", "rule_dir", "decoder_include", "rule_include", "decoder_exclude", "rule_exclude", "list",
    ]
    report.log(
      .error, "1230", "Invalid element in the configuration: '\(name)'.", at: document.location(of: element),
      hint: Suggestion.closest(to: name, among: names + [name.lowercased].filter(names.contains)).map {
        "Did you mean \"\($0)\"?"
      } ?? "<ruleset> holds \(names.map(\.description).joined(separator: ", ")).")
    return LoadStop()
  }

  /// A path without a slash is one in the stock folder.
  private func below(_ folder: ByteString, _ path: ByteString) -> ByteString {
    if path.bytes.contains(UInt8(ascii: "/")) { return path }
    return ByteString(folder.bytes + path.bytes)
  }

  /// The pattern that chooses a folder's files; nil for the default.
  private func pattern(of element: Int, in document: XMLDocument, _ what: String) throws(LoadStop) -> Pattern? {
    let attributes = document.attributes(of: element)
    if attributes.isEmpty { return nil }
    if let attribute = attributes.first(where: { document.name(of: $0) == "pattern" }),
      let pattern = try? Pattern(document.content(of: attribute), dialect: .osregex)
    {
      return pattern
    }
    report.log(
      .error, "1202", "Configuration error at 'pattern in \(what)_dir does not compile'.",
      at: document.location(of: attributes.lowerBound),
      hint: "The only attribute is pattern, an osregex for folder and file name, such as pattern=\".xml$\".")
    report.followInLog(.error, "pattern", "Regex would not compile")
    throw LoadStop()
  }

  /// The files that a block names: includes, then folders in order.
  private func sources(_ files: Files, _ what: String) -> [RulesetPlan.Source] {
    var paths: [ByteString] = []
    var known: Set<ByteString> = []
    for path in files.includes where known.insert(path).inserted { paths.append(path) }
    let scratch = MatchScratch()
    let folders = files.folders.isEmpty ? [(path: ByteString("ruleset/\(what)"), pattern: nil)] : files.folders
    for folder in folders {
      let shown = Paths.joinAsWritten(root, folder.path.description)
      guard !folder.path.isEmpty, let names = try? FolderContent.names(of: resolve(shown)) else { continue }
      for name in names {
        let path = ByteString(folder.path.bytes + [UInt8(ascii: "/")] + Array(name.utf8))
        guard !files.excludes.contains(ByteString(name)), !files.excludes.contains(path) else { continue }
        let isChosen =
          if let pattern = folder.pattern {
            path.withView { pattern.matches($0, scratch: scratch) }
          } else {
            path.lowercased.bytes.suffix(4).elementsEqual(".xml".utf8)
          }
        if isChosen, known.insert(path).inserted { paths.append(path) }
      }
    }
    return paths.map { path in
      RulesetPlan.Source(
        path: Paths.joinAsWritten(root, path.description), configured: path.description)
    }
  }
}

extension RulesetSettings {
  /// The engine raises smaller values of `memory_size` to this.
  static let leastMemorySize = 2048
}
