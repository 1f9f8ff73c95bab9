import Foundation
import TestSupport
import Testing

/// What the tools of the site need.
enum SiteTools {
  static let areThere =
    (try? CommandLineTool.shell("python3 -c 'import json' && git -C '\(Repository.root.path)' status -s >&2", in: "/"))?
    .status == 0
}

/// The pages as a static site: docs/tools/make-pages.
@Suite(
  "The site has every page, and its links lead somewhere", .enabled(if: SiteTools.areThere, "needs Python and git"))
struct SiteTests {
  private func site(of root: String) throws -> (folder: TemporaryFolder, result: CommandLineTool.Result) {
    let folder = try TemporaryFolder()
    let result = try CommandLineTool.shell("python3 '\(root)/docs/tools/make-pages' '\(folder.path)/site'", in: "/")
    return (folder, result)
  }

  @Test("The pages of this repository") func repository() throws {
    let (folder, result) = try site(of: Repository.root.path)
    try #require(result.status == 0, "\(result.errors)")
    let files = FileManager.default.enumerator(atPath: folder.path + "/site")?.compactMap { $0 as? String } ?? []
    let known = Set(files)
    #expect(known.contains("index.html"))
    for page in ["case-format", "commands/assay-test", "tutorials/index"] {
      #expect(known.contains("docs/\(page).html"), "\(page)")
    }
    let index = try folder.read("site/search-index.js")
    for page in files where page.hasSuffix(".html") {
      #expect(index.contains("\"path\":\"\(page)\""), "\(page) cannot be found")
      let text = try folder.read("site/" + page)
      for match in text.matches(of: /(?:href|src)="([^"#:]+)(?:#[^"]*)?"/) {
        let base = URL(fileURLWithPath: "/" + page).deletingLastPathComponent()
        let target = base.appending(path: String(match.1)).standardized.path.dropFirst()
        #expect(known.contains(String(target)), "\(page): \(match.1)")
      }
    }
    let (again, _) = try site(of: Repository.root.path)
    #expect(try CommandLineTool.shell("diff -r '\(folder.path)' '\(again.path)'", in: "/").status == 0)
  }

  @Test("Nothing of a page is markup but Markdown") func hostile() throws {
    let folder = try TemporaryFolder([
      "README.md": """
      # <script>a</script> `</code><script>b</script>` & "c"

      <img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](data:text/html,z) **b** <b>bold</b>
      - [<script>c</script>](docs/PAGE.md) \u{1}0\u{1}

      | a | b |
      |---|---|
      | <script>d</script> | `a\\|b` |

      ```
      </code></pre><script>e</script>
      ```
      """,
      "docs/PAGE.md": "# A\n\n\"</script><script>f</script>\n",
    ])
    try FileManager.default.createDirectory(atPath: folder.path + "/docs/tools", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Repository.root.path + "/docs/tools/make-pages", toPath: folder.path + "/docs/tools/make-pages")
    #expect(try CommandLineTool.shell("git init -q . && git add .", in: folder.path).status == 0)
    let (made, result) = try site(of: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let page = try made.read("site/index.html")
    #expect(page.matches(of: /<script/).count == 1)
    #expect(!page.contains("<img") && !page.contains("javascript:") && !page.contains("href=\"data:"))
    #expect(page.contains("<strong>b</strong>") && page.contains("<b>bold</b>") && page.contains("<code>a|b</code>"))
    let index = try made.read("site/search-index.js")
    #expect(!index.contains("</script"))
  }

  @Test("A link that leads nowhere is a failure") func broken() throws {
    let folder = try TemporaryFolder(["README.md": "# A\n\n[b](docs/PAGE.md)\n"])
    try FileManager.default.createDirectory(atPath: folder.path + "/docs/tools", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Repository.root.path + "/docs/tools/make-pages", toPath: folder.path + "/docs/tools/make-pages")
    #expect(try CommandLineTool.shell("git init -q . && git add .", in: folder.path).status == 0)
    let (_, result) = try site(of: folder.path)
    #expect(result.status == 1)
    #expect(result.errors.contains("README.md: a link to docs/PAGE.md leads nowhere"))
  }

  @Test("The pictures of the README are what the command prints") func pictures() throws {
    let result = try CommandLineTool.shell(
      "python3 '\(Repository.root.path)/docs/tools/make-picture' --check \"$ASSAY\"", in: "/")
    #expect(result.status == 0, "\(result.errors)")
  }
}
