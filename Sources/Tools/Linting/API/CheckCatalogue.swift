/// All checks.
public enum CheckCatalogue {
  /// Every check, by category.
  public static let all: [any Check] = [
    // Load
    BadAddress(), BadCondition(), BadDecoderAttributeValue(), BadDecoderChain(), BadDecoderElement(),
    BadDecoderType(), BadFieldName(), BadInfo(), BadJSONOption(), BadLevel(), BadListAttribute(),
    BadMatchedRule(), BadOffset(), BadOption(), BadOrder(), BadParentList(), BadPlugin(), BadRuleAttribute(),
    BadRuleAttributeValue(), BadRuleElement(), BadRuleFile(), DecoderSyntaxError(), DeprecatedOption(),
    DuplicateRule(), FrequencyWithoutContext(), IncompleteDecoder(), LevelNobodyHas(), ListLine(), MitreProblem(),
    NoCategoryRoot(), NoDescription(), OtherLoadMessage(), OverwriteKeeps(), OverwriteOfNothing(),
    ParentListNewline(), RuleSyntaxError(), TextTooLong(), UnknownCategory(), UnknownDecoder(), UnknownGroup(),
    UnknownList(), UnknownMatchedRule(), UnknownParent(), UnknownParentDecoder(), UnknownVariable(), UnreadableXML(),
    // Dead
    AlertName(), CategoryNobodyDecodes(), FirstTimeWithoutKey(), MatchedGroupMissing(), MatchedRuleMissing(),
    SilentFrequency(),
    SilencedBase(), SilentHistory(), StaticComparison(), UnreachableRule(), UnreportedDecoder(), UnsetField(),
    UnusedList(),
    // Patterns
    AdjacentGroups(), AlwaysTrue(), BlankAroundBar(), CaseSurprise(), CouldBeMatch(), CrashRisk(), EntityInPattern(),
    HighByte(), InnerAnchor(), LiteralAnchor(), LiteralBackslash(), LiteralTextInPCRE2(), MatchesNothing(),
    NativeCount(),
    NativeDotInPCRE2(), NativeOptionGroup(), NativeOptional(), NativeSet(), NegatedField(), NotPlain(),
    OSMatchRegexSyntax(), OddOffset(), PatternNewline(), QuantifiedLiteral(), RegexDot(), RepeatedAlternative(),
    RunawayPCRE2(), ShortCapture(), StaleCapture(), UnusualDecoderRegex(), WindowsEscapes(),
    // Rules
    AddressBang(), BelowAlertLevel(), CheckIfIgnored(), ComparedUsers(), DescriptionField(), DoubleNegation(),
    FieldNameList(),
    FrequencyDefault(), GeoIPField(), GluedGroups(), GroupBlanks(), GroupSubstring(), HiddenFromGroup(), IDRange(),
    IfLevelReach(),
    HistoryEviction(), IDOrder(), IgnoreElement(), IgnoredAttribute(), IgnoredRelation(), LogtestDiffers(),
    InvertedLookup(),
    LevelZeroAccuracyZero(), ListField(), LiteralDollar(), MatchAllAddress(),
    MinimumSize(), MatchedRegexAgents(), MixedAttributes(), MultipleCounting(), NoGroup(), OptionsOrder(),
    OverwriteFrequency(), OverwriteLoses(), RelationNamesNothing(), RepeatedDescription(), RepeatedElement(),
    RepeatedParent(), RequiredMetadata(), ReservedID(), ThreeLists(), TimeframeDefault(), TrailingSeparator(),
    UnknownTechnique(), UnusedFrequency(), VariableTraps(), WrappedTime(),
    // Decoders
    AccumulateWithoutID(), ChildProgramName(), DeadRootRegex(), FTSOrder(), FirewallFields(), GroupCount(),
    IneffectiveElement(), JSONOptionWithoutPlugin(), NameStyle(), OrderBlanks(), OrderName(), OrderRepeats(),
    OwnNameValue(),
    PluginOffset(), RemovedHeader(), SyscheckName(), UnreachableChild(), UnreachableRoot(),
    // Files
    AgainstSchema(), ByteOrderMark(), CarriageReturn(), CommentEnd(), FileHeader(), FinalLineEnd(), Indentation(),
    NotWellFormed(),
    SameBaseName(), StrayText(), TrailingBlanks(), UnusedSuppression(),
  ]

  private static let pages: [String: CheckPage] = Dictionary(
    all.map { ($0.page.code, $0.page) } + all.flatMap { check in check.page.messages.map { ($0, check.page) } },
    uniquingKeysWith: { first, _ in first })

  /// The page of a code, or of a message that has a page with others.
  public static func page(_ code: String) -> CheckPage? { pages[code] }

  /// Whether a word names a check, a category, or a message of the reference.
  public static func isKnown(_ word: String) -> Bool {
    pages[word] != nil || CheckCategory(rawValue: word) != nil
      || word.utf8.count == 4 && word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
