import Harness

extension RulesetArguments {
  /// Whether the options name a ruleset.
  var isGiven: Bool { !rulesets.isEmpty || !rules.isEmpty || !decoders.isEmpty || config != nil || !base.isEmpty }

  /// The same options as words that can be pasted into a shell.
  var commandLine: String {
    var words: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { words += [name, Shell.quoted(value)] }
    }
    for path in rulesets { add("--ruleset", path) }
    for path in rules { add("--rules", path) }
    for path in decoders { add("--decoders", path) }
    for path in lists { add("--list", path) }
    add("--config", config)
    add("--root", root)
    if base.count == 1 { add("--base", base.first) }
    for path in allowedOutside { add("--allow-outside", path) }
    if takesStockOnly { words.append("--base-stock") }
    add("--log-alert-level", logAlertLevel.map(String.init))
    add("--memory-size", memorySize.map(String.init))
    return words.joined(separator: " ")
  }
}

extension EngineArguments {
  /// The same options as words that can be pasted into a shell.
  var commandLine: String {
    var words: [String] = []
    if let timezone { words += ["--timezone", Shell.quoted(timezone)] }
    if runsAsDaemon { words.append("--as-daemon") }
    if fixesDefects { words.append("--fixed") }
    return words.joined(separator: " ")
  }
}
