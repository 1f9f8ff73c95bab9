extension XMLDocument {
  /// The bytes of an element, from `<` to behind its end tag, or of an attribute, from its name to behind its value.
  package func range(of node: Int) -> Range<Int> {
    let start = Int(nodes[node].start)
    return start..<max(start, Int(nodes[node].end))
  }

  /// Where a node's content stands in the file as it is; nil when it stands in pieces or variables were replaced in it.
  package func writtenContent(of node: Int) -> Range<Int>? {
    let content = nodes[node].content
    let start = Int(content.offset)
    guard start + Int(content.count) <= sourceCount else { return nil }
    return start..<start + Int(content.count)
  }
}
