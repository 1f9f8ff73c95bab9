/// An element of a document that was loaded: an index in ``LoadedRuleset/documents`` and one in its nodes.
public struct SourceElement: Hashable, Sendable {
  /// Index of the document.
  public var document: Int
  /// Index of the element's node.
  public var node: Int

  /// An element.
  public init(document: Int, node: Int) {
    self.document = document
    self.node = node
  }
}
