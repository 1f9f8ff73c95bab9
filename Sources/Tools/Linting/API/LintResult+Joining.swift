import Rulesets

extension LintResult {
  /// The results of several rulesets as one, for one report. What two rulesets share is reported once.
  public init(joining results: [LintResult]) {
    if results.count == 1, let only = results.first {
      self = only
      return
    }
    self.init(ruleset: LintedRuleset(joining: results.map(\.ruleset)))
    var offset = 0
    var known: Set<String> = []
    for result in results {
      for finding in result.findings {
        let moved = finding.moved(by: offset)
        let diagnostic = moved.diagnostic
        let place = diagnostic.location.map { "\($0)" } ?? ""
        if known.insert("\(place) \(diagnostic.code) \(diagnostic.message)").inserted { findings.append(moved) }
      }
      if let most = result.mostWarnings { mostWarnings = (mostWarnings ?? 0) + most }
      suppressed += result.suppressed
      self.known += result.known
      offset += result.ruleset.files.count
    }
  }
}

extension Finding {
  /// The same finding in a list of files that has others before these.
  func moved(by offset: Int) -> Finding {
    var moved = self
    moved.place?.file += offset
    if let fix {
      moved.fix = Fix(
        fix.title,
        fix.edits.map { edit in
          var place = edit.place
          place.file += offset
          return Fix.Edit(place, with: edit.text)
        })
    }
    return moved
  }
}
