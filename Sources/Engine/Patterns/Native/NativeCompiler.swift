import Bytes
import PatternSyntax

/// What is known about an alternative before its place in memory is.
struct NativeAlternativeForm {
  let cells: FlatCell.Cells
  let isAnchoredAtStart: Bool
  let isAnchoredAtEnd: Bool
  /// Which of the ``CellLiterals`` are its own.
  let literals: Range<Int>
  let cannotMatch: Bool
  /// Nothing but literals, at least one, and single marks.
  let isLiteral: Bool
  let markCount: Int
  /// The bit of the class that a match must begin with; 0 where the first cell is no class or may be left out, and where
  /// there is a prefix.
  let firstBit: UInt32
  /// The prefix and the required literal, as parts of the bytes of ``CellLiterals``.
  let prefix: Range<Int>
  let required: Range<Int>
  let prefixCells: Int

  init(_ cells: FlatCell.Cells, isAnchoredAtStart: Bool, isAnchoredAtEnd: Bool, _ known: inout CellLiterals) {
    self.cells = cells
    self.isAnchoredAtStart = isAnchoredAtStart
    self.isAnchoredAtEnd = isAnchoredAtEnd
    literals = known.add(cells)
    cannotMatch = known.areImpossible(literals)
    var (marks, others, secondMarks) = (0, 0, 0)
    for index in 0..<cells.count {
      switch cells[index] {
      case .literal: break
      case .byteClass: others += 1
      case .mark:
        marks += 1
        if cells.isSecondMark(index) { secondMarks += 1 }
      }
    }
    markCount = marks / 2 * 2
    isLiteral = others == 0 && secondMarks == 0 && marks < cells.count
    let prefix =
      literals.first.flatMap { known.literals[$0].isPrefix ? known.literals[$0].range : nil } ?? 0..<0
    self.prefix = prefix
    firstBit = prefix.isEmpty ? Self.firstBit(cells) : 0
    prefixCells = min(prefix.count, cells.prefix { $0.plainLiteral != nil }.count)
    // Where the prefix is found, most often the rest is there as well: no second look.
    required = prefix.count >= 3 ? 0..<0 : Self.mostTelling(literals, known)
  }

  private static func mostTelling(_ numbers: Range<Int>, _ known: CellLiterals) -> Range<Int> {
    var (best, bestSelectivity) = (0..<0, 0)
    for number in numbers where !known.literals[number].isPrefix {
      let range = known.literals[number].range
      let selectivity = known.bytes.withUnsafeBufferPointer {
        Needle.selectivity(of: UnsafeBufferPointer(rebasing: $0[range]))
      }
      if selectivity > bestSelectivity { (best, bestSelectivity) = (range, selectivity) }
    }
    return best
  }

  private static func firstBit(_ cells: FlatCell.Cells) -> UInt32 {
    for index in 0..<cells.count {
      switch cells[index] {
      case .byteClass(let byteClass, let quantifier): return quantifier == .star ? 0 : byteClass.bit
      case .literal: return 0
      case .mark: if cells.isSecondMark(index) { return 0 }
      }
    }
    return 0
  }

  /// How many literals stand in a row from a cell on, as far as a chunk takes them.
  func row(at index: Int) -> Int {
    var count = 0
    while count < LiteralChunk.longest, index + count < cells.count, cells[index + count].plainLiteral != nil {
      count += 1
    }
    return count
  }

  /// Calls a function for each stretch of literals that is worth a chunk.
  @inline(__always)
  func forEachChunk(_ body: (Range<Int>) -> Void) {
    var at = 0
    while at < cells.count {
      let count = row(at: at)
      if count > 1 { body(at..<at + count) }
      at += max(count, 1)
    }
  }
}

/// Puts a ``NativeProgram`` into memory.
///
/// PERF: the first events of a session compile a thousand patterns and more; so nothing is made for each cell, and the
/// program is one piece.
struct NativeCompiler {
  private let forms: [NativeAlternativeForm]
  private let known: CellLiterals
  private let common: Range<Int>
  private let capturing: Bool
  private let limits: NativeLimits

  /// Compiles a pattern.
  /// - Returns: the address of a ``NativeProgram``, to be deallocated by the caller.
  static func compile(
    _ source: ByteString, capturing: Bool, limits: NativeLimits
  ) throws(PatternError) -> UnsafeRawPointer {
    let list = try CellList(source)
    return list.cells.withUnsafeBufferPointer { NativeCompiler(list, $0, capturing: capturing, limits).write() }
  }

