import Rulesets

/// `if_fts`: a key of the decoder's `fts` that has not been seen (docs/reference/rules.md §5.9).
extension RuleWalk {
  func isNew() -> Bool {
    if let extras = event.codeExtras, extras.isNewInDatabase { return true }
    return firstTimeKeys.isNew(event, settings: ruleset.loaded.settings)
  }

  var firstTimeFailure: FailedCondition {
    FailedCondition(.ifFirstTimeSeen, value: nil, expected: "a key of the decoder's fts that is new")
  }
}
