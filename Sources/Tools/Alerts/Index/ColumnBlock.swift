/// What a column holds for 65,536 rows: as few bytes a row as the numbers in it need.
///
/// A number is that of an entry and one more; 0 stands for a row without a value.
enum ColumnBlock {
  /// How many rows there are in one.
  static let size = 1 << 16

  case narrow([UInt8])
  case middle([UInt16])
  case wide([UInt32])
  /// Few rows have a value: only those are kept, in their order.
  case sparse(rows: [UInt16], entries: [UInt32])

  /// The smallest form for some rows of a block.
  init(rows: [UInt16], entries: [UInt32]) {
    let largest = entries.max() ?? 0
    let width = largest < 1 << 8 ? 1 : largest < 1 << 16 ? 2 : 4
    guard rows.count * 6 >= Self.size * width else {
      self = .sparse(rows: rows, entries: entries)
      return
    }
    switch width {
    case 1: self = .narrow(Self.spread(rows, entries))
    case 2: self = .middle(Self.spread(rows, entries))
    default: self = .wide(Self.spread(rows, entries))
    }
  }

  private static func spread<Number: FixedWidthInteger>(_ rows: [UInt16], _ entries: [UInt32]) -> [Number] {
    var numbers = [Number](repeating: 0, count: size)
    for index in rows.indices { numbers[Int(rows[index])] = Number(truncatingIfNeeded: entries[index]) }
    return numbers
  }

  /// The number of a row of the block.
  subscript(row: Int) -> Int {
    switch self {
    case .narrow(let numbers): return Int(numbers[row])
    case .middle(let numbers): return Int(numbers[row])
    case .wide(let numbers): return Int(numbers[row])
    case .sparse(let rows, let entries):
      var (low, high) = (0, rows.count)
      while low < high {
        let middle = (low + high) / 2
        if Int(rows[middle]) < row { low = middle + 1 } else { high = middle }
      }
      return low < rows.count && Int(rows[low]) == row ? Int(entries[low]) : 0
    }
  }

  /// Calls `body` with each row that has a value, and its number.
  @inline(__always)
  func forEach(_ body: (_ row: Int, _ number: Int) -> Void) {
    switch self {
    case .narrow(let numbers): Self.walk(numbers, body)
    case .middle(let numbers): Self.walk(numbers, body)
    case .wide(let numbers): Self.walk(numbers, body)
    case .sparse(let rows, let entries):
      for index in rows.indices { body(Int(rows[index]), Int(entries[index])) }
    }
  }

  @inline(__always)
  private static func walk<Number: FixedWidthInteger>(_ numbers: [Number], _ body: (Int, Int) -> Void) {
    for row in numbers.indices where numbers[row] != 0 { body(row, Int(truncatingIfNeeded: numbers[row])) }
  }

  /// How many bytes it takes.
  var byteCount: Int {
    switch self {
    case .narrow(let numbers): numbers.capacity
    case .middle(let numbers): numbers.capacity * 2
    case .wide(let numbers): numbers.capacity * 4
    case .sparse(let rows, let entries): rows.capacity * 2 + entries.capacity * 4
    }
  }
}
