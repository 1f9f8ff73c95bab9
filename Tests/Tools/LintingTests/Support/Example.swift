import Foundation
import Linting
import Rulesets
import TestSupport

/// A ruleset in one plain text, with the places where findings are expected.
///
/// A line `--- NAME` begins a file; without one the text is `rules.xml`, or `decoders.xml` when a decoder comes first.
/// A line of nothing but blanks and carets is no part of the file: each caret marks a place in the line above it.
/// The ruleset is loaded on top of the minimal base; an `assay.conf` among the files holds settings of lint, and may name
/// another base, whose files stand below `base/`.
struct Example {
  /// A place in a file where a finding is expected.
  struct Mark: Hashable, Comparable, CustomStringConvertible {
    var file: String
    var line: Int
    var column: Int

    var description: String { "\(file):\(line):\(column)" }

    static func < (left: Mark, right: Mark) -> Bool {
      (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
  }

  private(set) var files: [(name: String, text: String)] = []
  private(set) var marks: [Mark] = []

  init(_ text: String) {
    var line = 0
    var parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    if parts.last == "" { parts.removeLast() }
    for part in parts {
      if part.hasPrefix("--- ") {
        files.append((String(part.dropFirst(4)), ""))
        line = 0
        continue
      }
      if files.isEmpty { files.append((Self.defaultName(text), "")) }
      if part.contains("^"), part.allSatisfy({ $0 == " " || $0 == "^" }), line > 0 {
        // Columns are bytes; people put the caret below a character.
        let above = files[files.count - 1].text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last
        for (column, character) in part.enumerated() where character == "^" {
          let byte = (above ?? "").prefix(column).utf8.count
          marks.append(
            Mark(file: files[files.count - 1].name, line: line, column: byte + max(0, column - (above?.count ?? 0)) + 1)
          )
        }
        continue
      }
      line += 1
      files[files.count - 1].text += part + "\n"
    }
  }

  private static func defaultName(_ text: String) -> String {
    let decoder = text.range(of: "<decoder")?.lowerBound
    let group = text.range(of: "<group")?.lowerBound
    guard let decoder else { return "rules.xml" }
    return group.map { $0 < decoder } ?? false ? "rules.xml" : "decoders.xml"
  }

  /// What lint finds in it, by one check or by all that are not opt-in.
  func lint(only code: String? = nil, edit: (inout LintSettings) -> Void = { _ in }) throws -> LintResult {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var options = RulesetOptions()
    options.workingDirectory = folder.path
    options.base = .minimal
    var settings = LintSettings()
    if let code { settings.only = [code, "unused-suppression"] }
    for (name, text) in files {
      // A backslash notation for what a source file cannot show.
      var bytes = text.replacing("⟨CR⟩", with: "\r").replacing("⟨TAB⟩", with: "\t").replacing("⟨BOM⟩", with: "\u{FEFF}")
      if bytes.hasPrefix("⟨NOEOL⟩") { bytes = String(bytes.dropFirst("⟨NOEOL⟩".count).dropLast()) }
      try folder.write(bytes, to: name)
      if name == "assay.conf" {
        let configuration = try AssayConfiguration(file: name, text: Array(text.utf8))
        try settings.apply(configuration)
        if let base = configuration.value("base") {
          options.base = RulesetOptions.Base(argument: base.text.description)
        }
      } else if name == "ossec.conf" {
        options.config = name
        options.root = "."
        options.base = RulesetOptions.Base.none
      } else if name.hasPrefix("base/") {
        continue
      } else if name.hasPrefix("etc/") {
        // The configuration names it, or nobody does.
        if name == "etc/rules.xml" { options.rules.append(name) }
        if name == "etc/decoders.xml" { options.decoders.append(name) }
      } else if name.hasPrefix("lists/") {
        options.lists.append(RulesetOptions.List(path: name))
      } else if text.contains("<decoder") {
        options.decoders.append(name)
      } else {
        options.rules.append(name)
      }
    }
    edit(&settings)
    return Linter(settings).run(on: try RulesetLoader.loadForLint(options))
  }
}

extension LintResult {
  /// The places of the findings of a check.
  func marks(of code: String) -> [Example.Mark] {
    findings.filter { CheckCatalogue.page($0.diagnostic.code)?.code ?? "load" == code }.map { finding in
      let location = finding.diagnostic.location
      return Example.Mark(file: location?.file ?? "", line: location?.line ?? 0, column: location?.column ?? 0)
    }
  }
}
