import Bytes
import PatternSyntax
import Patterns

/// A prematch on a header that is removed.
struct RemovedHeader: Check, DocumentCheck {
  static let page = CheckPage(
    code: "removed-header", severity: .warning, category: .decoders,
    summary: "A pattern looks for the syslog header or a part of it, which the engine has removed.",
    engine: """
      Date, host and program name of a log are cut off before decoders and rules see it. A pattern anchored at the \
      date can only match a log whose header was not recognised, and where a decoder is chosen by the name of its program, \
      the name and the process id do not stand in the log any more.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^\w+ \d+ \d+:\d+:\d+ \S+ local: </prematch>
                  ^
      </decoder>

      <decoder name="shop">
        <program_name>^shop$|^shopd$</program_name>
        <prematch>shop[\d+]: started</prematch>
                  ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <program_name>^local$</program_name>
        <prematch>^login </prematch>
      </decoder>

      <decoder name="other">
        <prematch>^\d+-\d+-\d+ \d+:\d+:\d+ local: |^\S+ \S+ local</prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §2.3, §2.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.name == "prematch" || use.name == "match" || use.name == "regex" {
      if case .decoder(let index) = use.owner, ruleset.decoderText(index).first("parent") != nil { continue }
      guard let native = use.native else { continue }
      for alternative in native.alternatives where alternative.isAnchoredAtStart && Self.isHeader(alternative) {
        findings.add(
          .removed, at: use.place, hint: "Begin behind the program name: the log starts there.")
        break
      }
    }
    lookForPrograms(ruleset, &findings)
  }

  /// Patterns of decoders that are chosen by a program's name, and that begin with it.
  private func lookForPrograms(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let uses = ruleset.patterns.filter { $0.name == "prematch" || $0.name == "regex" }
    guard !uses.isEmpty else { return }
    // Of a name that several roots have, each must be chosen so.
    var programs: [ByteString: [ByteString]] = [:]
    var anyProgram: Set<ByteString> = []
    let parents = Set(ruleset.ownDecoders.compactMap { $0.first("parent")?.content })
    for decoder in ruleset.decoderTexts(named: parents) where decoder.first("parent") == nil {
      let words = Self.programs(of: decoder)
      if words.isEmpty { anyProgram.insert(decoder.name) }
      programs[decoder.name, default: []] += words
    }
    for use in uses {
      guard case .decoder(let index) = use.owner else { continue }
      let decoder = ruleset.decoderText(index)
      let parent = decoder.first("parent")?.content
      // What is behind something is no start.
      if use.elements[0].attribute("offset") != nil, parent == nil { continue }
      let words = parent.map { anyProgram.contains($0) ? [] : programs[$0] ?? [] } ?? Self.programs(of: decoder)
      guard let word = words.first(where: { Self.begins(use.text.bytes, with: $0) }) else { continue }
      findings.add(.program(word), at: use.place, hint: "Begin with what follows it in the log.")
    }
  }

  private static func programs(of decoder: DecoderText) -> [ByteString] {
    decoder.all("program_name").flatMap { words($0.content) }
  }

  /// The plain words of a program's name.
  private static func words(_ program: ByteString) -> [ByteString] {
    program.bytes.split(separator: UInt8(ascii: "|")).compactMap { part in
      var word = part
      if word.first == UInt8(ascii: "^") { word = word.dropFirst() }
      if word.last == UInt8(ascii: "$") { word = word.dropLast() }
      let isPlain = word.allSatisfy { ASCII.isAlphanumeric($0) || "-_".utf8.contains($0) }
      return isPlain && word.count > 2 ? ByteString(Array(word)).lowercased : nil
    }
  }

  private static func begins(_ text: [UInt8], with word: ByteString) -> Bool {
    let start = text.drop { $0 == UInt8(ascii: "^") }
    guard start.prefix(word.count).map(ASCII.fold).elementsEqual(word.bytes) else { return false }
    let rest = start.dropFirst(word.count)
    return ["[\\d", "\\[\\d", ": "].contains { rest.starts(with: $0.utf8) }
  }

  /// `Mmm dd hh:mm:ss ` in whatever classes.
  private static func isHeader(_ alternative: NativeExpression.Alternative) -> Bool {
    var subject: [UInt8] = []
    let sample = Array("Mar 05 08:09:10 ".utf8)
    // The cells must be able to eat the date: class by class, without choice, so that the test is certain.
    for cell in alternative.steps {
      let at = subject.count
      guard at < sample.count else { return true }
      switch cell {
      case .literal(let byte):
        guard ASCII.fold(sample[at]) == byte else { return false }
        subject.append(sample[at])
      case .byteClass(let byteClass, let quantifier):
        guard [.word, .digit, .blank].contains(byteClass), byteClass.contains(sample[at]) else { return false }
        subject.append(sample[at])
        guard quantifier != .one else { continue }
        while subject.count < sample.count, byteClass.contains(sample[subject.count]) {
          subject.append(sample[subject.count])
        }
      case .mark: continue
      }
    }
    return false
  }
}

extension Message {
  fileprivate static let removed: Message =
    "This pattern begins with the date of a syslog header, which is removed before anything is matched."
  fileprivate static func program(_ word: ByteString) -> Message {
    "This pattern begins with the program's name \"\(word)\", which is taken off the log before anything is matched."
  }
}
