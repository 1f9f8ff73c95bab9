import PatternSyntax

extension Vocabulary {
  private typealias Entry = ElementEntry<RuleElement>

  /// The elements of a rule (docs/reference/rules.md §5).
  package static let rule: [ElementEntry<RuleElement>] =
    texts + conditions + relations + flags + options + metadata + comparisons

  // MARK: Conditions

  private static let texts: [Entry] = RuleTextKind.allCases.map { kind in
    Entry(kind.name, .text(kind), .condition, .joined, "rules.md#s5-2", summary(of: kind))
      .pattern(kind.standardDialect, PatternLanguage.all).negatable
  }

  private static func summary(of kind: RuleTextKind) -> String {
    switch kind {
    case .match: "What the log behind its header must contain."
    case .regex: "What the log behind its header must match."
    case .programName: "What the program's name in the log's header must match."
    case .hostname: "What the host's name in the log's header must match; of an agent's log, the agent's name."
    case .location: "What the place where the log came from must match."
    case .user: "What the field dstuser must match, or srcuser where there is no dstuser."
    case .action: "What the field action must be, whole and with its case; with type it is a pattern."
    default: "What the field \(kind.name) must match."
    }
  }

  private static let conditions: [Entry] = [
    Entry("field", .field, .condition, .each, "rules.md#s5-3", "What a dynamic field must match.")
      .with {
        $0.attributes = [
          AttributeEntry(name: "name", isRequired: true, section: "rules.md#s5-3", summary: "The field's name.")
        ]
      }.pattern(.osregex, PatternLanguage.all).negatable,
    address("srcip", .sourceIP, "source"), address("dstip", .destinationIP, "destination"),
    Entry(
      "decoded_as", .decodedAs, .condition, .last, "rules.md#s5-2",
      "The name of the decoder that must have taken the log."),
    Entry(
      "compiled_rule", .compiledRule, .condition, .last, "rules.md#s5-6", "A condition in code that must hold."
    ).with { $0.value = ValueRule(.exactWord(CompiledRule.allCases.map(\.rawValue))) },
    Entry("time", .time, .condition, .last, "rules.md#s5-5", "The time of day at which the event must come."),
    Entry(
      "weekday", .weekday, .condition, .last, "rules.md#s5-5", "The days of the week on which the event must come."),
    Entry("list", .list, .condition, .each, "rules.md#s6-1", "The list in which a field's value is looked up.")
      .with { $0.attributes = listAttributes },
  ]

  private static func address(_ name: StaticString, _ meaning: RuleElement, _ end: String) -> Entry {
    Entry(
      name, meaning, .condition, .joined, "rules.md#s5-4",
      "The address or network in which the \(end)'s address must lie; any of several will do."
    ).with { $0.value = ValueRule(.matching("[^ ,]+")) }.negatable
  }

  private static let listAttributes = [
    AttributeEntry(
      name: "field", isRequired: true, section: "rules.md#s6-1", summary: "The field whose value is looked up."),
    AttributeEntry(
      name: "lookup", value: ValueRule(.word(ListLookup.allCases.map(\.rawValue))), section: "rules.md#s6-2",
      summary: "How it is looked up: as a key, as the start of an address, and whether it must be there."),
    AttributeEntry(
      name: "check_value", language: PatternLanguage(standard: .osmatch), section: "rules.md#s6-2",
      summary: "What the list must have for the key."),
  ]

  // MARK: Relations

  private static let relations: [Entry] = [
    Entry(
      "category", .category, .relation, .last, "rules.md#s5-7",
      "What the log must be, as its decoder says; for rules without another parent."
    ).with { $0.value = ValueRule(.exactWord(EventCategory.ofRules.map { "\($0.name)" })) },
    Entry(
      "if_sid", .ifSid, .relation, .joined, "rules.md#s5-7", "The numbers of the rules, one of which must have matched."
    )
    .with {
      $0.value = ValueRule(.matching("[0-9, ]*[0-9][0-9, ]*"), allowsVariable: true)
      $0.outlastsOverwriting = true
    },
    Entry(
      "if_level", .ifLevel, .relation, .joined, "rules.md#s5-7", "The least level of the rule that must have matched."
    )
    .with {
      $0.value = .number
      $0.outlastsOverwriting = true
    },
    Entry("if_group", .ifGroup, .relation, .joined, "rules.md#s5-7", "A group of the rule that must have matched.")
      .with { $0.outlastsOverwriting = true }.pattern(.wordmatch, []),
    Entry(
      "if_matched_sid", .ifMatchedSid, .relation, .last, "rules.md#s5-7",
      "The number of the rule whose events are counted."
    )
    .with {
      $0.value = ValueRule(.number, allowsVariable: true, allowsEmpty: true)
      $0.outlastsOverwriting = true
    },
    Entry(
      "if_matched_group", .ifMatchedGroup, .relation, .joined, "rules.md#s5-7",
      "A group of the rules whose events are counted."
    ).with { $0.outlastsOverwriting = true }.pattern(.osmatch, []),
    Entry(
      "if_matched_regex", .ifMatchedRegex, .relation, .joined, "rules.md#s10-4",
      "What the logs of the counted events match."
    ).pattern(.osregex, []),
  ]

  // MARK: Flags and options

