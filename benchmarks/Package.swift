// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "assay-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "assay", path: "..")],
  targets: [
    // The library itself, so that PCRE2 is measured without anything of ours around it.
    .systemLibrary(name: "CPCRE2Direct", pkgConfig: "libpcre2-8"),

    // What is run, made from seeds, and how it is timed.
    .target(
      name: "Workloads",
      dependencies: [
        .product(name: "Analysis", package: "assay"), .product(name: "Rulesets", package: "assay"),
        .product(name: "Bytes", package: "assay"),
      ]),
    .target(name: "Measuring", dependencies: [.product(name: "Bytes", package: "assay")]),
    .target(
      name: "PatternContest",
      dependencies: [
        "CPCRE2Direct", .product(name: "Patterns", package: "assay"),
        .product(name: "PatternSyntax", package: "assay"), .product(name: "PatternReasoning", package: "assay"), .product(name: "Bytes", package: "assay"),
      ]),

    .executableTarget(name: "assay-benchmarks", dependencies: ["Workloads", "Measuring", "PatternContest"]),
    .executableTarget(name: "pattern-bench", dependencies: ["PatternContest"]),
    .executableTarget(name: "load-bench", dependencies: [.product(name: "Rulesets", package: "assay")]),
    .executableTarget(
      name: "lint-bench",
      dependencies: [
        "Measuring", .product(name: "Linting", package: "assay"), .product(name: "Rulesets", package: "assay"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
