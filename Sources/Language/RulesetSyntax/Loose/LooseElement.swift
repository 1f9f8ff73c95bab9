/// An element of a file that may be half-typed, with the bytes where its parts stand.
package struct LooseElement: Sendable, Equatable {
  /// An attribute; one that is half-typed may have no value.
  package struct Attribute: Sendable, Equatable {
    /// The bytes of the name.
    package var name: Range<Int>
    /// The bytes between the quotes; empty behind the name where there is no value.
    package var value: Range<Int>
    /// Whether both quotes are there.
    package var isClosed: Bool
  }

  /// The bytes of the name in the start tag.
  package var name: Range<Int>
  /// From `<` to behind the `>` of the start tag, or to where the tag breaks off.
  package var startTag: Range<Int>
  /// The attributes, in order.
  package var attributes: [Attribute] = []
  /// What stands behind the last child, without its comments: what the engine takes for the element's text.
  package var content: [Range<Int>] = []
  /// From `<` to behind the end tag; without one, to where the element must have ended.
  package var range: Range<Int>
  /// The element around it: an index.
  package var parent: Int?
  /// Index behind this element and all in it.
  package var subtreeEnd: Int
  /// Whether its end tag is there, or it is closed in its start tag.
  package var isClosed = false
}
