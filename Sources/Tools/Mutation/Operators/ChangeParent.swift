import Bytes
import Diagnostics

/// Puts a rule elsewhere: one of several numbers in `if_sid` is left out, a single one becomes the parent's parent. A
/// decoder loses its `parent`.
///
/// It survives where no case goes through that parent, or none tells the rule from its parent.
enum ChangeParent: MutationOperator {
  static let name = "change-parent"
  static let summary = "leave out a parent, or take the parent's parent"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    guard definition.isRule else {
      return definition.elements(named: "parent").prefix(1).map { element in
        Change([definition.removal(of: element)], "parent \(element.content) is left out")
      }
    }
    return definition.elements(named: "if_sid").flatMap { element -> [Change] in
      guard let range = element.contentRange else { return [] }
      let numbers = numbers(in: element.content, from: range.lowerBound)
      guard numbers.count == 1, definition.elements(named: "if_sid").count == 1 else {
        return numbers.count > 1 ? dropEach(numbers) : []
      }
      guard let parent = numbers.first, let above = surroundings.parents(ofRule: parent.id).first else { return [] }
      return [Change([TextEdit(parent.range, with: above.utf8)], "if_sid \(parent.id) becomes its parent, \(above)")]
    }
  }

  private struct Number {
    var id: String
    var range: Range<Int>
  }

  private static func dropEach(_ numbers: [Number]) -> [Change] {
    numbers.indices.map { index in
      // With the separator before it; the first one with the separator behind it.
      let range =
        index == 0
        ? numbers[0].range.lowerBound..<numbers[1].range.lowerBound
        : numbers[index - 1].range.upperBound..<numbers[index].range.upperBound
      return Change([TextEdit(range, with: [])], "if_sid \(numbers[index].id) is left out")
    }
  }

  private static func numbers(in text: ByteString, from offset: Int) -> [Number] {
    text.bytes.indices.split { !ASCII.isDigit(text.bytes[$0]) }.map { slice in
      Number(
        id: String(decoding: text.bytes[slice.startIndex..<slice.endIndex], as: UTF8.self),
        range: offset + slice.startIndex..<offset + slice.endIndex)
    }
  }
}
