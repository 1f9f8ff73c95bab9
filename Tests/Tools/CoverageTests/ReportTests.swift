import Coverage
import Foundation
import TestSupport
import Testing

/// Every report of the shop's coverage, kept as text beside the tests.
@Suite struct ReportTests {
  @Test(arguments: CoverageTable.Listing.allCases)
  func table(_ listing: CoverageTable.Listing) async throws {
    var table = CoverageTable(listing: listing)
    table.limit = 3
    table.fileLimit = 2
    #expect(try matches(table.text(try await shopCoverage()), fixture: "table.\(listing.rawValue).txt"))
  }

  @Test func tonesOfTheTable() async throws {
    let table = CoverageTable(listing: .files) { text, tone in "<\(tone) \(text)>" }
    let text = table.text(try await shopCoverage())
    #expect(text.hasPrefix("<heading  fired  "))
    #expect(text.contains("<bad 33.3 %>         –    1/3"))
    #expect(text.contains("<fair   75 %>         –    3/4"))
  }

  @Test func json() async throws {
    let text = CoverageJSON.text(try await shopCoverage())
    #expect(try matches(text, fixture: "coverage.json"))
    let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(document["format"] as? String == "assay-coverage")
    #expect(document["version"] as? Int == 1)
    #expect((document["cases"] as? [Any])?.count == 5)
  }

  @Test func jsonHasTheMembersOfItsSchema() async throws {
    let path = Repository.root.appending(path: "schemas/coverage.schema.json")
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any])
    let text = CoverageJSON.text(try await shopCoverage())
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    #expect(SchemaCheck(schema).problems(of: document) == [])
    // The check can fail.
    #expect(!SchemaCheck(schema).problems(of: ["format": "x"]).isEmpty)
  }

  @Test func lcov() async throws {
    #expect(try matches(CoverageLCOV.text(try await shopCoverage()), fixture: "coverage.info"))
  }

  @Test func htmlOnOnePage() async throws {
    let page = CoverageHTML.page(try await shopCoverage())
    #expect(try matches(page, fixture: "coverage.html"))
    #expect(!page.contains("src=") && !page.contains("http"))
    // What a file or a case says cannot become part of the page.
    #expect(page.contains("What is sold &amp; what is not: &quot;prices&quot;"))
    #expect(page.contains(#"A \"quoted\" \u003ctitle> & more"#))
  }

  @Test func htmlInAFolder() async throws {
    let pages = CoverageHTML.pages(try await shopCoverage())
    #expect(pages.map(\.name) == ["index.html", "till.xml.html", "sales.xml.html", "visits.xml.html"])
    #expect(pages[0].text.contains(#"<a href="sales.xml.html">rules/sales.xml</a>"#))
    #expect(pages[2].text.contains("rule 100101: matched in 3 cases, the result in 2"))
    #expect(!pages[0].text.contains("gave away pears"))
  }

  @Test func theBaseCountsWhenAskedFor() async throws {
    var map = try await shopCoverage()
    #expect(map.figures[.rules].total == 7)
    #expect(!map.gaps.contains { $0.location.file.hasPrefix("base/") })
    map.countsBase = true
    #expect(map.figures[.rules].total == 9)
    #expect(map.gaps.contains { $0.location.file == "base/decoders.xml" })
  }

  @Test func theOrderOfWorkersDoesNotMatter() async throws {
    let one = CoverageJSON.text(try await shopCoverage(jobs: 1))
    for jobs in 2...4 { #expect(CoverageJSON.text(try await shopCoverage(jobs: jobs)) == one) }
  }

  @Test func missingCases() async throws {
    let map = try await shopCoverage()
    func missing(_ required: Set<RequiredCase>) -> [String] {
      map.missing(required).map { "\($0.location?.description ?? ""): \($0.code)" }
    }
    #expect(
      missing([.positive]) == [
        "rules/sales.xml:22:3: never-fired", "rules/visits.xml:2:3: never-fired", "rules/visits.xml:7:3: never-tried",
      ])
    #expect(missing([.negative]) == ["rules/sales.xml:3:3: no-near-miss", "rules/visits.xml:7:3: never-tried"])
    #expect(missing([.positive, .negative]).count == 4)
  }
}
