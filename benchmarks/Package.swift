// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "assay-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "assay", path: "..")],
  targets: [
    // The library itself, so that PCRE2 is measured without anything of ours around it.
    .systemLibrary(name: "CPCRE2Direct", pkgConfig: "libpcre2-8"),
    .executableTarget(
      name: "pattern-bench", dependencies: [.product(name: "Patterns", package: "assay"), "CPCRE2Direct"]),
    .executableTarget(name: "load-bench", dependencies: [.product(name: "Rulesets", package: "assay")]),
  ],
  swiftLanguageModes: [.v6]
)
