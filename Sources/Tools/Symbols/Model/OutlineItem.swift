import Bytes

/// A part of a file, as editors show what it holds.
package struct OutlineItem: Sendable, Equatable {
  /// What it is.
  package enum Kind: String, Sendable {
    case group, rule, decoder, variable, testCase, step, list
  }

  /// What it is.
  package var kind: Kind
  /// Its name: groups, number, title.
  package var name: ByteString
  /// What is said of it: a description, a parent, a log.
  package var detail: ByteString
  /// All its bytes.
  package var range: Range<Int>
  /// The bytes of its name.
  package var nameRange: Range<Int>
  /// The parts in it.
  package var children: [OutlineItem] = []
}
