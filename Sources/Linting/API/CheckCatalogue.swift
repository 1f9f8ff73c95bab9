/// All checks.
public enum CheckCatalogue {
  /// Every check, by category.
  public static let all: [any Check] = [
    // Load
    OtherLoadMessage(),
    // Patterns
    AdjacentGroups(), HighByte(), InnerAnchor(), NativeCount(), NativeOptional(), NativeSet(), OSMatchRegexSyntax(),
    PatternNewline(), QuantifiedLiteral(), RegexDot(),
    // Rules
    IDRange(), RequiredMetadata(),
    // Files
    UnusedSuppression(),
  ]

  private static let pages: [String: CheckPage] = Dictionary(
    all.map { ($0.page.code, $0.page) }, uniquingKeysWith: { first, _ in first })

  /// The page of a code.
  public static func page(_ code: String) -> CheckPage? { pages[code] }

  /// Whether a word names a check, a category, or a message of the reference.
  public static func isKnown(_ word: String) -> Bool {
    pages[word] != nil || CheckCategory(rawValue: word) != nil
      || word.utf8.count == 4 && word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
