import Bytes
import Diagnostics

/// Swaps two neighbours in a decoder's `order`.
///
/// It survives where no case looks at the values of both fields.
enum SwapOrder: MutationOperator {
  static let name = "swap-order"
  static let summary = "swap two fields of an order"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.orderItems.flatMap { items in
      items.indices.dropFirst().compactMap { index in
        let (left, right) = (items[index - 1], items[index])
        guard left.name != right.name else { return nil }
        return Change(
          [TextEdit(left.range, with: right.name.utf8), TextEdit(right.range, with: left.name.utf8)],
          "order: \(left.name) and \(right.name) are swapped")
      }
    }
  }
}

/// A name in an `order`.
struct OrderItem: Sendable {
  var name: String
  var range: Range<Int>
}

extension Definition {
  /// The names of each `order`, in order.
  var orderItems: [[OrderItem]] {
    guard !isRule else { return [] }
    return elements(named: "order").compactMap { element in
      guard let range = element.contentRange, !element.content.bytes.contains(UInt8(ascii: "\\")) else { return nil }
      let bytes = element.content.bytes
      return bytes.indices.split {
        bytes[$0] == UInt8(ascii: ",") || bytes[$0] <= 0x20
      }.map { slice in
        OrderItem(
          name: String(decoding: bytes[slice.startIndex..<slice.endIndex], as: UTF8.self),
          range: range.lowerBound + slice.startIndex..<range.lowerBound + slice.endIndex)
      }
    }
  }
}
