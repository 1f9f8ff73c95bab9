import JSONText

/// An argument of a tool.
struct ToolParameter {
  /// What it may be.
  enum Kind {
    /// A text.
    case text
    /// So many texts at most.
    case texts(most: Int)
    /// A whole number.
    case number(ClosedRange<Int>)
    /// One of these words.
    case word([String])
    /// Yes or no.
    case flag
  }

  /// The longest text, in bytes: the engine looks at no longer log.
  static let longestText = 1 << 16

  let name: String
  let kind: Kind
  var isRequired = false
  let description: String

  init(_ name: String, _ kind: Kind, isRequired: Bool = false, _ description: String) {
    (self.name, self.kind, self.isRequired, self.description) = (name, kind, isRequired, description)
  }

  /// Writes its schema.
  func write(to json: inout JSONWriter) {
    json.object { json in
      switch kind {
      case .text: json.member("type", "string")
      case .texts(let most):
        json.member("type", "array")
        json.object("items") { $0.member("type", "string") }
        json.member("minItems", 1)
        json.member("maxItems", most)
      case .number(let range):
        json.member("type", "integer")
        json.member("minimum", range.lowerBound)
        json.member("maximum", range.upperBound)
      case .word(let words):
        json.member("type", "string")
        json.array("enum", words)
      case .flag: json.member("type", "boolean")
      }
      json.member("description", description)
    }
  }

  /// What is wrong with a value; nil for a good one.
  func objection(to value: JSONTree) -> String? {
    switch kind {
    case .text:
      guard let text = value.bytes else { return "is a text" }
      return text.count > Self.longestText ? "is longer than \(Self.longestText) bytes" : nil
    case .texts(let most):
      guard case .array(let elements) = value, (1...most).contains(elements.count),
        elements.allSatisfy({ $0.bytes.map { $0.count <= Self.longestText } == true })
      else { return "is an array of 1 to \(most) texts" }
      return nil
    case .number(let range):
      return value.integer.map(range.contains) == true
        ? nil : "is a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .word(let words):
      return value.string.map(words.contains) == true ? nil : "is one of \(words.joined(separator: ", "))"
    case .flag: return value.bool == nil ? "is true or false" : nil
    }
  }
}
