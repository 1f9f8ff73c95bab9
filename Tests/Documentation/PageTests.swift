import Foundation
import TestSupport
import Testing

/// The pages of `docs` that show commands: everything in them that can run is run.
///
/// A fenced block whose first line names a path behind its language (```` ```xml rules/shop.xml ````) becomes that file. In
/// ```` ```console ```` each line with `$ ` in front is a command, and what follows is its output, on both streams; a line that
/// is `…` stands for any lines, and one that ends in it for any rest. Blocks of other languages are only shown.
/// `/var/ossec` is the small manager in `Manager`, `/home/anna` a home that is empty at first.
@Suite("What pages show is what comes")
struct PageTests {
  static let pages =
    [
      "base.md", "catalog.md", "init.md", "ini-tests.md", "manager.md", "names.md", "stock-ruleset.md",
      "troubleshooting.md",
    ]
    + [
      "docker", "fim", "first-decoder", "first-rule", "frequency", "review", "windows",
    ].map { "tutorials/\($0).md" }

  @Test(arguments: pages)
  func commands(page: String) throws {
    let folder = NSTemporaryDirectory() + "assay-page-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let manager = folder + "/var/ossec"
    try FileManager.default.createDirectory(atPath: folder + "/var", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Documentation.root + "/Tests/Documentation/Manager", toPath: manager)
    let work = folder + "/work"
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)

    var commands = 0
    for block in try Self.blocks(of: Documentation.read("\(Documentation.root)/docs/\(page)")) {
      if let path = block.path {
        let url = URL(fileURLWithPath: "\(work)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try (block.lines.joined(separator: "\n") + "\n").write(to: url, atomically: true, encoding: .utf8)
      }
      guard block.language == "console" else { continue }
      for (command, expected) in Self.transcript(block.lines) {
        let actual = try CommandRun.output(of: command.replacingOccurrences(of: "/var/ossec", with: manager), in: work)
          .replacingOccurrences(of: manager, with: "/var/ossec")
          .replacingOccurrences(of: CommandRun.home(in: work), with: "/home/anna")
        let lines = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(Self.matches(expected, Self.trimmed(lines)), "\(page): $ \(command)\n\(actual)")
        commands += 1
      }
    }
    #expect(commands > 0)
  }

  // MARK: Reading pages

  struct Block {
    var language: String
    var path: String?
    var lines: [String] = []
  }

  static func blocks(of text: String) -> [Block] {
    var blocks: [Block] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isOpen.toggle()
        guard isOpen else { continue }
        let words = line.dropFirst(3).split(separator: " ").map(String.init)
        blocks.append(Block(language: words.first ?? "", path: words.dropFirst().first))
      } else if isOpen {
        blocks[blocks.count - 1].lines.append(String(line))
      }
    }
    return blocks
  }

  /// Commands, each with the lines behind it.
  static func transcript(_ lines: [String]) -> [(command: String, expected: [String])] {
    var result: [(command: String, expected: [String])] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        result.append((String(line.dropFirst(2)), []))
      } else if !result.isEmpty {
        result[result.count - 1].expected.append(line)
      }
    }
    return result.map { ($0.command, trimmed($0.expected)) }
  }

  static func trimmed(_ lines: [String]) -> [String] {
    var lines = lines[...]
    while lines.last == "" { lines.removeLast() }
    while lines.first == "" { lines.removeFirst() }
    return Array(lines)
  }

  static func matches(_ expected: [String], _ actual: [String]) -> Bool {
    guard let first = expected.first else { return actual.isEmpty }
    let rest = Array(expected.dropFirst())
    if first == "…" { return (0...actual.count).contains { matches(rest, Array(actual.dropFirst($0))) } }
    guard let line = actual.first else { return false }
    let fits = first.hasSuffix("…") ? line.hasPrefix(first.dropLast()) : line == first
    return fits && matches(rest, Array(actual.dropFirst()))
  }

  @Test(
    "The comparison can fail",
    arguments: [
      (["a"], ["a"], true), (["a"], ["b"], false), (["…", "b"], ["a", "a", "b"], true), (["…", "b"], ["a"], false),
      (["a…"], ["abc"], true), (["a"], ["a", "b"], false), ([], ["a"], false), (["…"], [], true),
    ])
  func comparison(expected: [String], actual: [String], holds: Bool) {
    #expect(Self.matches(expected, actual) == holds)
  }
}

/// A line of a page's console.
enum CommandRun {
  /// A home that no other test has: a hidden folder of the one in which commands run.
  static func home(in folder: String) -> String { folder + "/.home" }

  /// What it writes, with times made equal: to standard output, and to standard error unless told otherwise.
  static func output(of command: String, in folder: String, errors: Bool = true) throws -> String {
    let process = Process()
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let places = [beside.path, Documentation.root + "/.build/debug"]
    let tool = try #require(places.first { FileManager.default.isExecutableFile(atPath: $0 + "/assay") })
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = [
      "PATH": "\(tool):/usr/bin:/bin", "NO_COLOR": "1", "COLUMNS": "100", "HOME": home(in: folder),
    ].merging(Sanitizer.environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = errors ? output : FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: #"\([0-9.]+ [mµ]?s\)"#, with: "(8 ms)", options: .regularExpression)
  }
}
