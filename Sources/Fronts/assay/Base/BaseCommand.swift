import ArgumentParser
import Bytes
import Diagnostics
import Rulesets
import System
import Workbench

/// `assay base`
struct BaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "base",
    abstract: "Keep stock rulesets at hand, by version.",
    discussion: """
      Unpacks the decoders, rules, lists, tests and settings of a manager into a folder of its own, so that base = \
      wazuh-4.14.7 in an assay.conf, or --base wazuh-4.14.7, names it on every machine. Nothing is downloaded.

        assay base add wazuh-4.14.7.tar.gz       a release archive: .tar, .tar.gz, .tar.xz, .tar.zst, .tar.bz2
        assay base add wazuh-manager.deb         a package of the manager: .deb, .rpm
        assay base add ~/src/wazuh               a checkout
        assay base add /var/ossec --as 4.14.7    an installed manager
        assay base list                          what is there
        assay base check [VERSION]               whether all files are as they were unpacked
        assay base path VERSION                  where it is
        assay base remove VERSION

      Exit codes: 0 done, 1 files have changed (check), 2 bad input.
      """)

  /// What is to be done.
  enum Action: String, CaseIterable, ExpressibleByArgument {
    case add, list, check, path, remove
  }

  @Argument(help: "What to do: add, list, check, path or remove.")
  var action: Action

  @Argument(
    help: "What to add: a folder, an archive, a package. Else a base: wazuh-4.14.7, or 4.14.7.", completion: .file())
  var names: [String] = []

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("With add: its name or version, whatever the source says.", valueName: "version"))
  var name: String?

  @Option(
    help: ArgumentHelp("With add: the SHA-256 that the archive or package must have.", valueName: "checksum"))
  var sha256: String?

  func validate() throws {
    switch action {
    case .add:
      guard names.count == 1 else { throw ValidationError("assay base add takes one source.") }
      if let sha256, sha256.utf8.count != 64 || !sha256.utf8.allSatisfy({ ASCII.hexValue($0) != nil }) {
        throw ValidationError("--sha256 has 64 hexadecimal digits.")
      }
      return
    case .list:
      guard names.isEmpty else {
        throw ValidationError("assay base list takes no name; assay base check NAME looks at one.")
      }
    case .check: break
    case .path, .remove:
      guard names.count == 1 else { throw ValidationError("assay base \(action.rawValue) takes one base.") }
    }
    guard name == nil, sha256 == nil else { throw ValidationError("--as and --sha256 go with assay base add.") }
  }

  func run() throws {
    guard let store = BaseStore(variable: Environment.variable) else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-cache", "there is no folder for bases: neither XDG_CACHE_HOME nor HOME names one"))
    }
    switch action {
    case .add: try add(to: store)
    case .list: try list(store)
    case .check: try check(store)
    case .path: StandardOutput.write(try store.find(names[0]).path + "\n")
    case .remove:
      let entry = try store.find(names[0])
      try store.remove(entry)
      StandardError.write("assay: \(entry.name) is removed\n")
    }
  }

  private func add(to store: BaseStore) throws {
    let result = try BaseAddition(of: names[0], as: name, checksum: sha256).run(into: store)
    var text: ShownText = "\(result.entry.name): \(result.manifest.overview)"
    if let from = result.versionFrom { text += "; the version is that of \(from)" }
    text += result.wasThere ? "; it was there already, the same in every byte\n" : "\n"
    text += "base = \(result.entry.name) in assay.conf, or --base \(result.entry.name), names it\n"
    StandardError.write(text.text)
    StandardOutput.write(result.entry.path + "\n")
  }

  private func list(_ store: BaseStore) throws {
    let entries = try store.entries()
    guard !entries.isEmpty else {
      return StandardError.write("assay: no base was unpacked yet; assay base add SOURCE does that\n")
    }
    let width = entries.reduce(0) { max($0, $1.name.utf8.count) }
    for entry in entries {
      let name = entry.name + String(repeating: " ", count: width - entry.name.utf8.count)
      let overview: ShownText =
        entry.manifest.map { "\($0.overview), from \($0.source)" } ?? "damaged: assay base check \(entry.name)"
      StandardOutput.write(("\(name)  \(overview)\n" as ShownText).text)
    }
  }

  private func check(_ store: BaseStore) throws {
    let entries = try names.isEmpty ? store.entries() : names.map { try store.find($0) }
    guard !entries.isEmpty else {
      throw BadInput(
        Diagnostic(.error, code: "missing-base", "there is no base to look at", hint: "assay base add SOURCE"))
    }
    var isGood = true
    for entry in entries {
      let problems = try store.check(entry)
      if problems.isEmpty {
        let count = entry.manifest?.files.count ?? 0
        StandardOutput.write("\(entry.name): \(count.counted("file")), all as they were unpacked\n")
        continue
      }
      isGood = false
      for problem in problems { StandardOutput.write(("\(entry.name): \(problem)\n" as ShownText).text) }
    }
    guard !isGood else { return }
    StandardError.write("assay: remove a base that has changed, and add it again\n")
    throw ExitCode(ExitStatus.failure.rawValue)
  }
}
