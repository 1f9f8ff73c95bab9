// swift-tools-version: 6.1

import PackageDescription

// What needs heavier libraries than the command: an HTTP client and a server. `assay` starts the program of this package
// where it needs it, and everything else works without.
//
// Of Hummingbird only the core: all of it takes NIO's file system in, which takes any module `System` for Apple's.
let package = Package(
  name: "assay-studio",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "assay-studio", targets: ["assay-studio"])],
  dependencies: [
    .package(name: "assay", path: ".."),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.25.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.29.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.3.0"),
  ],
  targets: [
    // Events of a Docker Engine over its socket.
    .target(
      name: "DockerSource",
      dependencies: [
        .product(name: "Live", package: "assay"), .product(name: "Bytes", package: "assay"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    // What the page is made of, inside the program. C takes files in a hundred times faster than Swift does.
    .target(name: "PageFiles", exclude: ["assets"]),
    // The page over HTTP: who may ask, and what for.
    .target(
      name: "PageServer",
      dependencies: [
        "PageFiles", .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "assay-studio",
      dependencies: [
        "DockerSource", "PageServer", .product(name: "Live", package: "assay"),
        .product(name: "Bytes", package: "assay"), .product(name: "Rulesets", package: "assay"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "PageServerTests",
      dependencies: [
        "PageServer", .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    .testTarget(
      name: "DockerSourceTests",
      dependencies: [
        "DockerSource", .product(name: "Live", package: "assay"), .product(name: "Bytes", package: "assay"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
