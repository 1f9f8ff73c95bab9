/// A check's page as Markdown: what `assay lint --explain` prints, and what `docs/lint` holds.
public enum PageText {
  /// The page.
  public static func markdown(_ page: CheckPage) -> String {
    var text = "# \(page.code)\n\n\(page.summary)\n\n"
    text += "Category: \(page.category.rawValue). Severity: \(page.severity.rawValue)"
    text += page.isOptIn ? "; runs only when asked for (`--enable \(page.code)`).\n\n" : ".\n\n"
    if !page.messages.isEmpty {
      text += "Also for messages with these codes: \(page.messages.joined(separator: ", ")).\n\n"
    }
    text += "## Rationale\n\n### What happens in the engine\n\n\(page.engine)\n\n"
    text += "## Avoid\n\nA caret marks where the finding is.\n\n\(fenced(page.avoid))\n"
    text += "## Prefer\n\n\(fenced(page.prefer))\n"
    text += "## How it was verified\n\n\(page.verified.text)\n\n"
    text += "## Options\n\n"
    for option in page.options { text += "- `\(option.key)`: \(option.meaning)\n" }
    text += "- `lint-severity = \(page.code)=error|warning|info|off` in `assay.conf`\n"
    text += "- `<!-- assay:disable \(page.code) reason -->` before an element, or behind it in its line\n"
    if !page.references.isEmpty {
      text += "\n## References\n\n" + page.references.map { "- \($0)\n" }.joined()
    }
    return text
  }

  /// A page per check, by the name of its file, and the table of all.
  public static func files() -> [(name: String, text: String)] {
    var index = """
      # Checks

      One page per check; `assay lint --explain CODE` prints the same text. The pages are made from
      `Sources/Tools/Linting/Checks` by `assay lint --write-pages docs/lint`. Their examples are the checks' fixtures: a caret
      below a line marks where a finding is expected, and `--- NAME` begins a file of its own.

      Settings in `assay.conf` (several values are separated by commas):

      | key | meaning |
      |---|---|
      | `lint-severity = CODE=error` | another severity (error, warning, info), or `off`; naming an opt-in check switches it on. `CATEGORY=info` is for all checks of a category whose code is not named |
      | `lint-only`, `lint-exclude`, `lint-enable` | codes or categories that alone run, do not run, or run although they are opt-in |
      | `lint-ids = 100000-100999` | ids that own rules may have |
      | `lint-require = mitre, gdpr_` | what every rule above level 0 must have |
      | `lint-max-warnings = 10` | so many warnings do not make the command fail; `--max-warnings` wins |
      | `lint-baseline = FILE` | findings that are known; `--update-baseline` writes it |

      In a file, `<!-- assay:disable CODE reason -->` covers the element behind the comment, or the one before it in its line,
      and `<!-- assay:disable-file CODE reason -->` the file. What disables nothing is reported.

      `--report compact` goes with [problem-matcher.json](problem-matcher.json).


      """
    for category in CheckCategory.allCases {
      index += "## \(category.rawValue)\n\n| code | severity | finds |\n|---|---|---|\n"
      for check in CheckCatalogue.all where check.page.category == category {
        let page = check.page
        let severity = page.severity.rawValue + (page.isOptIn ? " (opt-in)" : "")
        index += "| [\(page.code)](\(page.code).md) | \(severity) | \(page.summary.replacing("|", with: "\\|")) |\n"
      }
      index += "\n"
    }
    index += "## Defects of the engine\n\nWhich checks find rules that depend on one (docs/reference/rules.md §17).\n\n"
    index += "| | defect | found by |\n|---|---|---|\n"
    for defect in EngineDefects.all {
      let links = defect.codes.map { "[\($0)](\($0).md)" }.joined(separator: ", ")
      index += "| \(defect.number) | \(defect.what) | \(links) |\n"
    }
    return [("README.md", ReferenceLinks.link(index))]
      + CheckCatalogue.all.map { ("\($0.page.code).md", ReferenceLinks.link(markdown($0.page))) }
  }

  private static func fenced(_ example: String) -> String {
    // Several files, or none that is XML: no language to colour by.
    let language = example.hasPrefix("---") ? "text" : "xml"
    return "```\(language)\n\(example)\n```\n"
  }
}
