import Bytes

/// What a subject needs besides literals for an alternative of a pattern to match: cheap questions that rule most
/// patterns out.
public struct PatternNeeds: Sendable {
  /// One alternative that can match.
  public struct Alternative: Sendable {
    /// Bytes that are no letters, and have to stand somewhere in the subject; the rarest first.
    public var bytes: [UInt8] = []
    /// What the first bytes of the subject have to be.
    public var prefix: [PrefixByte] = []
  }

  /// The alternatives, at least one of whose needs is met by every subject that matches.
  public var alternatives: [Alternative]

  /// The needs of a pattern; nil when nothing is known.
  public init?(_ pattern: Pattern) {
    guard let needs = pattern.matcher.needs,
      needs.alternatives.allSatisfy({ !$0.bytes.isEmpty || !$0.prefix.isEmpty })
    else { return nil }
    self = needs
  }

  init(alternatives: [Alternative]) { self.alternatives = alternatives }
}

/// What the byte at one place has to be: one of a class, or a byte without regard to case.
public struct PrefixByte: BitwiseCopyable, Sendable {
  /// The bits of ``ByteTable`` of which the byte needs one.
  private let mask: UInt32
  /// The value of the masked bits.
  private let value: UInt32

  init(byteClass bit: UInt32) {
    (mask, value) = (bit, bit)
  }

  init(folded byte: UInt8) {
    mask = 0x00FF_0000
    value = UInt32(byte) << 16
  }

  /// The table that ``accepts(_:_:)`` is to be given.
  public static var table: UnsafePointer<UInt32> { ByteTable.shared.entries }

  /// Whether a byte will do.
  @inline(__always)
  public func accepts(_ byte: UInt8, _ table: UnsafePointer<UInt32>) -> Bool { table[Int(byte)] & mask == value }
}

extension NativeProgram {
  /// See ``PatternNeeds``.
  var needs: PatternNeeds {
    PatternNeeds(
      alternatives: UnsafeBufferPointer(start: alternatives, count: count).filter { !$0.cannotMatch }.map {
        PatternNeeds.Alternative(bytes: $0.neededBytes, prefix: $0.prefixBytes)
      })
  }
}

extension NativeAlternative {
  /// Bytes that are no letters and stand in every match, the rarest first.
  ///
  /// Soundness: only literal cells count, and a scan passes none without its byte but the last one, which is left out
  /// (see ``CellLiterals``).
  var neededBytes: [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<max(count - 1, 0) where cells[index].kind == .literal && cells[index].literal < 0x80 {
      let byte = UInt8(cells[index].literal)
      if !ASCII.isLower(byte), !bytes.contains(byte) { bytes.append(byte) }
    }
    return bytes.sorted { (ByteRarity.rank($0), $0) > (ByteRarity.rank($1), $1) }
  }

  /// What the first bytes of a subject have to be.
  ///
  /// Soundness: up to the first run's first byte `warm` is off, so that each cell takes a byte of its own, that of a `+`
  /// included; behind it nothing is said. The last two cells are left out: the engine may end a match without them
  /// (docs/reference/regex.md §3.2).
  var prefixBytes: [PrefixByte] {
    guard isAnchoredAtStart else { return [] }
    var prefix: [PrefixByte] = []
    for index in 0..<max(count - 2, 0) {
      let cell = cells[index]
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
