import PatternSyntax

extension Vocabulary {
  private typealias Entry = ElementEntry<DecoderElement>

  /// The elements of a decoder (docs/reference/decoders.md §3.4).
  package static let decoder: [ElementEntry<DecoderElement>] = [
    Entry(
      "parent", .parent, .relation, .joined, "decoders.md#s3-4",
      "The name of the root decoder that must have taken the log before."),
    Entry(
      "program_name", .programName, .condition, .joined, "decoders.md#s3-4",
      "What the program's name in the log's header must match; for roots only."
    ).pattern(.osmatch, PatternLanguage.all),
    Entry(
      "prematch", .prematch, .condition, .joined, "decoders.md#s3-4",
      "What the log must match for the decoder to take it."
    ).pattern(.osregex, [.osregex, .pcre2]).withOffset,
    Entry(
      "regex", .regex, .extraction, .joined, "decoders.md#s3-4",
      "The pattern whose groups become fields, named by order."
    ).pattern(.osregex, [.osregex, .pcre2]).withOffset,
    Entry(
      "order", .order, .extraction, .last, "decoders.md#s6-1", "The names of the groups, with commas between them."),
    Entry(
      "plugin_decoder", .pluginDecoder, .extraction, .last, "decoders.md#s7",
      "A decoder in code that takes the fields out instead of a regex."
    ).with { $0.value = ValueRule(.word(DecoderPlugin.allCases.map(\.rawValue))) }.withOffset,
    Entry(
      "use_own_name", .useOwnName, .option, .each, "decoders.md#s3-4",
      "true reports a child under its own name, not its parent's."),
    Entry(
      "type", .type, .option, .last, "decoders.md#s8", "What the log is; decides which root rules look at it."
    ).with {
      $0.value = ValueRule(.exactWord(EventCategory.ofDecoders.map { "\($0.name)" }))
      $0.isExact = true
    },
    Entry(
      "fts", .fts, .option, .each, "decoders.md#s9",
      "The fields whose values, seen together for the first time, make if_fts hold."),
    Entry("ftscomment", .ftsComment, .metadata, .joined, "decoders.md#s9", "A remark that the alert repeats."),
    Entry(
      "accumulate", .accumulate, .option, .each, "decoders.md#s10",
      "Carries fields over from earlier logs with the same id."),
    Entry(
      "json_null_field", .jsonNullField, .option, .last, "decoders.md#s7-1",
      "What becomes of null in JSON: a text, or nothing."
    ).with { $0.value = ValueRule(.word(["string", "discard"])) },
    Entry(
      "json_array_structure", .jsonArrayStructure, .option, .last, "decoders.md#s7-1",
      "What becomes of an array in JSON: its text, or its values with commas."
    ).with { $0.value = ValueRule(.word(JSONArrayStructure.allCases.map(\.rawValue))) },
  ]
}

extension ElementEntry {
  /// The entry of what can begin elsewhere in the log.
  fileprivate var withOffset: ElementEntry { with { $0.attributes.append(Vocabulary.offset) } }
}
