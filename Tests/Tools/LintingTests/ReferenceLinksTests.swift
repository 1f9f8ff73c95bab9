import Linting
import Testing

@Suite("References in pages are links")
struct ReferenceLinksTests {
  @Test(arguments: [
    ("docs/reference/xml.md.", "[docs/reference/xml.md](../reference/xml.md)."),
    ("(docs/reference/rules.md §17)", "([docs/reference/rules.md §17](../reference/rules.md#s17))"),
    (
      "see docs/reference/regex.md §2.3, §10.4.",
      "see [docs/reference/regex.md §2.3](../reference/regex.md#s2-3), [§10.4](../reference/regex.md#s10-4)."
    ),
    (
      "docs/reference/rules.md §4–§5; docs/reference/live.md §B.8",
      "[docs/reference/rules.md §4](../reference/rules.md#s4)–[§5](../reference/rules.md#s5); "
        + "[docs/reference/live.md §B.8](../reference/live.md#sB-8)"
    ),
  ])
  func links(text: String, page: String) { #expect(ReferenceLinks.link(text) == page) }

  @Test(
    "What stands in code, in a link or in a longer path stays",
    arguments: [
      "`docs/reference/rules.md §17`", "[x](docs/reference/rules.md)",
      "[docs/reference/rules.md](../reference/rules.md)",
      "/usr/share/doc/assay/docs/reference/rules.md", "docs/reference/", "docs/reference/" + "a b.md", "",
    ])
  func leavesAlone(text: String) { #expect(ReferenceLinks.link(text) == text) }
}
