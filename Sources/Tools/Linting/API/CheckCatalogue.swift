import RulesetSyntax

/// All checks.
public enum CheckCatalogue {
  /// Every check, by category.
  package static let all: [any Check] = [
    // Load
    BadAddress(), BadCondition(), BadDecoderAttributeValue(), BadDecoderChain(), BadDecoderElement(),
    DecoderTypeCheck(), FieldNameCheck(), InfoAttributeCheck(), BadJSONOption(), BadLevel(),
    ListAttributeCheck(), BadMatchedRule(), BadOffset(), BadOption(), OrderFieldCheck(), BadParentList(),
    BadPlugin(), RuleAttributeCheck(), BadRuleAttributeValue(), RuleElementCheck(), RootElementCheck(),
    DecoderSyntaxError(), DeprecatedOption(), DuplicateRule(), FrequencyContext(), IncompleteDecoder(),
    LevelNobodyHas(), ListLine(), MitreCheck(), NoCategoryRoot(), RuleDescriptionCheck(), LoadCheck(),
    OverwriteKeeps(), OverwriteOfNothing(), ParentListNewline(), RuleSyntaxError(), TextTooLong(),
    UnknownCategory(), DecoderNameCheck(), UnknownGroup(), UnknownList(), UnknownMatchedRule(), UnknownParent(),
    UnknownParentDecoder(), UnknownVariable(), UnreadableXML(),
    // Dead
    AlertName(), CategoryWithoutDecoder(), IfFTSWithoutFTS(), MatchedGroupMissing(), MatchedRuleMissing(),
    FrequencyLevel0(), SilencesBase(), MatchedRuleLevel0(), SameFieldStatic(), UnreachableRule(),
    DecodedAsChild(), FieldNeverSet(), UnusedList(), DecodedAsOtherCategory(), Contradiction(), StarvedCounter(),
    MatchedRuleNeverFinal(), SilencesBaseDecoder(), SilencesBaseCounter(), IntegrationField(),
    ShadowedAlternative(),
    // Patterns
    NativeAdjacentGroups(), AlwaysTrue(), BlankAroundBar(), PCRE2Case(), CouldBeOSMatch(), ManagerCrash(),
    EntityInPattern(), HighByte(), NativeInnerAnchor(), LiteralAnchor(), LiteralBackslash(), PCRE2LiteralText(),
    AllOptional(), NativeCount(), PCRE2NativeDot(), NativeOptionGroup(), NativeOptional(), NativeSet(),
    NegatedAbsent(), NotPlain(), OSMatchRegexSyntax(), OddOffset(), PatternNewline(), QuantifiedLiteral(),
    NativeDot(), UselessAlternative(), PCRE2Runaway(), ShortCapture(), PCRE2PrematchGroup(),
    UnanchoredPrematch(), WindowsEscapes(), LostCapture(), BarDelimiter(), PCRE2WithoutType(),
    // Rules
    AddressNegation(), BelowAlertLevel(), CheckIfIgnored(), CompiledRuleUsers(), DescriptionField(),
    DoubleNegation(), FieldNameList(), FrequencyDefault(), GeoIPField(), GluedGroups(), GroupBlanks(),
    IfGroupSubstring(), GroupHistoryHidden(), IDRange(), IfLevel(), HistoryEviction(), IDOrder(),
    IgnoreElement(), IgnoredAttribute(), IgnoredRelation(), LogtestDiffers(), ListLookup(), Level0Accuracy0(),
    ListField(), LiteralDollar(), IPv6MatchesIPv4(), MaxSize(), MatchedRegexAgents(), MixedAttributes(),
    MultipleCounting(), NoGroup(), OptionsOrder(), OverwriteFrequency(), OverwriteLosesConditions(),
    RelationNamesNothing(), DescriptionRepeats(), RepeatedElement(), RepeatedParent(), RequiredMetadata(),
    ReservedID(), ThreeLists(), FrequencyTimeframe(), IfSIDTrailingSeparator(), MitreUnknownID(),
    UnusedFrequency(), VariableTrap(), TimeOverMidnight(), ActionExact(), UserMeansDstuser(), LastEventCondition(),
    // Decoders
    AccumulateWithoutID(), ChildProgramName(), RootRegexWithChildren(), FTSBeforeOrder(), FirewallFields(),
    GroupCount(), IneffectiveElement(), JSONOptionWithoutPlugin(), NameStyle(), OrderBlanks(), OrderName(),
    OrderRepeats(), UseOwnName(), PluginOffset(), RemovedHeader(), DecoderNameSyscheck(), UnreachableChild(),
    UnreachableRoot(), OffsetRepeatsPrematch(), FieldSetTwice(), PrematchProgram(),
    // Files
    Schema(), ByteOrderMark(), CRLF(), CommentEnd(), FileHeader(), FinalLineEnd(), TabIndentation(),
    NotWellFormed(), SameBaseName(), StrayText(), TrailingBlanks(), UnusedSuppression(),
    // Configuration
    ConfiguredPath(), RulesetBlock(), LocalFileOption(), ModuleOption(),
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
