import Diagnostics

/// Leaves out a name of a decoder's `order`: those behind it get the values of their neighbours.
///
/// It survives where no case looks at the values of the fields behind it, or at the one that is gone.
enum DropOrderField: MutationOperator {
  static let name = "drop-order-field"
  static let summary = "leave out a field of an order"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.orderItems.flatMap { items -> [Change] in
      guard items.count > 1 else { return [] }
      return items.indices.map { index in
        let range =
          index == 0
          ? items[0].range.lowerBound..<items[1].range.lowerBound
          : items[index - 1].range.upperBound..<items[index].range.upperBound
        return Change([TextEdit(range, with: [])], "order: \(items[index].name) is left out")
      }
    }
  }
}
