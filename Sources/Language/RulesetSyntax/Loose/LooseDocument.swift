import Bytes

/// A file of decoders, rules or settings while it is being typed: whatever it holds, the elements that can be made out.
///
/// Where the engine can read the file, the elements, names, values and texts are those of ``XMLDocument``; only variables
/// are not replaced, so that everything stands where the author wrote it. Where it cannot, an end tag that closes nothing
/// is passed over, an element that is never closed ends where the next rule or decoder begins, or its surroundings end,
/// and a tag that breaks off ends at the next `<`.
///
/// ```swift
/// let document = LooseDocument(bytes)
/// if let element = document.element(at: cursor) { print(document.name(of: element)) }
/// ```
package struct LooseDocument: Sendable {
  /// The file.
  package let text: [UInt8]
  /// All elements, in the order in which they begin.
  package let elements: [LooseElement]
  /// Whether the text had to be mended to be made out.
  package let isMended: Bool

  /// Makes out what a text holds.
  package init(_ text: [UInt8]) {
    self.text = text
    var scan = text.withView { LooseScan($0, mends: false) }
    isMended = scan.isBroken
    // The rules of mending would take sound, if unusual, files apart.
    if scan.isBroken { scan = text.withView { LooseScan($0, mends: true) } }
    elements = scan.elements
  }

  /// The elements that stand in no other.
  package var topLevel: [Int] { siblings(from: 0, to: elements.count) }

  /// The elements directly in one.
  package func children(of element: Int) -> [Int] { siblings(from: element + 1, to: elements[element].subtreeEnd) }

  private func siblings(from start: Int, to end: Int) -> [Int] {
    var found: [Int] = []
    var index = start
    while index < end {
      found.append(index)
      index = elements[index].subtreeEnd
    }
    return found
  }

  /// Some bytes of the file.
  package func string(_ range: Range<Int>) -> ByteString { ByteString(text[range]) }

  /// An element's name in lower case, as the engine compares nearly all of them.
  package func name(of element: Int) -> ByteString { string(elements[element].name).lowercased }

  /// An element's text as it is written, without comments; variables are not replaced.
  package func content(of element: Int) -> ByteString {
    ByteString(elements[element].content.flatMap { text[$0] })
  }

  /// The first attribute of a name, compared without case.
  package func attribute(_ name: ByteString, of element: Int) -> LooseElement.Attribute? {
    elements[element].attributes.first { text[$0.name].elementsEqual(name.bytes) { ASCII.fold($0) == $1 } }
  }

  /// The innermost element that a place is in; behind its last byte it is no more.
  package func element(at offset: Int) -> Int? {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if elements[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    var element = low > 0 ? low - 1 : nil
    while let index = element, !elements[index].range.contains(offset) { element = elements[index].parent }
    return element
  }
}
