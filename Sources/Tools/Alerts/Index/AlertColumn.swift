import Bytes

/// All values of one field: for each row the number of an entry, which is a value or several of them.
///
/// PERF: `@exclusivity(unchecked)`, because each property of a class is guarded against overlapping access at run time,
/// which took a fifth of the time that filling takes.
final class AlertColumn {
  /// The field, its names joined by dots: `data.docker.Action`.
  let name: String
  /// The different values.
  @exclusivity(unchecked) private(set) var values = ValueTable()
  /// Lists of several values, as the texts that they were in.
  @exclusivity(unchecked) private var lists = ValueTable()
  /// Per list of ``lists`` and per value: its entry, and one more; 0 where there is none.
  @exclusivity(unchecked) private var entryOfList: [UInt32] = []
  @exclusivity(unchecked) private var entryOfValue: [UInt32] = []
  /// Per entry: where its values stand in ``members``.
  @exclusivity(unchecked) private var starts: [UInt32] = [0]
  @exclusivity(unchecked) private var members: [UInt32] = []
  @exclusivity(unchecked) private var blocks: [ColumnBlock?] = []
  /// Rows of the block that is not full yet.
  @exclusivity(unchecked) private var openRows: [UInt16] = []
  @exclusivity(unchecked) private var openEntries: [UInt32] = []
  @exclusivity(unchecked) private var openBlock = 0
  /// How many rows have a value.
  @exclusivity(unchecked) private(set) var rowCount = 0
  /// Whether nearly every row had another value, so that they are kept no more.
  @exclusivity(unchecked) private(set) var isTooVaried = false

  /// A column whose different values take more than this is not kept.
  private static let mostBytes = 64 << 20

  init(_ name: String) { self.name = name }

  /// How many entries there are.
  var entryCount: Int { starts.count - 1 }

  /// How many bytes all of it takes, but for small change.
  var byteCount: Int {
    values.byteCount + lists.byteCount + (members.capacity + starts.capacity) * 4
      + blocks.reduce(0) { $0 + ($1?.byteCount ?? 0) } + openRows.capacity * 6
  }

  /// The values of an entry, as numbers of ``values``.
  @inline(__always)
  func members(of entry: Int) -> ArraySlice<UInt32> { members[Int(starts[entry])..<Int(starts[entry + 1])] }

  // MARK: Filling

  /// Gives a row a value; a row that has one gets both.
  func add(_ value: ByteView, row: Int) {
    guard !isTooVaried else { return }
    let number = values.add(value)
    if number == entryOfValue.count { entryOfValue.append(0) }
    if entryOfValue[number] == 0 { entryOfValue[number] = newEntry([UInt32(number)]) }
    put(Int(entryOfValue[number]) - 1, row: row)
  }

  /// Gives a row several values at once.
  /// - Parameters:
  ///   - key: the bytes of all of them with what stands between, the same for the same values.
  ///   - parts: the values; asked for only where the key is new.
  func add(list key: ByteView, row: Int, parts: () -> [ByteView]) {
    guard !isTooVaried else { return }
    let number = lists.add(key)
    if number == entryOfList.count {
      var list: [UInt32] = []
      for part in parts() {
        let value = values.add(part)
        if value == entryOfValue.count { entryOfValue.append(0) }
        // A value that is there twice counts once.
        if !list.contains(UInt32(value)) { list.append(UInt32(value)) }
      }
      entryOfList.append(newEntry(list))
    }
    put(Int(entryOfList[number]) - 1, row: row)
  }

  private func newEntry(_ list: [UInt32]) -> UInt32 {
    members += list
    starts.append(UInt32(members.count))
    return UInt32(entryCount)
  }

  private func put(_ entry: Int, row: Int) {
    let block = row >> 16
    if block != openBlock { seal(before: block) }
    let place = UInt16(truncatingIfNeeded: row)
    if openRows.last == place {
      // An array of objects: the row has a value of this field from each.
      let together = members(of: Int(openEntries[openEntries.count - 1]) - 1)
      let added = members(of: entry).filter { !together.contains($0) }
      if !added.isEmpty, together.count < 64 { openEntries[openEntries.count - 1] = newEntry(together + added) }
      return
    }
    openRows.append(place)
    openEntries.append(UInt32(entry + 1))
    rowCount += 1
  }

  private func seal(before block: Int) {
    while blocks.count < openBlock { blocks.append(nil) }
    blocks.append(openRows.isEmpty ? nil : ColumnBlock(rows: openRows, entries: openEntries))
    openRows.removeAll(keepingCapacity: true)
    openEntries.removeAll(keepingCapacity: true)
    openBlock = block
    // Nearly every row has another value: it is the name of the row, and nothing to count.
    let isName = rowCount > 20_000 && values.count > rowCount / 100 * 95
    if isName || values.byteCount > Self.mostBytes || members.count > 1 << 24 { drop() }
  }

  private func drop() {
    isTooVaried = true
    (values, lists) = (ValueTable(), ValueTable())
    (entryOfList, entryOfValue, starts, members) = ([], [], [0], [])
    (blocks, openRows, openEntries) = ([], [], [])
  }

  // MARK: Reading

  /// The values of a row, as numbers of ``values``.
  func numbers(row: Int) -> ArraySlice<UInt32> {
    guard let entry = entry(row: row) else { return [] }
    return members(of: entry)
  }

  /// The entry of a row; nil where it has no value.
  func entry(row: Int) -> Int? {
    let block = row >> 16
    let number: Int
    if block == openBlock {
      number = ColumnBlock.sparse(rows: openRows, entries: openEntries)[row & 0xFFFF]
    } else {
      guard block < blocks.count, let found = blocks[block] else { return nil }
      number = found[row & 0xFFFF]
    }
    return number == 0 ? nil : number - 1
  }

  /// Calls `body` with each row that has a value, and its entry, in the order of the rows.
  @inline(__always)
  func forEach(_ body: (_ row: Int, _ entry: Int) -> Void) {
    for index in blocks.indices {
      guard let block = blocks[index] else { continue }
      let start = index << 16
      block.forEach { row, number in body(start + row, number - 1) }
    }
    let start = openBlock << 16
    for index in openRows.indices { body(start + Int(openRows[index]), Int(openEntries[index]) - 1) }
  }
}
