import PatternSyntax

/// Runs that end a group: where captures come out shorter than their authors think.
extension NativeExpression.Alternative {
  /// The class of the run (`+` or `*`) that ends a group, and the class that comes next behind the group.
  /// - Parameters:
  ///   - group: counted from 0.
  ///   - needsFollower: nil also when what comes next is no class.
  package func run(endingGroup group: Int, needsFollower: Bool = true) -> (own: ByteClass, next: ByteClass?)? {
    guard let close = cells.firstIndex(of: .mark(2 * group + 1)), close > 0,
      case .byteClass(let own, let quantifier) = cells[close - 1], quantifier != .one
    else { return nil }
    let follower = cells[(close + 1)...].first { if case .mark = $0 { false } else { true } }
    if case .byteClass(let next, _)? = follower { return (own, next) }
    return needsFollower ? nil : (own, nil)
  }

  /// Whether nothing behind a group, counted from 0, has to be there.
  package func isOptional(behindGroup group: Int) -> Bool {
    guard let close = cells.firstIndex(of: .mark(2 * group + 1)) else { return false }
    return cells[(close + 1)...].allSatisfy { cell in
      switch cell {
      case .mark: true
      case .byteClass(_, let quantifier): quantifier == .star
      case .literal: false
      }
    }
  }
}

extension ByteClass {
  /// A letter or digit of the class, where another one takes all of its letters and digits; nil where it does not: then a
  /// run of the class ends at a delimiter, such as the punctuation of `\p`.
  package func letterTaken(by other: ByteClass) -> UInt8? {
    let bytes = ([UInt8](0x30...0x39) + [UInt8](0x61...0x7A)).filter(contains)
    return bytes.allSatisfy(other.contains) ? bytes.first : nil
  }
}