  private init(_ list: CellList, _ cells: FlatCell.Cells, capturing: Bool, _ limits: NativeLimits) {
    self.limits = limits
    var known = CellLiterals(capacity: cells.count)
    var forms: [NativeAlternativeForm] = []
    forms.reserveCapacity(list.alternatives.count)
    var start = 0
    for alternative in list.alternatives {
      forms.append(
        NativeAlternativeForm(
          FlatCell.Cells(rebasing: cells[start..<alternative.end]), isAnchoredAtStart: alternative.isAnchoredAtStart,
          isAnchoredAtEnd: alternative.isAnchoredAtEnd, &known))
      start = alternative.end
    }
    self.forms = forms
    self.known = known
    self.capturing = capturing && forms.contains { $0.markCount > 0 }
    // What cannot match contains nothing.
    common =
      forms.count < 2 ? 0..<0 : CommonLiteral.find(forms.filter { !$0.cannotMatch }.map(\.literals), in: known)
  }

  private func write() -> UnsafeRawPointer {
    var (texts, cells) = (common.count, 0)
    for form in forms {
      texts += form.prefix.count + form.required.count
      cells += form.cells.count + 1
      form.forEachChunk { _ in cells += 1 }
    }
    // A chunk takes as much room as a cell.
    let restAt = forms.count * MemoryLayout<NativeAlternative>.stride
    let textsAt = restAt + MemoryLayout<NativeProgram.Rest>.stride
    let cellsAt = (textsAt + Needle.size(ofText: texts) + 15) & ~15
    let size = cellsAt + cells * MemoryLayout<FlatCell>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: NativeProgram.alignment)
    var text = (block + textsAt).bindMemory(to: UInt8.self, capacity: Needle.size(ofText: texts))
    var cell = block + cellsAt
    let alternatives = block.bindMemory(to: NativeAlternative.self, capacity: forms.count)
    // An anchored alternative with a prefix fails at once.
    let isQuick = forms.allSatisfy { $0.cannotMatch || $0.isAnchoredAtStart && !$0.prefix.isEmpty }
    let facts = NativePatternFacts(
      count: UInt16(forms.count), hasCommon: !common.isEmpty && !isQuick, capturing: capturing)
    known.bytes.withUnsafeBufferPointer { bytes in
      func needle(_ part: Range<Int>) -> Needle {
        let part = UnsafeBufferPointer(rebasing: bytes[part])
        Needle.write(part, to: text)
        defer { text += Needle.size(ofText: part.count) }
        return Needle(part, at: text)
      }
      (block + restAt).bindMemory(to: NativeProgram.Rest.self, capacity: 1)
        .initialize(to: NativeProgram.Rest(common: needle(common), limits: limits))
      for (index, form) in forms.enumerated() {
        let place = cell
        write(form, to: &cell)
        (alternatives + index).initialize(
          to: NativeAlternative(
            form, of: facts, prefix: needle(form.prefix), required: needle(form.required),
            cells: UnsafeRawPointer(place).assumingMemoryBound(to: FlatCell.self)))
      }
    }
    return UnsafeRawPointer(block)
  }

  /// Writes the cells and the chunks of an alternative.
  private func write(_ form: NativeAlternativeForm, to address: inout UnsafeMutableRawPointer) {
    let count = form.cells.count + 1
    let cells = address.bindMemory(to: FlatCell.self, capacity: count)
    for index in 0..<count { (cells + index).initialize(to: FlatCell(form.cells, index)) }
    address += count * MemoryLayout<FlatCell>.stride
    var chunks = 0
    form.forEachChunk { row in
      var chunk = LiteralChunk()
      for index in row { if let byte = form.cells[index].plainLiteral { chunk.add(byte, at: index - row.lowerBound) } }
      address.bindMemory(to: LiteralChunk.self, capacity: 1).initialize(to: chunk)
      address += MemoryLayout<LiteralChunk>.stride
      cells[row.lowerBound].chunkCount = UInt8(row.count)
      cells[row.lowerBound].chunk = UInt16(chunks)
      chunks += 1
    }
  }
}

extension NativeExpression.Cell {
  /// The byte of a literal that can match.
  fileprivate var plainLiteral: UInt8? {
    if case .literal(let byte) = self, byte < 0x80 { byte } else { nil }
  }
}
