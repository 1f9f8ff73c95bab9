import Bytes

/// The elements of a decoder (docs/reference/decoders.md §3.4).
package enum DecoderElement: Int, Sendable, CaseIterable {
  case parent, programName, prematch, regex, order, pluginDecoder, useOwnName, type, fts, ftsComment, accumulate
  case jsonNullField, jsonArrayStructure

  private static let table = NameTable<DecoderElement>(
    Vocabulary.decoder.map { NameTable.Entry($0.name, $0.meaning, isExact: $0.isExact) })

  /// The element of a name.
  package static func named(_ name: ByteView) -> DecoderElement? { table[name] }

  /// The element of a name.
  package static func named(_ name: ByteString) -> DecoderElement? { name.withView { table[$0] } }

  /// All names, for suggestions.
  package static var names: [StaticString] { table.names }
}
