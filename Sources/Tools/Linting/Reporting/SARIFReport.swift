import Bytes
import Diagnostics
import Reporting
import Rulesets

/// SARIF 2.1.0, as code scanning reads it: with the pages as help, and fingerprints that outlive moving lines.
struct SARIFReport {
  func text(of result: LintResult) -> String {
    var codes: [String] = []
    var index: [String: Int] = [:]
    for finding in result.findings where index[finding.diagnostic.code] == nil {
      index[finding.diagnostic.code] = codes.count
      codes.append(finding.diagnostic.code)
    }
    let driver = JSONTree.members(
      ("name", "assay"), ("version", .string(Release.version)), ("rules", .array(codes.map(rule))))
    let run = JSONTree.members(
      ("tool", .members(("driver", driver))), ("columnKind", "unicodeCodePoints"),
      (
        "results",
        .array(result.findings.map { self.result($0, index[$0.diagnostic.code] ?? 0, in: result.ruleset) })
      ))
    return JSONTree.members(
      ("$schema", "https://json.schemastore.org/sarif-2.1.0.json"), ("version", "2.1.0"), ("runs", .array([run]))
    ).text
  }

  private func rule(_ code: String) -> JSONTree {
    guard let page = CheckCatalogue.page(code) ?? CheckCatalogue.page("load") else {
      return .members(("id", .string(code)))
    }
    return .members(
      ("id", .string(code)), ("shortDescription", message(page.summary)), ("fullDescription", message(page.engine)),
      ("help", .members(("text", .string(page.engine)), ("markdown", .string(PageText.markdown(page))))),
      ("defaultConfiguration", .members(("level", .string(level(page.severity))))),
      ("properties", .members(("tags", .array([.string(page.category.rawValue)])))))
  }

  private func result(_ finding: Finding, _ rule: Int, in ruleset: LintedRuleset) -> JSONTree {
    let diagnostic = finding.diagnostic
    let text = diagnostic.message + (diagnostic.hint.map { "\n\($0)" } ?? "")
    let related = diagnostic.notes.enumerated().compactMap { offset, note in
      note.location.map { place in
        JSONTree.members(
          ("id", .number(offset + 1)), ("physicalLocation", location(place, nil, in: ruleset)),
          ("message", message(note.message)))
      }
    }
    return .members(
      ("ruleId", .string(diagnostic.code)), ("ruleIndex", .number(rule)),
      ("level", .string(level(diagnostic.severity))), ("message", message(text)),
      (
        "locations",
        diagnostic.location.map { place in
          .array([.members(("physicalLocation", location(place, finding.place, in: ruleset)))])
        }
      ),
      ("relatedLocations", related.isEmpty ? nil : .array(related)),
      ("partialFingerprints", .members(("assayFinding/v1", .string(finding.fingerprint)))),
      ("fixes", finding.fix.map { .array([fix($0, in: ruleset)]) }))
  }

  private func message(_ text: String) -> JSONTree { .members(("text", .string(text))) }

  private func level(_ severity: Diagnostic.Severity) -> String { severity == .info ? "note" : severity.rawValue }

  // MARK: Places

  private func location(_ location: SourceLocation, _ place: Place?, in ruleset: LintedRuleset) -> JSONTree {
    let region: JSONTree
    if let place {
      region = self.region(place, in: ruleset)
    } else {
      region = .members(("startLine", .number(location.line)), ("startColumn", .number(location.column)))
    }
    return .members(("artifactLocation", artifact(location.file)), ("region", region))
  }

  private func artifact(_ path: String) -> JSONTree {
    .members(
      ("uri", .string(URI.path(path))), ("uriBaseId", path.hasPrefix("/") ? nil : "%SRCROOT%"))
  }

  /// A range in lines and columns of code points.
  private func region(_ place: Place, in ruleset: LintedRuleset) -> JSONTree {
    let start = position(place.offset, place.file, in: ruleset)
    let end = position(place.offset + place.length, place.file, in: ruleset)
    return .members(
      ("startLine", .number(start.line)), ("startColumn", .number(start.column)), ("endLine", .number(end.line)),
      ("endColumn", .number(end.column)))
  }

  private func position(_ offset: Int, _ file: Int, in ruleset: LintedRuleset) -> (line: Int, column: Int) {
    let document = ruleset.files[file].document
    let location = document.location(ofOffset: offset)
    let before = document.buffer[(offset - location.column + 1)..<min(offset, document.sourceCount)]
    return (location.line, String(decoding: before, as: UTF8.self).unicodeScalars.count + 1)
  }

  private func fix(_ fix: Fix, in ruleset: LintedRuleset) -> JSONTree {
    let files = Set(fix.edits.map(\.place.file)).sorted()
    return .members(
      ("description", message(fix.title)),
      (
        "artifactChanges",
        .array(
          files.map { file in
            .members(
              ("artifactLocation", artifact(ruleset.files[file].path)),
              ("replacements", .array(fix.edits.filter { $0.place.file == file }.map { replacement($0, in: ruleset) })))
          })
      ))
  }

  private func replacement(_ edit: Fix.Edit, in ruleset: LintedRuleset) -> JSONTree {
    .members(
      ("deletedRegion", region(edit.place, in: ruleset)),
      ("insertedContent", .members(("text", .string(edit.text.description)))))
  }
}

/// Paths as references.
enum URI {
  /// A path with everything but the plain characters written by number; absolute ones get their scheme.
  static func path(_ path: String) -> String {
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in (path.hasPrefix("./") ? String(path.dropFirst(2)) : path).utf8 {
      if ASCII.isAlphanumeric(byte) || "/-._~".utf8.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}
