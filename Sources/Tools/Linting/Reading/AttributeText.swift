import Bytes
import RulesetSyntax

/// An attribute as it is written in a file that is linted.
package struct AttributeText: Sendable {
  private let written: WrittenAttribute
  private let file: Int

  init(_ written: WrittenAttribute, file: Int) {
    self.written = written
    self.file = file
  }

  /// The name as it is written.
  package var name: ByteString { written.name }
  /// The value.
  package var value: ByteString { written.value }
  /// Where the name stands.
  package var namePlace: Place { place(written.nameRange) }
  /// Where the value stands, without its quotes.
  package var valuePlace: Place { place(written.writtenValueRange) }

  private func place(_ range: Range<Int>) -> Place {
    Place(file: file, offset: range.lowerBound, length: range.count)
  }
}
