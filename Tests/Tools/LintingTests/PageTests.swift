import Foundation
import Linting
import TestSupport
import Rulesets
import Testing

/// Every check fires where its page says it does, and only there.
@Suite struct PageTests {
  static let codes = CheckCatalogue.all.map(\.page.code)

  @Test("each code is there once") func codesAreUnique() {
    let all = CheckCatalogue.all.flatMap { [$0.page.code] + $0.page.messages }
    #expect(Set(all).count == all.count)
    #expect(Self.codes.count >= 60)
  }

  @Test("the example to avoid is found at its carets", arguments: codes) func avoid(_ code: String) throws {
    let page = try #require(CheckCatalogue.page(code))
    let example = Example(page.avoid)
    #expect(!example.marks.isEmpty, "no caret")
    let result = try example.lint(only: code == "unused-suppression" ? nil : code)
    let found = result.marks(of: code).sorted()
    #expect(found == example.marks.sorted(), "\(result.findings.map(\.diagnostic))")
  }

  @Test("the example to prefer is clean", arguments: codes) func prefer(_ code: String) throws {
    let page = try #require(CheckCatalogue.page(code))
    let example = Example(page.prefer)
    #expect(example.marks.isEmpty)
    let result = try example.lint(only: code == "unused-suppression" ? nil : code)
    #expect(result.marks(of: code).isEmpty, "\(result.findings.map(\.diagnostic))")
    // It must not be clean only because nothing was loaded.
    #expect(result.ruleset.loaded.isLoaded, "\(result.ruleset.loaded.diagnostics)")
  }

  @Test("every message of a load has a page with those of its kind") func messages() throws {
    let tests = Repository.root.appending(path: "Tests/Engine")
    let text = try String(contentsOf: tests.appending(path: "RulesetsTests/Fixtures/messages.txt"), encoding: .utf8)
    let codes = Set(text.matches(of: /(?m)^(?:\d+|-) (?:error|warning|info) (\S+)/).map { String($0.1) })
    #expect(codes.count > 60)
    #expect(codes.filter { CheckCatalogue.page($0) == nil } == ["ignore-words"])
  }

  @Test("each defect of the engine has a check") func defects() {
    #expect(EngineDefects.all.map(\.quirk) == Quirk.allCases)
    for defect in EngineDefects.all {
      #expect(!defect.codes.isEmpty && defect.codes.allSatisfy { Self.codes.contains($0) }, "\(defect.what)")
    }
  }

  @Test("a page has all its parts", arguments: codes) func parts(_ code: String) throws {
    let page = try #require(CheckCatalogue.page(code))
    #expect(page.summary.hasSuffix("."))
    #expect(page.engine.hasSuffix("."))
    #expect(!page.summary.contains("\n"))
    #expect(code.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
  }

  @Test("the pages in docs/lint are those of the checks") func pagesAreWritten() throws {
    let folder = Repository.root.appending(path: "docs/lint")
    for (name, text) in PageText.files() {
      let written = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(written == text, "\(name): make them anew with assay lint --write-pages docs/lint")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
    #expect(Set(names) == Set(PageText.files().map(\.name)))
  }
}