  private static let flags: [Entry] = [
    retired("same_agent"), retired("not_same_agent"),
    Entry(
      "global_frequency", .globalFrequency, .flag, .each, "rules.md#s5-7", "Counts the events of all agents together."),
    Entry(
      "check_diff", .checkDifference, .flag, .each, "rules.md#s5-8", "The log must differ from the one before it."),
    Entry(
      "if_fts", .ifFirstTimeSeen, .flag, .each, "rules.md#s5-9",
      "The values that the decoder's fts names must be seen together for the first time."),
  ]

  private static func retired(_ name: StaticString) -> Entry {
    Entry(
      name, .deprecated(name), .retired, .each, "rules.md#s5-7", "Does nothing any more: events are counted per agent.")
  }

  private static let options: [Entry] = [
    Entry(
      "ignore", .ignore, .option, .last, "rules.md#s5-10",
      "Fields whose values a match remembers, for check_if_ignored."),
    Entry(
      "check_if_ignored", .checkIfIgnored, .option, .last, "rules.md#s5-10",
      "Fields whose values, once remembered, keep the rule from being reported."),
    Entry("options", .options, .option, .each, "rules.md#s5-11", "What is done with the alert; one word per element.")
      .with { $0.value = ValueRule(.exactWord(RuleOption.allCases.map(\.rawValue))) },
  ]

  // MARK: What is only shown

  private static let metadata: [Entry] = [
    Entry(
      "description", .description, .metadata, .joined, "rules.md#s5-12",
      "What the alert says; $(field) stands for a value."
    )
    .with { $0.isRequired = true },
    Entry("info", .info, .metadata, .joined, "rules.md#s5-12", "More about the rule, for instance a link.")
      .with {
        $0.attributes = [
          AttributeEntry(
            name: "type", value: ValueRule(.exactWord(["text", "link", "cve", "osvdb"])), section: "rules.md#s5-12",
            summary: "What the text is.")
        ]
      },
    Entry("cve", .cve, .metadata, .joined, "rules.md#s5-12", "The vulnerability that the rule is about."),
    Entry(
      "group", .group, .metadata, .joined, "rules.md#s5-12",
      "Groups of the rule besides those of its file's group, each with a comma behind it."),
    Entry("mitre", .mitre, .metadata, .each, "rules.md#s5-12", "Techniques of MITRE ATT&CK that the rule finds.")
      .with { $0.value = ValueRule(.techniques) },
  ]

  // MARK: Comparisons with earlier events

  private static let comparisons: [Entry] =
    [
      comparedField("same_field", wantsSame: true), comparedField("different_field", wantsSame: false),
      comparedField("not_same_field", wantsSame: false),
    ]
    + filters.map { name, subject, wantsSame, isExact in
      let what =
        switch subject {
        case .field(let field): "value of \(field.name)"
        case .location, .dynamic: "place where the log came from"
        }
      return Entry(
        name, .filter(subject, wantsSame: wantsSame), .comparison, .each, "rules.md#s10-3",
        "Counts only earlier events with \(wantsSame ? "the same" : "another") \(what)."
      ).with { $0.isExact = isExact }
    }

  private static func comparedField(_ name: StaticString, wantsSame: Bool) -> Entry {
    Entry(
      name, .fieldFilter(wantsSame: wantsSame), .comparison, .each, "rules.md#s10-3",
      "Counts only earlier events with \(wantsSame ? "the same" : "another") value of the dynamic field named here.")
  }

  /// Names, what they compare, whether equal values are wanted, and whether the name must be in lower case.
  private static let filters: [(StaticString, HistorySubject, Bool, Bool)] = [
    ("same_source_ip", .field(.srcip), true, false), ("same_srcip", .field(.srcip), true, false),
    ("same_dstip", .field(.dstip), true, false), ("same_src_port", .field(.srcport), true, false),
    ("same_srcport", .field(.srcport), true, false), ("same_dst_port", .field(.dstport), true, false),
    ("same_dstport", .field(.dstport), true, false), ("same_user", .field(.dstuser), true, false),
    ("same_srcuser", .field(.srcuser), true, false), ("same_location", .location, true, false),
    ("same_protocol", .field(.protocol), true, false), ("same_action", .field(.action), true, false),
    ("same_id", .field(.id), true, true), ("same_url", .field(.url), true, true),
    ("same_data", .field(.data), true, true), ("same_extra_data", .field(.extraData), true, true),
    ("same_status", .field(.status), true, true), ("same_system_name", .field(.systemName), true, true),
    ("same_srcgeoip", .field(.srcgeoip), true, true), ("same_dstgeoip", .field(.dstgeoip), true, true),
    ("different_srcip", .field(.srcip), false, true), ("not_same_source_ip", .field(.srcip), false, true),
    ("different_dstip", .field(.dstip), false, false), ("different_src_port", .field(.srcport), false, false),
    ("different_srcport", .field(.srcport), false, false), ("different_dst_port", .field(.dstport), false, false),
    ("different_dstport", .field(.dstport), false, false), ("different_user", .field(.dstuser), false, false),
    ("not_same_user", .field(.dstuser), false, false), ("different_srcuser", .field(.srcuser), false, false),
    ("different_location", .location, false, false), ("different_protocol", .field(.protocol), false, true),
    ("different_action", .field(.action), false, true), ("different_id", .field(.id), false, true),
    ("not_same_id", .field(.id), false, true), ("different_url", .field(.url), false, true),
    ("different_data", .field(.data), false, true), ("different_extra_data", .field(.extraData), false, true),
    ("different_status", .field(.status), false, true), ("different_system_name", .field(.systemName), false, true),
    ("different_srcgeoip", .field(.srcgeoip), false, true), ("different_dstgeoip", .field(.dstgeoip), false, true),
  ]
}
