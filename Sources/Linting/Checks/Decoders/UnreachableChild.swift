import Bytes
import Rulesets

/// A child behind one that always takes the event.
struct UnreachableChild: Check {
  static let page = CheckPage(
    code: "unreachable-child", .warning, .dead,
    summary: "A child decoder stands behind one that takes every event, or every one of its own.",
    engine: """
      Children are tried in the order of loading. One without a prematch is chosen at once, and so is the first one \
      whose prematch matches; when its regex fails, the next ones are not tried. Only siblings of the same name that \
      follow each other are run one after the other.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="local-login">
      ^
        <parent>local</parent>
        <prematch offset="after_parent">^login </prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-login">
        <parent>local</parent>
        <prematch offset="after_parent">^login </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_regex">^from (\S+) </regex>
        <order>srcip</order>
      </decoder>
      """#,
    verified: .recorded("spec/decoders.md §5.2, §5.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    for node in forest.programRoots + forest.plainRoots {
      var stopper: Int?
      var inChain = false
      var prematches: [ByteString: (definition: Int, name: ByteString)] = [:]
      for child in node.children {
        let decoder = forest.definitions[child.definition]
        if let stopper, !inChain {
          findings.report(child.definition, .behind(forest.definitions[stopper].name), stopper, ruleset)
        } else if let prematch = decoder.prematch, !inChain {
          let key = ByteString(prematch.pattern.source.bytes + [decoder.prematchOffset.rawValue] + Array("\(prematch.pattern.dialect)".utf8))
          if let other = prematches[key] {
            findings.report(child.definition, .same(other.name), other.definition, ruleset)
          } else {
            prematches[key] = (child.definition, decoder.name)
          }
        }
        if stopper == nil, decoder.prematch == nil, !inChain { stopper = child.definition }
        inChain = child.continues
      }
    }
  }
}

extension Message {
  fileprivate static func behind(_ name: ByteString) -> Message {
    "This child is never reached: \"\(name)\" before it has no <prematch> and takes every event."
  }
  fileprivate static func same(_ name: ByteString) -> Message {
    "This child is never reached: \"\(name)\" before it has the same <prematch>."
  }
  fileprivate static let stopper: Message = "The child that is chosen instead."
}

extension Findings {
  fileprivate mutating func report(_ definition: Int, _ message: Message, _ other: Int, _ ruleset: LintedRuleset) {
    guard let place = ruleset.place(ofDecoder: definition) else { return }
    add(message, at: place, notes: [(.stopper, ruleset.place(ofDecoder: other))])
  }
}
