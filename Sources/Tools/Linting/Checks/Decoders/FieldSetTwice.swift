import Bytes
import PatternSyntax
import Patterns
import Rulesets

/// A chain that looks for the same key twice.
struct FieldSetTwice: Check {
  static let page = CheckPage(
    code: "field-set-twice", severity: .info, category: .decoders, isOptIn: true,
    summary: "Two decoders of a chain set the same dynamic field behind the same word.",
    engine: """
      A dynamic field that is set again is added again. The document shows both values, and rules see the first one.
      """,
    avoid: #"""
      <decoder name="shop">
        <program_name>^shop$</program_name>
      </decoder>
      <decoder name="shop-state">
        <parent>shop</parent>
        <regex>^state=(\w+) </regex>
        <order>order.state</order>
      </decoder>
      <decoder name="shop-state">
        <parent>shop</parent>
        <regex offset="after_regex">state=(\w+)</regex>
        <order>order.state</order>
               ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="shop">
        <program_name>^shop$</program_name>
      </decoder>
      <decoder name="shop-state">
        <parent>shop</parent>
        <regex>^state=(\w+) </regex>
        <order>order.before</order>
      </decoder>
      <decoder name="shop-state">
        <parent>shop</parent>
        <regex offset="after_regex">state=(\w+)</regex>
        <order>order.state</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §6.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    var reported: Set<Int> = []
    for root in ruleset.ownRoots {
      var known: [Capture: Int] = [:]
      var isInChain = false
      for node in root.children {
        if !isInChain { known.removeAll() }
        isInChain = node.continues
        let decoder = forest.definitions[node.definition]
        for (index, capture) in Self.captures(decoder) {
          guard let first = known[capture] else {
            known[capture] = node.definition
            continue
          }
          // Only a pattern that goes on where the other one ended finds the word a second time.
          guard first != node.definition, decoder.regexOffset == .afterRegex,
            let order = ruleset.ownText(ofDecoder: node.definition)?.all("order").last,
            reported.insert(node.definition).inserted
          else { continue }
          let items = OrderItems.split(order.content)
          let item = index < items.count ? items[index] : (name: capture.field, offset: 0)
          findings.add(
            .twice(capture.field), at: order.place(ofByte: item.offset, length: item.name.count),
            notes: [(.first, ruleset.place(ofDecoder: first))])
        }
      }
    }
  }

  private struct Capture: Hashable {
    var field: ByteString
    var key: [UInt8]
  }

  /// The dynamic fields of a decoder, each with the literal directly in front of its group.
  private static func captures(_ decoder: DecoderDefinition) -> [(index: Int, capture: Capture)] {
    guard let native = decoder.regex?.pattern.native, native.alternatives.count == 1 else { return [] }
    let cells = native.alternatives[0].cells
    return decoder.order.enumerated().compactMap { index, field in
      guard case .dynamic(let name) = field, let mark = cells.firstIndex(of: .mark(2 * index)) else { return nil }
      var key: [UInt8] = []
      for cell in cells[..<mark].reversed() {
        guard case .literal(let byte) = cell else { break }
        key.append(byte)
      }
      return key.count > 1 ? (index, Capture(field: name.lowercased, key: key)) : nil
    }
  }
}

extension Message {
  fileprivate static func twice(_ field: ByteString) -> Message {
    "\"\(field)\" is set by an earlier decoder of the chain behind the same word: rules see that value."
  }
  fileprivate static let first: Message = "The earlier one."
}
