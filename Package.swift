// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "assay",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "assay", targets: ["assay"]),
    .library(name: "Bytes", targets: ["Bytes", "JSONText"]),
    .library(name: "EVTX", targets: ["EVTX"]),
    .library(name: "Patterns", targets: ["Patterns"]),
    .library(name: "Rulesets", targets: ["Rulesets"]),
    .library(name: "Analysis", targets: ["Analysis"]),
    .library(name: "Cases", targets: ["Cases"]),
    .library(name: "Explaining", targets: ["Explaining"]),
    .library(name: "Profiling", targets: ["Profiling"]),
    .library(name: "Coverage", targets: ["Coverage"]),
    .library(name: "Harness", targets: ["Harness"]),
    .library(name: "Linting", targets: ["Linting"]),
    .library(name: "Mutation", targets: ["Mutation"]),
    .library(name: "AssayTesting", targets: ["AssayTesting"]),
    .plugin(name: "AssayCommand", targets: ["AssayCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
  ],
  targets: [
    // System libraries: a module map each, nothing else.
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // The vocabulary: bytes, and JSON as bytes.
    .target(name: "Bytes"),
    .target(name: "JSONText", dependencies: ["Bytes"]),

    // Event logs of Windows as files.
    .target(name: "EVTX", dependencies: ["Bytes", "CZlib"]),

    // The formats that reports are written in, whatever they report.
    .target(name: "Reporting", dependencies: ["JSONText", "Bytes", "CLibXML2"]),

    // From file to verdict, downwards only.
    .target(name: "Patterns", dependencies: ["Bytes", "CPCRE2"]),
    .target(
      name: "Rulesets",
      dependencies: [
        "Patterns", "Bytes", "CLibXML2", .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // What senders make of what people have, and the envelope in which it reaches the manager.
    .target(name: "Senders", dependencies: ["JSONText", "Bytes"]),
    .target(name: "Analysis", dependencies: ["Senders", "Rulesets", "Patterns", "JSONText", "Bytes"]),
    .target(name: "Cases", dependencies: ["Senders", "Rulesets", "Patterns", "JSONText", "Bytes"]),
    .target(name: "Explaining", dependencies: ["Senders", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes"]),
    .target(name: "Profiling", dependencies: ["Analysis", "Rulesets", "Patterns", "Bytes"]),
    .target(name: "Coverage", dependencies: ["Reporting", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes"]),
    .target(
      name: "Harness",
      dependencies: [
        "Reporting", "Cases", "Coverage", "Explaining", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes",
      ]),
    .target(
      name: "Linting", dependencies: ["Reporting", "Rulesets", "Patterns", "JSONText", "Bytes", "CLibXML2"]),
    .target(
      name: "Mutation",
      dependencies: ["Reporting", "Harness", "Cases", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes"]),
    .target(
      name: "Live",
      dependencies: ["Senders", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes"]),
    .target(name: "Manuals", dependencies: ["JSONText", "Bytes"]),
    .target(
      name: "AssayTesting",
      dependencies: ["Harness", "Explaining", "Cases", "Analysis", "Senders", "Rulesets", "Bytes"]),
    .target(name: "LineEditing", dependencies: ["Bytes"]),
    .executableTarget(
      name: "assay",
      dependencies: [
        "LineEditing", "Live", "Harness", "Linting", "Reporting", "Mutation", "Coverage", "Explaining", "Profiling",
        "Manuals",
        "Cases", "EVTX", "Senders", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // `swift package assay …` in packages that depend on this one.
    .plugin(
      name: "AssayCommand",
      capability: .command(
        intent: .custom(verb: "assay", description: "Test, lint and explain the decoders and rules of this package")),
      dependencies: ["assay"]),

    // What tests of several modules need.
    .target(name: "TestSupport", dependencies: ["JSONText", "Bytes"], path: "Tests/Support"),

    .testTarget(name: "EVTXTests", dependencies: ["EVTX", "TestSupport", "Bytes", "CZlib"]),
    .testTarget(name: "BytesTests", dependencies: ["Bytes", "JSONText"]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "JSONText", "Bytes"]),
    .testTarget(name: "PatternsTests", dependencies: ["Patterns", "JSONText", "TestSupport"]),
    .testTarget(name: "RulesetsTests", dependencies: ["Rulesets", "JSONText", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "SendersTests", dependencies: ["Senders", "JSONText", "Bytes"]),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "Harness", "Cases", "TestSupport"], exclude: ["Scenarios"]),
    .testTarget(name: "CasesTests", dependencies: ["Cases", "Rulesets", "Patterns", "Bytes"]),
    .testTarget(
      name: "HarnessTests",
      dependencies: ["Harness", "Cases", "Analysis", "Rulesets", "Patterns", "Bytes", "CLibXML2"], exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "AssayTestingTests",
      dependencies: ["AssayTesting", "Harness", "Cases", "Analysis", "Rulesets", "Patterns"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ExplainingTests",
      dependencies: ["Explaining", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes", "assay"]),
    .testTarget(name: "ProfilingTests", dependencies: ["Profiling", "Analysis", "Rulesets", "Bytes"]),
    .testTarget(
      name: "CoverageTests",
      dependencies: ["Coverage", "Harness", "Cases", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "LintingTests", dependencies: ["Linting", "Rulesets", "JSONText", "Bytes"], exclude: ["Fixtures"]),
    .testTarget(
      name: "MutationTests",
      dependencies: ["Mutation", "Harness", "Cases", "Analysis", "Rulesets", "Patterns", "JSONText", "Bytes"],
      exclude: ["Fixtures"]),
    .testTarget(name: "ManualsTests", dependencies: ["Manuals", "assay"]),
    .testTarget(name: "LiveTests", dependencies: ["Live", "TestSupport", "Analysis", "Rulesets", "Bytes"]),
    .testTarget(name: "LineEditingTests", dependencies: ["LineEditing", "Bytes"]),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "AssayTesting", "Mutation", "Harness", "Linting", "Coverage", "Profiling", "Explaining", "Cases", "Analysis",
        "Rulesets", "Patterns", "Bytes", "assay",
      ], exclude: ["Manager", "Shop"]),
    .testTarget(name: "CommandTests", dependencies: ["assay", "Harness", "JSONText"], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
