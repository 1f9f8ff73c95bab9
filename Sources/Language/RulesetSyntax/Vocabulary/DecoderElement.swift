/// The elements of a decoder (docs/reference/decoders.md §3.4).
package enum DecoderElement: Int, Sendable, CaseIterable {
  case parent, programName, prematch, regex, order, pluginDecoder, useOwnName, type, fts, ftsComment, accumulate
  case jsonNullField, jsonArrayStructure

  /// The elements by name.
  package static let table = NameTable<DecoderElement>(
    Vocabulary.decoder.map { NameTable.Entry($0.name, $0.meaning, isExact: $0.isExact) })
}
