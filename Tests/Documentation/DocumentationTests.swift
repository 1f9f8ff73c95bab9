import Foundation
import TestSupport
import Testing

/// Where the documentation lies.
enum Documentation {
  /// The package.
  static let root = Repository.root.path

  /// The pages of all catalogs.
  static let pages: [String] = {
    let sources = root + "/Sources"
    let files = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.contains(".docc/") && $0.hasSuffix(".md") }.sorted().map { "\(sources)/\($0)" }
  }()

  static func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}

/// Code in the catalogs is real code.
@Suite("Articles and tutorial hold what runs")
struct DocumentationTests {
  /// The lines of code of a page, without imports and comments, which stand elsewhere in the compiled file.
  private func code(of page: String) throws -> [String] {
    var lines: [String] = []
    var isCode = false
    for line in try Documentation.read(page).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isCode = line == "```swift"
        continue
      }
      guard isCode, !line.hasPrefix("import ") else { continue }
      var text = String(line).trimmingCharacters(in: .whitespaces)
      if let comment = text.range(of: "   *// ", options: .regularExpression) {
        text = String(text[..<comment.lowerBound])
      }
      if !text.isEmpty { lines.append(text) }
    }
    return lines
  }

  /// A line that only shows a value, such as `outcome.verdict`, is an expectation in the compiled file.
  @Test("Code blocks of articles are compiled and run", arguments: Documentation.pages)
  func articles(page: String) throws {
    guard !page.hasSuffix("AssayTesting.md") else { return }  // That one is the tutorial's last file.
    let compiled = try Documentation.read(Documentation.root + "/Tests/Documentation/Examples.swift")
    let lines = compiled.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    for line in try code(of: page) {
      let isThere = lines.contains {
        $0 == line || $0.hasPrefix("#expect(") && ($0.contains("(\(line) ") || $0.contains("(\(line))"))
          || $0.hasPrefix("#expect(") && $0.contains("!\(line)")
      }
      #expect(isThere, "\(page): `\(line)` is not in Examples.swift")
    }
  }

  // MARK: The tutorial

  static let resources = Documentation.root + "/Sources/Fronts/AssayTesting/AssayTesting.docc/Resources"

  private func resource(_ name: String) throws -> String { try Documentation.read("\(Self.resources)/\(name)") }

  @Test("The tutorial's files are what its console shows at each step")
  func tutorial() throws {
    let folder = NSTemporaryDirectory() + "assay-tutorial-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func put(_ name: String, at path: String) throws {
      let url = URL(fileURLWithPath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try resource(name).write(to: url, atomically: true, encoding: .utf8)
    }
    func check(_ transcript: String) throws {
      let text = try resource(transcript)
      let command = try #require(text.split(separator: "\n").first).dropFirst(2)
      #expect(try run(String(command), in: folder) == text.split(separator: "\n", maxSplits: 1).last.map(String.init))
    }
    try put("shop-assay.conf", at: "assay.conf")
    try FileManager.default.createDirectory(atPath: folder + "/rules", withIntermediateDirectories: true)
    try check("shop-try-1.txt")
    try put("shop-decoders-1.xml", at: "decoders/shop.xml")
    try put("shop-decoders-2.xml", at: "decoders/shop.xml")
    try check("shop-try-2.txt")
    try put("shop-rules-1.xml", at: "rules/shop.xml")
    try put("shop-rules-2.xml", at: "rules/shop.xml")
    try check("shop-try-3.txt")
    try put("shop-orders-1.ruletest", at: "tests/orders.ruletest")
    #expect(try run("assay test", in: folder).hasSuffix("1 passed (8 ms)\n"))
    try put("shop-orders-2.ruletest", at: "tests/orders.ruletest")
    try check("shop-test-1.txt")
    try put("shop-rules-3.xml", at: "rules/shop.xml")
    try put("shop-orders-3.ruletest", at: "tests/orders.ruletest")
    #expect(try run("assay test", in: folder).hasSuffix("4 passed (8 ms)\n"))
    try check("shop-explain.txt")
    #expect(try run("assay lint", in: folder).contains("nothing found"))
  }

  @Test(
    "What that Swift file runs are the tutorial's last files",
    arguments: [
      ("shop-decoders-2.xml", "decoders/shop.xml"), ("shop-rules-3.xml", "rules/shop.xml"),
      ("shop-orders-3.ruletest", "tests/orders.ruletest"), ("shop-assay.conf", "assay.conf"),
    ])
  func shop(name: String, path: String) throws {
    #expect(try resource(name) == Documentation.read("\(Documentation.root)/\(ShopFolders.ruleset)/\(path)"))
  }

  @Test("The tutorial's Swift file is the one that is compiled here, but for its folders")
  func swiftFile() throws {
    let compiled = try Documentation.read(Documentation.root + "/Tests/Documentation/ShopTests.swift")
    let shown = try resource("shop-tests.swift")
    let adapted = shown.replacingOccurrences(
      of: #"try RuleCases.load("tests", ruleset: ".")"#,
      with: "try RuleCases.load(ShopFolders.cases, ruleset: ShopFolders.ruleset)")
    #expect(adapted != shown)
    #expect(compiled == adapted)
    #expect(
      try Documentation.read(Documentation.root + "/Sources/Fronts/AssayTesting/AssayTesting.docc/AssayTesting.md")
        .contains(
          shown))
  }

  /// What a line of the tutorial's console writes to standard output.
  private func run(_ command: String, in folder: String) throws -> String {
    try CommandRun.output(of: command, in: folder, errors: false)
  }
}

/// Where the tutorial's ruleset lies when it is compiled here.
enum ShopFolders {
  static let cases = "Tests/Documentation/Shop/tests"
  static let ruleset = "Tests/Documentation/Shop"
}
