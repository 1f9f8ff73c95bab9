import Bytes
import RulesetSyntax

/// The names in a decoder.
enum DecoderNames {
  static func read(_ element: Int, _ document: LooseDocument, _ names: inout NameCollector) -> OutlineItem {
    let entry = document.elements[element]
    let name = document.attribute("name", of: element)?.value ?? entry.name.upperBound..<entry.name.upperBound
    let symbol = Symbol(.decoder, document.string(name))
    var decoder = DecoderSummary(symbol: symbol, range: entry.range, nameRange: name)
    names.owner = symbol
    defer { names.owner = nil }
    if !name.isEmpty { names.add(symbol, .decoderName, name, in: entry.range) }
    for child in document.children(of: element) { read(child, document, &decoder, &names) }
    names.decoders.append(decoder)
    return OutlineItem(
      kind: .decoder, name: document.string(name), detail: decoder.parent?.name ?? "", range: entry.range,
      nameRange: name.isEmpty ? entry.name : name)
  }

  private static func read(
    _ element: Int, _ document: LooseDocument, _ decoder: inout DecoderSummary, _ names: inout NameCollector
  ) {
    let entry = document.elements[element]
    let name = document.name(of: element)
    for piece in entry.content {
      names.pieces(of: piece, in: entry.range) { names, piece in
        switch name {
        case "parent": decoder.parent = names.add(.decoder, .parent, names.trimmed(piece), in: entry.range)
        case "order":
          for field in Self.items(of: piece, names.text) {
            if let symbol = names.add(.field, .order, field, in: entry.range) { decoder.fields.append(symbol) }
          }
        case "fts":
          for field in Self.items(of: piece, names.text)
          where !["name", "location"].contains(ByteString(names.text[field])) {
            names.add(.field, .firstTimeSeen, field, in: entry.range)
          }
        default: break
        }
      }
    }
    for attribute in entry.attributes { names.pieces(of: attribute.value, in: entry.startTag) { _, _ in } }
  }

  /// The names of an order: between commas, up to the first blank behind their text.
  private static func items(of range: Range<Int>, _ text: [UInt8]) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var start = range.lowerBound
    for index in range.lowerBound...range.upperBound {
      let isEnd = index == range.upperBound
      guard isEnd || text[index] == UInt8(ascii: ",") && (index == start || text[index - 1] != UInt8(ascii: "\\"))
      else {
        continue
      }
      var first = start
      while first < index, text[first] <= 0x20 { first += 1 }
      var last = first
      while last < index, text[last] > 0x20 { last += 1 }
      if first < last { items.append(first..<last) }
      start = index + 1
    }
    return items
  }
}
