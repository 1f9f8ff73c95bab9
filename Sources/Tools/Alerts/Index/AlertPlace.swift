/// Where a document lies.
package struct AlertPlace: Sendable, Equatable, BitwiseCopyable {
  /// Which of the files that were read.
  package var file: UInt32
  /// Where its line begins, in the file as it is when it is not compressed: the low and the high half.
  private var low: UInt32
  private var high: UInt32

  /// - Parameters:
  ///   - file: which of the files that were read.
  ///   - offset: where its line begins.
  package init(file: Int, offset: Int) {
    self.file = UInt32(truncatingIfNeeded: file)
    (low, high) = (UInt32(truncatingIfNeeded: offset), UInt32(truncatingIfNeeded: offset >> 32))
  }

  /// Where its line begins.
  package var offset: Int { Int(high) << 32 | Int(low) }
}
