import Bytes

/// What a native pattern needs.
///
/// Soundness, in the terms of docs/reference/regex.md §3.2. The literals are those of ``CellLiterals``, argued there. What
/// is read off cells rests on two facts: only the last two cells can be left without a byte of their own by a match that
/// ends early, and up to the first run's first byte `warm` is off, so that each cell in front, that of a `+` included, takes
/// one byte.
struct NativePrefilter: PrefilterSource, @unchecked Sendable {
  /// The pattern; its memory belongs to the matcher, which the ``Prefilter`` keeps.
  let program: NativeProgram

  func literals(atLeast length: Int) -> Prefilter.Literals? {
    if program.common.count >= length { return Prefilter.Literals(texts: [program.common.text], decide: false) }
    // Marks that come out reversed void a match.
    var literals = Prefilter.Literals(texts: [], decide: !program.capturing)
    for alternative in alternatives {
      let (prefix, required) = (alternative.prefix, alternative.required)
      let best = required.count >= length && required.selectivity > prefix.selectivity ? required : prefix
      guard best.count >= length else { return nil }
      literals.texts.append(best.text)
      if !alternative.isLiteral || alternative.isAnchoredAtStart || alternative.isAnchoredAtEnd {
        literals.decide = false
      }
    }
    return literals
  }

  /// An anchored scan begins once, so that its first cell takes the first byte unless it is a `*` cell, of which nothing is
  /// said.
  var firstBytes: Prefilter.FirstBytes? {
    var bytes = Prefilter.FirstBytes()
    let table = ByteTable.shared.entries
    for alternative in alternatives {
      guard alternative.isAnchoredAtStart else { return nil }
      if alternative.prefix.count > 0 {
        bytes.insertFolded(alternative.prefix.bytes[0])
      } else if alternative.firstBit != 0 {
        for byte in 0...UInt8.max where table[Int(byte)] & alternative.firstBit != 0 { bytes.insert(byte) }
      } else {
        return nil
      }
    }
    return bytes
  }

  var needs: [Prefilter.Need]? {
    alternatives.map { Prefilter.Need(bytes: Self.bytes(of: $0), prefix: Self.prefix(of: $0)) }
  }

  /// Those that can match.
  private var alternatives: [NativeAlternative] {
    UnsafeBufferPointer(start: program.alternatives, count: program.count).filter { !$0.cannotMatch }
  }

  /// Only literal cells count, and a scan passes none without its byte but the last one, which is left out.
  private static func bytes(of alternative: NativeAlternative) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<max(alternative.count - 1, 0) {
      let cell = alternative.cells[index]
      guard cell.kind == .literal, cell.literal < 0x80 else { continue }
      let byte = UInt8(cell.literal)
      if !ASCII.isLower(byte), !bytes.contains(byte) { bytes.append(byte) }
    }
    return bytes.sorted { (ByteRarity.rank($0), $0) > (ByteRarity.rank($1), $1) }
  }

  /// The last two cells are left out, and what stands behind the first byte of the first run.
  private static func prefix(of alternative: NativeAlternative) -> [PrefixByte] {
    guard alternative.isAnchoredAtStart else { return [] }
    var prefix: [PrefixByte] = []
    for index in 0..<max(alternative.count - 2, 0) {
      let cell = alternative.cells[index]
      guard prefix.count < 12 else { break }
      switch cell.kind {
      case .literal:
        guard cell.literal < 0x80 else { return prefix }
        prefix.append(PrefixByte(folded: UInt8(cell.literal)))
      case .one: prefix.append(PrefixByte(byteClass: cell.bit))
      case .plus:
        prefix.append(PrefixByte(byteClass: cell.bit))
        return prefix
      case .star, .mark, .end: return prefix
      }
    }
    return prefix
  }
}
