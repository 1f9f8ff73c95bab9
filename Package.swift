// swift-tools-version: 6.0

import PackageDescription

// The house has five floors, and imports go down only: a module may name those of its own floor that stand above it in
// these lists, and everything below.

/// Knows nothing of Wazuh.
let ground: [Target] = [
  // System libraries: a module map each, nothing else.
  .systemLibrary(
    name: "CLibXML2", path: "Sources/Ground/CLibXML2", pkgConfig: "libxml-2.0",
    providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
  .systemLibrary(
    name: "CPCRE2", path: "Sources/Ground/CPCRE2", pkgConfig: "libpcre2-8",
    providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
  .systemLibrary(
    name: "CZlib", path: "Sources/Ground/CZlib", pkgConfig: "zlib",
    providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
  .room("Bytes", on: .ground),
  // Raw memory with owners that free it.
  .room("Memory", on: .ground, ["Bytes"]),
  // Moments, spans, civil dates, zones.
  .room("Calendar", on: .ground, ["Bytes"]),
  // The only room that knows which system this is.
  .room("System", on: .ground, ["Calendar", "Bytes", "CZlib"]),
  .room("JSONText", on: .ground, ["System", "Memory", "Bytes"]),
  // Questions and answers between two programs.
  .room("JSONRPC", on: .ground, ["JSONText", "Bytes"]),
  // Places in texts, and what is said of them.
  .room("Diagnostics", on: .ground, ["JSONText", "Bytes"]),
  // Work done side by side.
  .room("Work", on: .ground, ["System"]),
  // Files packed into one: tar, and the packages of Debian and of RPM.
  .room("Archives", on: .ground, ["System", "Bytes"]),
  // Event logs of Windows as files.
  .room("EVTX", on: .ground, ["Calendar", "Bytes", "CZlib"]),
  // The forms that reports are written in, one file each, whatever they report.
  .room("Reporting", on: .ground, ["Diagnostics", "JSONText", "Bytes", "CLibXML2"]),
]

/// What authors write, as trees with places; nothing is evaluated.
let language: [Target] = [
  .room("PatternSyntax", on: .language, ["Bytes"]),
  .room("RulesetSyntax", on: .language, ["PatternSyntax", "Diagnostics", "JSONText", "Bytes"]),
  // What people have of events, and what senders make of it: text to text, so that cases can name it.
  .room("Senders", on: .language, ["Calendar", "JSONText", "Bytes"]),
  .room(
    "Cases", on: .language, ["Senders", "PatternSyntax", "System", "Calendar", "Diagnostics", "JSONText", "Bytes"]),
]

/// What the manager does, exactly.
let engine: [Target] = [
  .room("Patterns", on: .engine, ["PatternSyntax", "Memory", "Bytes", "CPCRE2"]),
  .room(
    "Rulesets", on: .engine,
    ["RulesetSyntax", "Patterns", "PatternSyntax", "System", "Work", "Diagnostics", "JSONText", "Bytes"]),
  .room(
    "Analysis", on: .engine,
    [
      "Senders", "Rulesets", "RulesetSyntax", "Patterns", "PatternSyntax", "Calendar", "Diagnostics", "JSONText",
      "Memory",
      "Bytes",
    ]),
]

/// Questions asked of the engine.
let tools: [Target] = [
  .room("PatternReasoning", on: .tools, ["Patterns", "PatternSyntax", "JSONText", "Bytes"]),
  .room(
    "Explaining", on: .tools,
    [
      "PatternReasoning", "Senders", "Analysis", "Rulesets", "RulesetSyntax", "Patterns", "PatternSyntax",
      "Diagnostics", "JSONText", "Bytes",
    ]),
  .room(
    "Profiling", on: .tools,
    ["Analysis", "Rulesets", "Patterns", "RulesetSyntax", "PatternSyntax", "Diagnostics", "Bytes"]),
  .room(
    "Coverage", on: .tools,
    [
      "PatternReasoning", "Reporting", "Analysis", "Rulesets", "RulesetSyntax", "Patterns", "Diagnostics", "JSONText",
      "Memory", "Bytes",
    ]),
  .room(
    "Live", on: .tools,
    [
      "Senders", "Analysis", "Rulesets", "RulesetSyntax", "Patterns", "PatternSyntax", "System", "Calendar",
      "Diagnostics", "JSONText",
      "Bytes",
    ]),
  // Which fields events can have.
  .room("Fields", on: .tools, ["Rulesets", "RulesetSyntax", "Bytes"]),
  // Where names are written, and what they name.
  .room(
    "Symbols", on: .tools,
    ["Cases", "Rulesets", "RulesetSyntax", "Patterns", "PatternSyntax", "Diagnostics", "JSONText", "Bytes"]),
  .room(
    "Linting", on: .tools,
    [
      "Live", "Fields", "PatternReasoning", "Reporting", "Rulesets", "RulesetSyntax", "Patterns", "PatternSyntax",
      "Diagnostics",
      "JSONText",
      "Bytes", "CLibXML2",
    ]),
  // How files are laid out.
  .room("Formatting", on: .tools, ["Cases", "RulesetSyntax", "Diagnostics", "Bytes"]),
  .room(
    "Harness", on: .tools,
    [
      "Reporting", "Cases", "Coverage", "Explaining", "Analysis", "Rulesets", "Patterns", "PatternSyntax", "Work",
      "System", "Diagnostics", "JSONText", "Bytes",
    ]),
  .room(
    "Mutation", on: .tools,
    [
      "Reporting", "Harness", "Cases", "PatternReasoning", "Analysis", "Rulesets", "RulesetSyntax", "Patterns",
      "PatternSyntax", "Work", "System", "Diagnostics", "JSONText", "Bytes",
    ]),
  // Events by the million, from the files that managers keep.
  .room(
    "Corpora", on: .tools,
    ["Senders", "Analysis", "System", "Calendar", "Diagnostics", "JSONText", "Memory", "Bytes"]),
  // Alerts by the million in memory, and what is asked of them.
  .room("Alerts", on: .tools, ["Corpora", "System", "Calendar", "Diagnostics", "JSONText", "Memory", "Bytes"]),
  // What rules are about, and which cases show that they work.
  .room(
    "Cataloguing", on: .tools,
    [
      "Reporting", "Harness", "Coverage", "Cases", "Rulesets", "RulesetSyntax", "Diagnostics", "JSONText", "Bytes",
    ]),
  // What a change of the ruleset does to them.
  .room(
    "Diff", on: .tools,
    [
      "Corpora", "Reporting", "Harness", "Cases", "Senders", "Analysis", "Rulesets", "RulesetSyntax",
      "Calendar", "System", "Diagnostics", "JSONText", "Bytes",
    ]),
]

/// Thin; none knows another, but all know the workbench.
let fronts: [Target] = [
  // What users do, as values.
  .room("Workbench", on: .fronts, .everythingBelow),
  .room("Manuals", on: .fronts, ["JSONText", "Bytes"]),
  .room(
    "AssayTesting", on: .fronts,
    [
      "Reporting", "Harness", "Explaining", "Cases", "Analysis", "Senders", "Rulesets", "System", "Calendar",
      "Diagnostics",
      "Bytes",
    ]),
  // The engine for assistants.
  .room("ModelContext", on: .fronts, .everythingBelow + ["Workbench"]),
  .room("LineEditing", on: .fronts, ["Bytes"]),
  // What editors ask.
  .room("LanguageServer", on: .fronts, .everythingBelow + ["Workbench"]),
  .executableTarget(
    name: "assay",
    dependencies: .everythingBelow + [
      "Workbench", "LineEditing", "LanguageServer", "Manuals", "ModelContext",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    path: "Sources/Fronts/assay"),
]

/// The floors once more.
let tests: [Target] = [
  // What tests of several modules need.
  .target(
    name: "TestSupport", dependencies: ["Analysis", "Rulesets", "Diagnostics", "System", "JSONText", "Bytes"],
    path: "Tests/Support"
  ),

  .tests("CalendarTests", of: .ground, ["Calendar", "Bytes"]),
  .tests("SystemTests", of: .ground, ["System", "Bytes"]),
  .tests("WorkTests", of: .ground, ["Work"]),
  .tests("BytesTests", of: .ground, ["Bytes", "Memory", "JSONText"]),
  .tests("MemoryTests", of: .ground, ["Memory", "Bytes"]),
  .tests("ArchivesTests", of: .ground, ["Archives", "System", "Bytes"]),
  .tests("EVTXTests", of: .ground, ["EVTX", "Bytes", "CZlib"]),
  .tests("JSONRPCTests", of: .ground, ["JSONRPC", "JSONText", "Bytes"]),
  .tests("DiagnosticsTests", of: .ground, ["Diagnostics", "Bytes"]),
  .tests("ReportingTests", of: .ground, ["Reporting", "Diagnostics", "JSONText", "Bytes"]),
  .tests(
    "RulesetSyntaxTests", of: .language, ["RulesetSyntax", "PatternSyntax", "Diagnostics", "JSONText", "Bytes"]),
  .tests("CasesTests", of: .language, .everythingBelow),
  .tests(
    "PatternsTests", of: .engine, ["PatternReasoning", "Patterns", "PatternSyntax", "Memory", "JSONText", "Bytes"],
    exclude: ["Fixtures"]),
  .tests("PatternSyntaxTests", of: .language, ["PatternSyntax", "Bytes"]),
  .tests("PatternReasoningTests", of: .tools, ["PatternReasoning", "Patterns", "PatternSyntax", "Bytes"]),
  .tests("SendersTests", of: .language, ["Senders", "JSONText", "Bytes"]),
  .tests("RulesetsTests", of: .engine, .everythingBelow, exclude: ["Fixtures"]),
  .tests("AnalysisTests", of: .engine, .everythingBelow),
  .tests("ExplainingTests", of: .tools, .everythingBelow + ["assay"]),
  .tests("ProfilingTests", of: .tools, .everythingBelow),
  .tests("CoverageTests", of: .tools, .everythingBelow, exclude: ["Fixtures"]),
  .tests("LintingTests", of: .tools, .everythingBelow, exclude: ["Fixtures"]),
  .tests("SymbolsTests", of: .tools, .everythingBelow),
  .tests("FormattingTests", of: .tools, .everythingBelow),
  .tests("HarnessTests", of: .tools, .everythingBelow, exclude: ["Fixtures"]),
  .tests("MutationTests", of: .tools, .everythingBelow, exclude: ["Fixtures"]),
  .tests("LiveTests", of: .tools, .everythingBelow),
  .tests("CorporaTests", of: .tools, .everythingBelow),
  .tests("AlertsTests", of: .tools, .everythingBelow),
  .tests("DiffTests", of: .tools, .everythingBelow),
  .tests("CataloguingTests", of: .tools, .everythingBelow),
  .tests("ManualsTests", of: .fronts, ["Manuals", "assay"]),
  .tests("WorkbenchTests", of: .fronts, .everythingBelow + ["Workbench"]),
  .tests(
    "LanguageServerTests", of: .fronts, .everythingBelow + ["Workbench", "LanguageServer"], exclude: ["Fixtures"]),
  .tests("ModelContextTests", of: .fronts, .everythingBelow + ["Workbench", "ModelContext", "assay"]),
  .tests("LineEditingTests", of: .fronts, ["LineEditing", "Bytes"]),
  .tests("AssayTestingTests", of: .fronts, .everythingBelow + ["AssayTesting"], exclude: ["Fixtures"]),
  .tests("CommandTests", of: .fronts, .everythingBelow + ["assay"], exclude: ["Fixtures"]),
  .testTarget(
    name: "DocumentationTests", dependencies: .everythingBelow + ["TestSupport", "AssayTesting", "assay"],
    path: "Tests/Documentation", exclude: ["Manager", "Shop"]),
]

enum Floor: String {
  case ground = "Ground"
  case language = "Language"
  case engine = "Engine"
  case tools = "Tools"
  case fronts = "Fronts"
}

extension Target {
  /// A module in the folder of its floor.
  static func room(_ name: String, on floor: Floor, _ dependencies: [Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(floor.rawValue)/\(name)")
  }

  /// The tests of a module, in the folder of its floor.
  static func tests(
    _ name: String, of floor: Floor, _ dependencies: [Dependency], exclude: [String] = []
  ) -> Target {
    .testTarget(
      name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(floor.rawValue)/\(name)",
      exclude: exclude)
  }
}

extension [Target.Dependency] {
  /// What the fronts, and tests that go through several floors, stand on.
  static var everythingBelow: Self {
    [
      "Diff", "Cataloguing", "Alerts", "Corpora", "Live", "Mutation", "Harness", "Formatting", "Linting", "Symbols",
      "Fields", "Coverage", "Profiling",
      "Explaining", "PatternReasoning", "Analysis",
      "Rulesets", "Senders", "Patterns", "Cases", "RulesetSyntax", "PatternSyntax", "Reporting", "EVTX", "Archives",
      "Work", "Diagnostics", "System", "Calendar", "JSONRPC", "JSONText", "Memory", "Bytes", "CLibXML2",
    ]
  }
}

let package = Package(
  name: "assay",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "assay", targets: ["assay"]),
    .library(name: "Bytes", targets: ["Bytes", "JSONText"]),
    .library(name: "EVTX", targets: ["EVTX"]),
    .library(name: "Diagnostics", targets: ["Diagnostics"]),
    .library(name: "PatternSyntax", targets: ["PatternSyntax"]),
    .library(name: "RulesetSyntax", targets: ["RulesetSyntax"]),
    .library(name: "Patterns", targets: ["Patterns"]),
    .library(name: "PatternReasoning", targets: ["PatternReasoning"]),
    .library(name: "Rulesets", targets: ["Rulesets"]),
    .library(name: "Analysis", targets: ["Analysis"]),
    .library(name: "Cases", targets: ["Cases"]),
    .library(name: "Explaining", targets: ["Explaining"]),
    .library(name: "Profiling", targets: ["Profiling"]),
    .library(name: "Coverage", targets: ["Coverage"]),
    .library(name: "Harness", targets: ["Harness"]),
    .library(name: "Linting", targets: ["Linting"]),
    .library(name: "Mutation", targets: ["Mutation"]),
    .library(name: "Live", targets: ["Live"]),
    .library(name: "AssayTesting", targets: ["AssayTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.7.0")
  ],
  targets: ground + language + engine + tools + fronts + tests,
  swiftLanguageModes: [.v6]
)

// `swift package assay …` in packages that depend on this one. For a plugin SwiftPM compiles the command and all below it a
// second time, as a tool; `make test`, which needs none, does without.
if Context.environment["ASSAY_WITHOUT_PLUGIN"] == nil {
  package.products.append(.plugin(name: "AssayCommand", targets: ["AssayCommand"]))
  package.targets.append(
    .plugin(
      name: "AssayCommand",
      capability: .command(
        intent: .custom(verb: "assay", description: "Test, lint and explain the decoders and rules of this package")),
      dependencies: ["assay"]))
}

// The program that `make fuzz-coverage` builds: it needs libFuzzer, so nobody else's build knows of it. It is no package
// of its own because what it tries is no public API.
if Context.environment["ASSAY_FUZZ_PROGRAM"] != nil {
  package.products.append(.executable(name: "assay-fuzz", targets: ["assay-fuzz"]))
  package.targets.append(
    .executableTarget(
      name: "assay-fuzz", dependencies: .everythingBelow + ["LineEditing", "TestSupport"], path: "fuzz/Sources"))
}
