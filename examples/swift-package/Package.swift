// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "vault-rules",
  platforms: [.macOS(.v15)],
  dependencies: [
    // In a repository of your own, the address and a version of Assay stand here.
    .package(name: "assay", path: "../..")
  ],
  targets: [
    .testTarget(
      name: "RulesetTests",
      dependencies: [.product(name: "AssayTesting", package: "assay")])
  ]
)
