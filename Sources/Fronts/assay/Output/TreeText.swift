import Bytes
import Diagnostics
import Harness
import Rulesets
import Symbols
import Workbench

/// The decoder tree and the rule tree, in the order in which the engine goes through them.
struct TreeText {
  let loaded: LoadedRuleset
  let style: Style

  init(_ loaded: LoadedRuleset, style: Style) {
    self.loaded = loaded
    self.style = style
  }

  /// Deeper parts are not moved further to the right.
  private static let indentationLimit = 40

  /// Writes both trees or one of them, or the parts below a rule's number or a decoder's name.
  func write(of subject: RulesetTree.Subject? = nil, below: String?, to output: (String) -> Void) throws {
    guard let below else {
      if subject != .rules { writeDecoders(named: nil, to: output) }
      if subject == .decoders { return }
      output("\(subject == nil ? "\n" : "")\(style.bold("rules"))\n")
      writeRules(loaded.rules.roots, to: output)
      return
    }
    let name = ByteString(below)
    let nodes = subject == .decoders ? [] : Int(below).map(nodes(ofRule:)) ?? []
    let hasDecoder = subject != .rules && loaded.decoders.definitions.contains { $0.name == name }
    guard !nodes.isEmpty || hasDecoder else { throw BadInput(Self.unknown(below, of: subject, in: loaded)) }
    if hasDecoder { writeDecoders(named: name, to: output) }
    if !nodes.isEmpty {
      output(
        "\(style.bold("rules below \(below)")) \(style.dim("(\(nodes.count.counted("place")))"))\n")
      for node in nodes {
        output(style.dim(path(to: node)) + "\n")
        writeRules([node], to: output)
      }
    }
  }

  /// What to say when there is nothing of a name.
  static func unknown(
    _ below: String, of subject: RulesetTree.Subject? = nil, in loaded: LoadedRuleset
  ) -> Diagnostic {
    let rule = subject == .decoders ? nil : Int(below).flatMap { loaded.closestRule(to: $0) }.map { "\($0)" }
    let decoder = subject == .rules ? nil : loaded.closestDecoder(to: ByteString(below))?.description
    let what = subject.map { $0 == .rules ? "no rule" : "no decoder" } ?? "no rule and no decoder"
    return Diagnostic(
      .error, code: "unknown-rule", "There is \(what) \"\(below)\".",
      hint: (rule ?? decoder).map { "Did you mean \($0)?" })
  }

  // MARK: Rules

  private func nodes(ofRule id: Int) -> [Int] {
    loaded.rules.nodes.indices.filter { loaded.rules.rules[loaded.rules.nodes[$0].rule].id == id }
  }

  /// The numbers above a node.
  private func path(to node: Int) -> String {
    let above = RulePaths(loaded.rules).above(node).prefix(Self.indentationLimit)
    let numbers = above.reversed().map { "\(loaded.rules.rules[loaded.rules.nodes[$0].rule].id)" }
    return numbers.isEmpty ? "  at the root" : "  below " + numbers.joined(separator: " > ")
  }

  private func writeRules(_ roots: [Int], to output: (String) -> Void) {
    // A stack of its own: chains of rules are as long as their author likes.
    var pending: [(node: Int, depth: Int)] = roots.reversed().map { ($0, 1) }
    var text = ""
    while let (node, depth) = pending.popLast() {
      let rule = loaded.rules.rules[loaded.rules.nodes[node].rule]
      text += String(repeating: "  ", count: min(depth, Self.indentationLimit))
      text += "\(style.cyan("\(rule.id)")) \(level(rule)) \(firstLine(rule.description))\(marks(rule))\n"
      for child in loaded.rules.nodes[node].children.reversed() { pending.append((child, depth + 1)) }
      if text.utf8.count > 1 << 16 {
        output(text)
        text = ""
      }
    }
    output(text)
  }

  private func level(_ rule: RuleDefinition) -> String {
    let text = "level \(rule.level)"
    return rule.level >= loaded.settings.logAlertLevel && rule.level > 0 ? style.bold(text) : style.dim(text)
  }

  private func marks(_ rule: RuleDefinition) -> String {
    var marks: [String] = []
    if rule.isSilent { marks.append("noalert") }
    if rule.searchesHistory { marks.append("frequency \(rule.frequency + 2) in \(rule.timeframe) s") }
    if rule.ignoreSeconds > 0 { marks.append("ignore \(rule.ignoreSeconds) s") }
    return marks.isEmpty ? "" : " " + style.dim("[\(marks.joined(separator: ", "))]")
  }

  private func firstLine(_ text: ByteString) -> String {
    TerminalText.line(text.description.lines.first { !$0.isEmpty } ?? "")
  }

  // MARK: Decoders

  private func writeDecoders(named name: ByteString?, to output: (String) -> Void) {
    let forests = [
      ("decoders for logs with a program name", loaded.decoders.programRoots),
      ("decoders for logs without one", loaded.decoders.plainRoots),
    ]
    for (title, roots) in forests {
      let chosen = roots.filter { root in
        guard let name else { return true }
        return definition(root).name == name || root.children.contains { definition($0).name == name }
      }
      if chosen.isEmpty { continue }
      var text = "\(style.bold(title))\n"
      for root in chosen {
        text += "  \(line(definition(root)))\n"
        for child in root.children {
          text += "    \(line(definition(child)))\(child.continues ? style.dim(" > next") : "")\n"
        }
      }
      output(text)
    }
  }

  private func definition(_ node: DecoderForest.Node) -> DecoderDefinition {
    loaded.decoders.definitions[node.definition]
  }

  private func line(_ decoder: DecoderDefinition) -> String {
    var parts: [String] = []
    if let pattern = decoder.programName, decoder.parent == nil {
      parts.append("program_name \(pattern.pattern.source)")
    }
    if let pattern = decoder.prematch { parts.append("prematch \(pattern.pattern.source)") }
    if let pattern = decoder.regex { parts.append("regex \(pattern.pattern.source)") }
    if let plugin = decoder.plugin { parts.append(plugin.rawValue) }
    let detail = TerminalText.line(parts.joined(separator: "  ").replacing(byte: 10, with: " "))
    let shown = detail.count > 100 ? String(detail.prefix(100)) + "…" : detail
    return "\(style.cyan(TerminalText.line(decoder.name))) \(style.dim(shown))"
  }
}
