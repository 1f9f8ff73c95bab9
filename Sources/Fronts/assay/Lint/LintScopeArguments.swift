import ArgumentParser

/// Which findings count: all, those in changed lines, those that are new.
struct LintScopeArguments: ParsableArguments {
  @Option(
    name: .customLong("changed-since"),
    help: ArgumentHelp("Only findings in lines that changed since a revision (git).", valueName: "rev"))
  var changedSince: String?

  @Option(
    help: ArgumentHelp(
      "A file of findings that are known and not reported (also lint-baseline in assay.conf).", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Flag(name: .customLong("update-baseline"), help: "Write all findings into the baseline, and report none.")
  var updateBaseline = false
}
