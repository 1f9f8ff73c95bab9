import Bytes
import Rulesets

/// An own decoder that takes all logs of one of the base.
struct SilencesBaseDecoder: Check {
  static let page = CheckPage(
    code: "silences-base-decoder", severity: .warning, category: .dead,
    summary: "A decoder takes every log of a decoder of the base, which is never chosen then.",
    engine: """
      Files are read in the order of their names, whatever their folders, and decoders are tried in that order. The first root \
      that matches keeps the log; of children the first one without a prematch, or whose prematch matches. A root that gets a \
      child loses its own regex. What no longer comes to a decoder of the base its rules miss, too.
      """,
    avoid: #"""
      --- assay.conf
      base = base
      --- base/0100-decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="shop">
        <prematch>^shop: login of </prematch>
      </decoder>
      <decoder name="gate">
        <prematch>^gate: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
        <rule id="100" level="5">
          <decoded_as>shop</decoded_as>
          <description>A login.</description>
        </rule>
      </group>
      --- 0050-own_decoders.xml
      <decoder name="own-shop">
      ^
        <prematch>^shop: </prematch>
      </decoder>
      --- 0200-own_decoders.xml
      <decoder name="own-gate">
      ^
        <parent>gate</parent>
        <prematch offset="after_parent">^open</prematch>
      </decoder>
      """#,
    prefer: #"""
      --- assay.conf
      base = base
      --- base/0100-decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="shop">
        <prematch>^shop: login of </prematch>
      </decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
        <rule id="100" level="5">
          <decoded_as>shop</decoded_as>
          <description>A login.</description>
        </rule>
      </group>
      --- 0150-own_decoders.xml
      <decoder name="own-shop">
        <prematch>^shop: </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.1, §5.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    let isBase = ruleset.areBase(forest.elements)
    guard isBase.contains(true), isBase.contains(false) else { return }
    var lost: [Int: [Int]] = [:]
    for loss in ruleset.lostRoots + ruleset.lostChildren where isBase[loss.decoder] && !isBase[loss.winner] {
      lost[loss.winner, default: []].append(loss.decoder)
    }
    for (winner, decoders) in lost.sorted(by: { $0.key < $1.key }) {
      guard let place = ruleset.place(ofDecoder: winner) else { continue }
      let rules = Self.rules(of: Set(decoders.map { forest.definitions[$0].name }), ruleset.loaded)
      findings.add(
        .takes(forest.definitions[winner].name, decoders.map { forest.definitions[$0].name }, rules), at: place,
        hint: "Ask for more than the other one does, or let the file's name come behind that of the other one.",
        notes: [(.first, ruleset.place(ofDecoder: decoders[0]))])
    }
    reportLostPatterns(ruleset, isBase, &findings)
  }

  /// Roots of the base whose own regex or plugin no longer runs, because they got their first child.
  private func reportLostPatterns(_ ruleset: LintedRuleset, _ isBase: [Bool], _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    var seen: Set<Int> = []
    for root in forest.programRoots + forest.plainRoots where isBase[root.definition] {
      let decoder = forest.definitions[root.definition]
      guard decoder.regex != nil || decoder.plugin != nil, let first = root.children.first,
        root.children.allSatisfy({ !isBase[$0.definition] }),
        !root.children.contains(where: {
          decoder.plugin != nil && forest.definitions[$0.definition].plugin == decoder.plugin
        }),
        seen.insert(first.definition).inserted, let place = ruleset.place(ofDecoder: first.definition)
      else { continue }
      findings.add(
        .child(decoder.name, decoder.plugin == nil ? "regex" : "plugin_decoder"), at: place,
        hint: "Add a child behind it, without a prematch, that does what the root did.",
        notes: [(.root, ruleset.place(ofDecoder: root.definition))])
    }
  }

  /// Numbers of rules that ask for these decoders.
  private static func rules(of names: Set<ByteString>, _ loaded: LoadedRuleset) -> [Int] {
    loaded.rules.rules.filter { $0.decodedAs.map(names.contains) ?? false }.map(\.id)
  }
}

extension Message {
  fileprivate static func takes(_ name: ByteString, _ lost: [ByteString], _ rules: [Int]) -> Message {
    var names: [ByteString] = []
    for other in lost where !names.contains(other) { names.append(other) }
    let shown = names.prefix(3).map { "\"\(Quoted.short($0))\"" }.joined(separator: ", ")
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    let missed =
      rules.isEmpty
      ? ""
      : "; what \(rules.count == 1 ? "rule" : "rules") \(rules.prefix(3).map(String.init).joined(separator: ", ")) asked of it is missed"
    return "The decoder \"\(name)\" takes every log of \("\(shown)\(more)") of the base\("\(missed)")."
  }
  fileprivate static let first: Message = "The first of them."
  fileprivate static func child(_ name: ByteString, _ element: String) -> Message {
    "This is the first child of \"\(name)\" of the base, whose own <\(element)> no longer runs: its other logs lose their fields."
  }
  fileprivate static let root: Message = "The root."
}
