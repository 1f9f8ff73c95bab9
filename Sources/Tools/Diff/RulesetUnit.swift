import Bytes
import Diagnostics
import RulesetSyntax

/// A part of a file that can be changed alone.
struct RulesetUnit {
  enum Kind: Equatable {
    case rule, decoder, variable
    /// The start tag of a group.
    case group
    case other
  }

  var kind: Kind
  /// By what it is found again in the other text: several can have the same.
  var key: String
  var range: Range<Int>
  var node: Int
  /// The rules in it.
  var rules: Set<Int> = []
  /// Where its group ends; 0 outside of groups.
  var groupEnd = 0
  /// Whether it is a group with all that is in it.
  var isWhole = false

  /// A group of rules: what it is found again by.
  struct Group {
    var name: String
    var rules: Set<String>

    /// All of a document, in their order.
    static func all(of document: XMLDocument) -> [Group] {
      document.topLevelElements.filter { document.name(of: $0).lowercased == "group" }.map { group in
        Group(
          name: attribute("name", of: group, document) ?? "",
          rules: Set(document.children(of: group).compactMap { attribute("id", of: $0, document) }))
      }
    }

    func isSame(_ other: Group) -> Bool { !rules.isDisjoint(with: other.rules) || name == other.name }
  }

  /// The parts of a document, in the order of the text.
  /// - Parameter whole: the groups that are one part, by their number.
  static func all(of document: XMLDocument, whole: Set<Int> = []) -> [RulesetUnit] {
    var units: [RulesetUnit] = []
    for (index, node) in document.nodes.enumerated() where node.kind == .variable {
      let name = attribute("name", of: index, document) ?? document.name(of: index).description
      units.append(
        RulesetUnit(
          kind: .variable, key: "variable \(name)", range: Int(node.start)..<Int(node.end), node: index))
    }
    var groups = 0
    for element in document.topLevelElements {
      let name = document.name(of: element).lowercased.description
      let range = span(element, document)
      switch name {
      case "group":
        if whole.contains(groups) {
          let rules = document.children(of: element).compactMap {
            attribute("id", of: $0, document).flatMap { Int($0) }
          }
          var unit = RulesetUnit(kind: .group, key: "whole group \(groups)", range: range, node: element)
          (unit.rules, unit.groupEnd, unit.isWhole) = (Set(rules), range.upperBound, true)
          units.append(unit)
        } else {
          units += group(element, document)
        }
        groups += 1
      case "decoder":
        let own = attribute("name", of: element, document) ?? ""
        units.append(
          RulesetUnit(
            kind: .decoder, key: "decoder \(own) \(child("parent", of: element, document) ?? "")", range: range,
            node: element))
      default: units.append(RulesetUnit(kind: .other, key: name, range: range, node: element))
      }
    }
    return units.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static func group(_ group: Int, _ document: XMLDocument) -> [RulesetUnit] {
    let children = document.children(of: group)
    let whole = span(group, document)
    let head = whole.lowerBound..<headEnd(of: whole, document)
    var units = [RulesetUnit(kind: .group, key: "group", range: head, node: group, groupEnd: whole.upperBound)]
    for child in children {
      let id = attribute("id", of: child, document) ?? ""
      var unit = RulesetUnit(
        kind: .rule, key: "\(document.name(of: child).lowercased) \(id)", range: span(child, document), node: child,
        groupEnd: whole.upperBound)
      if let number = Int(id) { unit.rules = [number] }
      units.append(unit)
    }
    return units
  }

  private static func headEnd(of range: Range<Int>, _ document: XMLDocument) -> Int {
    var quote: UInt8 = 0
    for at in range {
      let byte = document.buffer[at]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return at + 1
      }
    }
    return range.upperBound
  }

  private static func span(_ node: Int, _ document: XMLDocument) -> Range<Int> {
    let start = min(max(0, Int(document.nodes[node].start)), document.sourceCount)
    return start..<min(max(start, Int(document.nodes[node].end)), document.sourceCount)
  }

  /// An attribute's value.
  static func attribute(_ name: String, of element: Int, _ document: XMLDocument) -> String? {
    document.attributes(of: element).first { document.name(of: $0).lowercased.description == name }
      .map { document.content(of: $0).description }
  }

  /// The text of the first element of a name below one.
  static func child(_ name: String, of element: Int, _ document: XMLDocument) -> String? {
    document.children(of: element).first { document.name(of: $0).lowercased.description == name }
      .map { document.content(of: $0).description }
  }
}
