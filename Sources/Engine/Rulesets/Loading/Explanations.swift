import Bytes
import Diagnostics
import Patterns

/// Adds to the diagnostics what can only be told when everything has been read: what an author may have meant, what
/// comes later, and what follows from what.
struct Explanations {
  let report: LoadReport
  let loaded: LoadedRuleset
  let decoders: DecoderLoader
  let rules: RuleLoader?

  /// A rule left out takes its children along; so many are named.
  private static let namedConsequences = 8
  /// So many causes are followed back, and only one where very many rules fall.
  private static let namedCauses = 8
  private static let manyFallenRules = 1000

  func add() {
    for (diagnostic, question) in report.openQuestions {
      switch question {
      case .rule(let id, let asking): explainRule(id, asking, diagnostic)
      case .group(let group): explainGroup(group, diagnostic)
      case .parentDecoder(let name): explainParent(name, diagnostic)
      }
    }
    guard let rules else { return }
    let limit = rules.causes.count > Self.manyFallenRules ? 1 : Self.namedCauses
    for (diagnostic, cause) in rules.causes.sorted(by: { $0.key < $1.key }) {
      var cause: Int? = cause
      var steps = 0
      while let at = cause, steps < limit {
        report.diagnostics[diagnostic].notes.append(
          Diagnostic.Note(
            "Because of an earlier problem: \(report.diagnostics[at].message)", at: report.diagnostics[at].location))
        cause = rules.causes[at]
        steps += 1
      }
    }
    for (diagnostic, left) in rules.consequences.sorted(by: { $0.key < $1.key }) {
      for (id, location) in left.prefix(Self.namedConsequences) {
        report.diagnostics[diagnostic].notes.append(
          Diagnostic.Note("Rule \(id) is left out or loses a parent because of this.", at: location))
      }
      if left.count > Self.namedConsequences {
        report.diagnostics[diagnostic].notes.append(
          Diagnostic.Note("And \(left.count - Self.namedConsequences) more rules."))
      }
    }
  }

  private func explainRule(_ id: Int, _ asking: Int, _ diagnostic: Int) {
    guard let rules else { return }
    if id != asking, let known = rules.tree.rule(id) {
      let file = report.diagnostics[diagnostic].location?.file
      report.diagnostics[diagnostic].hint =
        loaded.rules.rules[known].location.file == file
        ? "Rule \(id) stands below rule \(asking) in the same file. Parents come first: move it above."
        : "Rule \(id) is loaded later than rule \(asking). Parents come first: files are read in the order of their "
          + "base names, whatever their folders."
      report.diagnostics[diagnostic].notes.append(
        Diagnostic.Note("Rule \(id).", at: loaded.rules.rules[known].location))
      return
    }
    if let cause = rules.dropped[id], cause != diagnostic {
      report.diagnostics[diagnostic].hint = "Rule \(id) is there, but was left out itself."
      return
    }
    if id != asking, let place = report.unreadRules[id] ?? writtenRule(id) {
      report.diagnostics[diagnostic].hint = "Rule \(id) is there, but was left out itself."
      report.diagnostics[diagnostic].notes.append(Diagnostic.Note("Rule \(id).", at: place))
      return
    }
    if report.suggestionsLeft > 0 {
      report.suggestionsLeft -= 1
      if let close = Suggestion.slips(of: id).first(where: { $0 != asking && rules.tree.rule($0) != nil }),
        let known = rules.tree.rule(close)
      {
        let rule = loaded.rules.rules[known]
        report.diagnostics[diagnostic].hint = "Did you mean \(close) (\(rule.description))?"
        report.diagnostics[diagnostic].notes.append(Diagnostic.Note("Rule \(close).", at: rule.location))
        return
      }
    }
    if id < 100_000 {
      report.diagnostics[diagnostic].hint =
        "No file has a rule \(id). Numbers below 100000 belong to the stock ruleset: is it loaded (--base DIR)?"
    }
  }

  /// Where a rule of this number is written, be it loaded or not.
  private func writtenRule(_ id: Int) -> SourceLocation? {
    guard report.suggestionsLeft > 0 else { return nil }
    let text = ByteString(String(id))
    for document in loaded.documents {
      let attribute = document.nodes.indices.first { index in
        document.nodes[index].kind == .attribute && document.nodes[index].depth == 1
          && Int(document.nodes[index].content.count) == text.count
          && document.name(of: index).equalsFoldingCase("id") && document.content(of: index) == text
      }
      if let attribute { return document.location(of: attribute) }
    }
    return nil
  }

  private func explainGroup(_ group: ByteString, _ diagnostic: Int) {
    guard report.suggestionsLeft > 0, let rules else { return }
    report.suggestionsLeft -= 1
    var words: Set<ByteString> = []
    for groups in rules.tree.groupStrings {
      for word in groups.bytes.split(separator: UInt8(ascii: ",")) { words.insert(ByteString(word)) }
    }
    if let close = Suggestion.closest(to: group, among: words.sorted()) {
      report.diagnostics[diagnostic].hint = "Did you mean \"\(close)\"?"
    } else if words.contains(group) {
      report.diagnostics[diagnostic].hint = "The group exists, but only in rules that are loaded later."
    } else {
      report.diagnostics[diagnostic].hint =
        "No rule before this one has it. (It is looked for as a part of the rules' whole group strings.)"
    }
  }

  /// Some names for a sentence.
  private static func names(_ names: [ByteString]) -> String {
    if names.count == 1 { return "the name \(names[0])" }
    let more = names.count > 3 ? " and others" : ""
    return "the names " + names.prefix(3).map(\.description).joined(separator: ", ") + more
  }

  /// Why a decoder of the engine cannot be a parent.
  private static func builtInParent(_ name: ByteString) -> String {
    let fields =
      name == "windows_eventchannel" ? "win.* fields" : name.description.hasPrefix("sys") ? "their fields" : "them"
    return "\"\(name)\" is a decoder of the manager itself. Its events are not shown to the decoders of files, which "
      + "cannot be its children either: write rules on \(fields), with <decoded_as>\(name)</decoded_as> above them."
  }

  private func explainParent(_ name: ByteString, _ diagnostic: Int) {
    if let child = decoders.forest.definitions.first(where: { $0.name == name && $0.parent != nil }) {
      report.diagnostics[diagnostic].hint =
        "\"\(name)\" is itself a child, and there are only two levels: name its parent \"\(child.parent ?? "")\" instead."
      report.diagnostics[diagnostic].notes.append(Diagnostic.Note("The decoder \"\(name)\".", at: child.location))
      return
    }
    if DecoderForest.builtInNames.contains(name) {
      report.diagnostics[diagnostic].hint = Self.builtInParent(name)
      return
    }
    let similar = DecoderForest.builtInNames.filter { $0.bytes.starts(with: name.bytes + [UInt8(ascii: "_")]) }
    if let first = similar.first, !name.isEmpty {
      report.diagnostics[diagnostic].hint =
        "Events of \"\(name)\" are decoded by the manager itself, under \(Self.names(similar)). They are not shown to the "
        + "decoders of files: write rules on them, with <decoded_as>\(first)</decoded_as> or another of them above."
      return
    }
    let roots = Set(decoders.forest.definitions.filter { $0.parent == nil }.map(\.name))
    if let close = Suggestion.closest(to: name, among: roots.sorted()) {
      report.diagnostics[diagnostic].hint = "Did you mean \"\(close)\"? Names are compared exactly."
    }
  }
}
