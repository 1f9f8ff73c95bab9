import Bytes
import RulesetSyntax

/// What elements and attributes are for, from the table of all of them.
enum VocabularyText {
  private static let around: [ByteString: String] = [
    "group":
      "Rules with a name in common: each of them is in the groups that `name` lists, each with a comma behind it.",
    "rule": "A rule: what an event must be, and what is said of it.",
    "decoder": "A decoder: which logs it takes, and which fields it finds in them.",
    "var": "A text with a name: `$NAME` stands for it in this file.",
    "mitre": "The techniques of ATT&CK that the rule sees.",
  ]

  /// An element, by its name in lower case and that of the element around it.
  static func markdown(_ name: ByteString, in parent: ByteString?) -> String? {
    switch parent {
    case "rule": entry(Vocabulary.ruleEntries[name.description]) ?? around[name].map { "**\(name)** \($0)" }
    case "decoder": entry(Vocabulary.decoderEntries[name.description])
    default: around[name].map { "**<\(name)>** \($0)" }
    }
  }

  /// An attribute.
  static func markdown(attribute: ByteString, of element: ByteString, in parent: ByteString?) -> String? {
    attributes(of: element, in: parent).first { ByteString($0.name).equalsFoldingCase(attribute) }
      .map { text(of: $0) }
  }

  /// The attributes that an element can have.
  static func attributes(of element: ByteString, in parent: ByteString?) -> [AttributeEntry] {
    switch (parent, element) {
    case (_, "rule"): RuleAttribute.allCases.map(\.entry)
    case ("rule", _): Vocabulary.ruleEntries[element.description]?.attributes ?? []
    case ("decoder", _): Vocabulary.decoderEntries[element.description]?.attributes ?? []
    case (_, "decoder"): Vocabulary.decoderAttributes
    case (_, "group"): [Vocabulary.groupName]
    case (_, "var"): [Vocabulary.variableName]
    default: []
    }
  }

  /// What is said of an attribute.
  static func text(of entry: AttributeEntry) -> String {
    let words = entry.value.words
    return "**\(entry.name)** \(entry.summary)"
      + (words.isEmpty ? "" : "\n\nOne of \(words.map { "`\($0)`" }.joined(separator: ", ")).")
  }

  private static func entry<Meaning>(_ entry: ElementEntry<Meaning>?) -> String? {
    guard let entry else { return nil }
    var lines = ["**<\(entry.name)>** \(entry.summary)"]
    if !entry.value.words.isEmpty {
      lines.append("One of \(entry.value.words.prefix(30).map { "`\($0)`" }.joined(separator: ", ")).")
    }
    if let language = entry.language {
      var text = "A pattern\(language.standard.map { " in \(PatternText.name(of: $0))" } ?? ", compared as a whole")"
      if !language.types.isEmpty { text += "; `type` can be \(language.types.map(\.rawValue).joined(separator: ", "))" }
      lines.append(text + ".")
    }
    switch entry.repetition {
    case .joined: lines.append("Several are one text, put one behind the other.")
    case .last: lines.append("Of several the last one counts.")
    case .each: lines.append("Each one counts.")
    }
    if entry.outlastsOverwriting { lines.append("It stays what it was when the rule is overwritten.") }
    return lines.joined(separator: "\n\n")
  }
}
