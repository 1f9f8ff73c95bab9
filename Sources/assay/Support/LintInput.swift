import Harness
import Linting
import Rulesets

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is to be linted: the ruleset, and the settings of its `assay.conf`.
struct LintInput {
  let paths: [String]
  let ruleset: RulesetArguments
  let checks: LintCheckArguments

  /// Loads the ruleset, and reads its settings.
  func load() throws -> (LoadedRuleset, LintSettings) {
    for path in paths where access(path, R_OK) != 0 {
      throw CommandFailure(
        Diagnostic(
          .error, code: "missing-path", "\(path): \(String(cString: strerror(errno))).",
          hint: "Paths are files or folders whose findings are shown."))
    }
    var settings = LintSettings()
    let loaded: LoadedRuleset
    do throws(RulesetError) {
      let configuration = try self.configuration()
      if let configuration { try settings.apply(configuration) }
      loaded = try RulesetLoader.load(options(configuration))
    } catch {
      throw CommandFailure(error.diagnostic)
    }
    try checks.apply(to: &settings)
    return (loaded, settings)
  }

  private var namesRuleset: Bool {
    !ruleset.rulesets.isEmpty || !ruleset.rules.isEmpty || !ruleset.decoders.isEmpty || ruleset.config != nil
  }

  /// The baseline that the configuration names.
  func configuredBaseline() throws -> String? {
    do throws(RulesetError) {
      guard let configuration = try configuration(), let value = configuration.value("lint-baseline") else {
        return nil
      }
      return configuration.path(value)
    } catch {
      throw CommandFailure(error.diagnostic)
    }
  }

  /// The nearest `assay.conf`, from the current folder up, else from the first path up.
  private func configuration() throws(RulesetError) -> AssayConfiguration? {
    if let found = nearest(".") { return try AssayConfiguration(file: found) }
    guard let path = paths.first, !namesRuleset else { return nil }
    guard let found = nearest(folder(of: path)) else { return nil }
    return try AssayConfiguration(file: found)
  }

  private func nearest(_ folder: String) -> String? {
    var prefix = folder == "." ? "" : folder + "/"
    for _ in 0..<64 {
      if access(prefix + "assay.conf", R_OK) == 0 { return prefix + "assay.conf" }
      guard let real = realpath(prefix.isEmpty ? "." : prefix, nil) else { return nil }
      defer { free(real) }
      if String(cString: real) == "/" { return nil }
      prefix += "../"
    }
    return nil
  }

  private func folder(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return path }
    return Paths.folder(of: path)
  }

  /// The ruleset options: those given, else those of the configuration, else the folder of the first path.
  private func options(_ configuration: AssayConfiguration?) -> RulesetOptions {
    var options = ruleset.options
    guard !namesRuleset, let path = paths.first, nearest(".") == nil else { return options }
    options.rulesets = [configuration?.folder ?? folder(of: path)]
    if let configuration {
      // The options of a folder that is not the current one: its file is read as if it were.
      options.rulesets = configuration.list("ruleset").map(configuration.path)
      options.rules = configuration.list("rules").map(configuration.path)
      options.decoders = configuration.list("decoders").map(configuration.path)
      options.lists = configuration.list("list").map { value in
        var list = RulesetOptions.List(argument: value.text.description)
        list.path = Paths.join(configuration.folder, list.path)
        return list
      }
      options.config = configuration.value("config").map(configuration.path)
      if options.rulesets.isEmpty, options.rules.isEmpty, options.decoders.isEmpty, options.config == nil {
        options.rulesets = [configuration.folder]
      }
      if options.base == nil, let base = configuration.value("base") {
        options.base = RulesetOptions.Base(argument: base.text.description)
        if case .folder(let folder) = options.base { options.base = .folder(Paths.join(configuration.folder, folder)) }
      }
    }
    return options
  }

  /// Drops what is not in or below the paths.
  static func keep(_ result: inout LintResult, below paths: [String]) {
    guard !paths.isEmpty else { return }
    let wanted = paths.map(real)
    var known: [String: Bool] = [:]
    result.findings.removeAll { finding in
      guard let file = finding.diagnostic.location?.file else { return false }
      if let kept = known[file] { return !kept }
      let path = real(file)
      let kept = wanted.contains { path == $0 || path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
      known[file] = kept
      return !kept
    }
  }

  /// A path without links, for comparison.
  static func real(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
