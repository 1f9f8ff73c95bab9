import Bytes
import Harness
import Rulesets

/// What was loaded from where, in which order.
struct LoadOverview {
  let loaded: LoadedRuleset
  let seconds: Double
  let style: Style

  init(_ loaded: LoadedRuleset, seconds: Double, style: Style) {
    self.loaded = loaded
    self.seconds = seconds
    self.style = style
  }

  func text(namesAllFiles: Bool) -> String {
    var text = ""
    if let file = loaded.configurationFile { text += "\(style.dim("settings from")) \(TerminalText.line(file))\n" }
    text += "\(style.dim("base")) \(base)\n\n"
    text += section("decoders", .decoders, decoderCounts, namesAllFiles)
    text += section("lists", .list, listCounts, namesAllFiles)
    text += section("rules", .rules, ruleCounts, namesAllFiles)
    text += replacements
    let milliseconds = (seconds * 10_000).rounded() / 10
    let verdict = loaded.isLoaded ? style.green("loaded") : style.red("the engine would not start with it")
    text += "\n\(verdict) (\(milliseconds) ms); alerts from level \(loaded.settings.logAlertLevel), "
    text += "emails from level \(loaded.settings.emailAlertLevel), "
    text += "\(loaded.settings.memorySize) events in memory\n"
    return text
  }

  private var base: String {
    switch loaded.base {
    case .folder(let folder): TerminalText.line(folder)
    case .minimal: "minimal (built in: a root rule per category, a decoder of each kind)"
    case .none: "none"
    }
  }

  private var decoderCounts: String {
    let forest = loaded.decoders
    let children = forest.definitions.count { $0.parent != nil }
    return "\(forest.definitions.count) decoders: \(forest.programRoots.count) roots by program name, "
      + "\(forest.plainRoots.count) other roots, \(children) children"
  }

  private var ruleCounts: String {
    let overwritten = loaded.rules.overwritten.count
    return "\(loaded.rules.rules.count) rules in \(loaded.rules.nodes.count) places in the tree"
      + (overwritten > 0 ? ", \(overwritten) of them overwritten" : "")
  }

  private var listCounts: String {
    "\(loaded.lists.count) lists with \(loaded.lists.reduce(0) { $0 + $1.count }) keys"
  }

  /// Files of the base that own files take the place of.
  private var replacements: String {
    guard !loaded.search.replacements.isEmpty else { return "" }
    return "\(style.bold("in the place of the base's")):\n"
      + loaded.search.replacements.map { "  \($0.by) \(style.dim("instead of")) \($0.file)\n" }.joined()
  }

  private func section(_ title: String, _ kind: RulesetFile.Kind, _ counts: String, _ namesAllFiles: Bool) -> String {
    let files = loaded.files.filter { $0.kind == kind }
    guard !files.isEmpty else { return "" }
    var text = "\(style.bold(title)): \(counts), from \(files.count.counted("file"))\n"
    if namesAllFiles {
      for file in files { text += "  \(TerminalText.line(file.path))\n" }
      return text
    }
    // Runs of files from one folder in one line: the order matters, the single names rarely do.
    var start = 0
    while start < files.count {
      let folder = self.folder(files[start].path)
      var end = start + 1
      while end < files.count, self.folder(files[end].path) == folder { end += 1 }
      text += "  \(line(files[start..<end], TerminalText.line(folder)))\n"
      start = end
    }
    return text
  }

  private func line(_ files: ArraySlice<RulesetFile>, _ folder: String) -> String {
    guard let first = files.first, let last = files.last else { return "" }
    if files.count == 1 { return TerminalText.line(first.path) }
    let names =
      files.count == 2 ? "\(name(first.path)), \(name(last.path))" : "\(name(first.path)) … \(name(last.path))"
    return "\(folder): \(names) \(style.dim("(\(files.count) files)"))"
  }

  private func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash])
  }

  private func name(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return TerminalText.line(path) }
    return TerminalText.line(String(path[path.index(after: slash)...]))
  }
}
