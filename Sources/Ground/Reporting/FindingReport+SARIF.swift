import Bytes
import Diagnostics
import JSONText

/// SARIF 2.1.0, as code scanning reads it: with the pages as help, and fingerprints that outlive moving lines.
extension FindingReport {
  /// The document.
  var sarif: String {
    var codes: [String] = []
    var index: [String: Int] = [:]
    for entry in entries where index[entry.diagnostic.code] == nil {
      index[entry.diagnostic.code] = codes.count
      codes.append(entry.diagnostic.code)
    }
    return JSONWriter.document(layout: .indented) { json in
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("version", "2.1.0")
      json.objects("runs", [self]) { _, json in
        json.object("tool") {
          $0.object("driver") { json in
            json.member("name", "assay")
            json.member("version", version)
            json.objects("rules", codes) { write(rule: $0, to: &$1) }
          }
        }
        json.member("columnKind", "unicodeCodePoints")
        json.objects("results", entries) { write($0, rule: index[$0.diagnostic.code] ?? 0, to: &$1) }
        if leftOut > 0 {
          json.objects("invocations", [leftOutText]) { text, json in
            json.member("executionSuccessful", true)
            json.objects("toolExecutionNotifications", [text]) { text, json in
              json.member("level", "warning")
              json.message("message", text)
            }
          }
          json.object("properties") { $0.member("findingsLeftOut", leftOut) }
        }
      }
    }.text
  }

  private func write(rule code: String, to json: inout JSONWriter) {
    json.member("id", code)
    guard let rule = rule(code) else { return }
    json.message("shortDescription", rule.summary)
    json.message("fullDescription", rule.explanation)
    json.object("help") {
      $0.member("text", rule.explanation)
      $0.member("markdown", rule.markdown)
    }
    json.object("defaultConfiguration") { $0.member("level", level(rule.severity)) }
    json.object("properties") { $0.array("tags", [rule.category]) }
  }

  private func write(_ entry: Entry, rule: Int, to json: inout JSONWriter) {
    let diagnostic = entry.diagnostic
    json.member("ruleId", diagnostic.code)
    json.member("ruleIndex", rule)
    json.member("level", level(diagnostic.severity))
    json.message("message", diagnostic.message + (diagnostic.hint.map { "\n\($0)" } ?? ""))
    if let location = diagnostic.location {
      json.objects("locations", [location]) { $1.physicalLocation($0, entry.place) }
    }
    let related = diagnostic.notes.enumerated().filter { $0.element.location != nil }
    if !related.isEmpty {
      json.objects("relatedLocations", related) { note, json in
        json.member("id", note.offset + 1)
        if let location = note.element.location { json.physicalLocation(location, nil) }
        json.message("message", note.element.message)
      }
    }
    json.object("partialFingerprints") { $0.member("assayFinding/v1", entry.fingerprint) }
    if let fix = entry.fix { json.objects("fixes", [fix]) { write($0, to: &$1) } }
  }

  private func level(_ severity: Diagnostic.Severity) -> String { severity == .info ? "note" : severity.rawValue }

  private func write(_ fix: Fix, to json: inout JSONWriter) {
    json.message("description", fix.title)
    // The texts in the order of their first change.
    var files: [String] = []
    for change in fix.edits where !files.contains(change.source.file) { files.append(change.source.file) }
    json.objects("artifactChanges", files) { file, json in
      json.artifact(file)
      json.objects("replacements", fix.edits.filter { $0.source.file == file }) { change, json in
        json.region("deletedRegion", change.source, change.edit.range)
        json.message("insertedContent", String(decoding: change.edit.replacement, as: UTF8.self))
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func message(_ name: StaticString, _ text: String) { object(name) { $0.member("text", text) } }

  fileprivate mutating func physicalLocation(_ location: SourceLocation, _ place: FindingReport.Place?) {
    object("physicalLocation") { json in
      json.artifact(location.file)
      if let place {
        json.region("region", place.source, place.range)
      } else {
        json.object("region") {
          $0.member("startLine", location.line)
          $0.member("startColumn", location.column)
        }
      }
    }
  }

  fileprivate mutating func artifact(_ path: String) {
    object("artifactLocation") {
      $0.member("uri", URI.path(path))
      if !path.hasPrefix("/") { $0.member("uriBaseId", "%SRCROOT%") }
    }
  }

  /// A range in lines and columns of code points.
  fileprivate mutating func region(_ name: StaticString, _ source: SourceText, _ range: Range<Int>) {
    let (start, end) = (source.codePoints(at: range.lowerBound), source.codePoints(at: range.upperBound))
    object(name) {
      $0.member("startLine", start.line)
      $0.member("startColumn", start.column)
      $0.member("endLine", end.line)
      $0.member("endColumn", end.column)
    }
  }
}
