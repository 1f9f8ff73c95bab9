import Bytes
import Diagnostics
import JSONText
import Rulesets
import System
import Workbench

/// The folders of the client, and the rulesets in them.
final class Workspace {
  /// The folders, as absolute paths.
  private(set) var folders: [String] = []
  /// What the client says of a ruleset where there is no `assay.conf`: its lines.
  private var settings: [UInt8]?
  private var found: [Root]?
  private var made = 0
  /// Rulesets of files that lie in none of the folders.
  private var loose: [String: Root] = [:]
  /// Texts of the client, by absolute path.
  private var unsaved: [String: [UInt8]] = [:]
  /// What keeps folders from being searched.
  private(set) var failures: [Diagnostic] = []

  /// Takes folders and settings at the beginning.
  func begin(_ folders: [String], settings: JSONTree?) {
    self.folders = folders
    self.settings = Self.lines(of: settings)
  }

  /// Takes other folders.
  func change(adding added: [String], removing removed: [String]) {
    folders.removeAll(where: removed.contains)
    for folder in added where !folders.contains(folder) { folders.append(folder) }
    forget()
  }

  /// Takes other settings.
  func change(settings: JSONTree?) {
    let lines = Self.lines(of: settings)
    guard lines != self.settings else { return }
    self.settings = lines
    forget()
  }

  /// Anything may have changed: which rulesets there are is found out anew.
  func forget() {
    found = nil
    loose = [:]
    failures = []
  }

  // MARK: Texts

  /// Takes the text of a file as the client has it; nil once it is as on disk.
  func set(_ path: String, to text: [UInt8]?) {
    unsaved[path] = text
    if Paths.name(of: path) == "assay.conf" { return forget() }
    if let found { for root in found where root.holds(path) || Self.lies(path, in: root) { root.set(path, to: text) } }
    if text == nil { loose[path] = nil }
    for (name, root) in loose where name == path || root.holds(path) { root.set(path, to: text) }
  }

  /// Files on disk may have changed.
  func changeOnDisk(_ paths: [String]) {
    if paths.contains(where: { Paths.name(of: $0) == "assay.conf" }) { return forget() }
    // What is open in the client is as the client says.
    let paths = paths.filter { unsaved[$0] == nil }
    guard !paths.isEmpty else { return }
    for root in all where paths.contains(where: { root.holds($0) || Self.lies($0, in: root) }) { root.forgetFiles() }
  }

  /// A file is on disk what it is in the client: one outside of all folders may not have been there before.
  func save(_ path: String) { loose[path]?.forgetFiles() }

  /// What a file holds: for the client, else on disk.
  func text(of path: String) -> [UInt8]? { unsaved[path] ?? (try? WholeFile.read(path)) }

  /// Reads the names of one ruleset, so that whoever asks for one needs not wait.
  /// - Returns: false when all are known.
  func readNames() -> Bool {
    guard let root = all.first(where: \.needsNames) else { return false }
    _ = root.names
    return true
  }

  // MARK: Rulesets

  /// All rulesets.
  var all: [Root] { roots + loose.sorted { $0.key < $1.key }.map(\.value) }

  /// The ruleset of a file: the one that holds it, else that of the nearest folder above, else one for the file alone.
  func root(of path: String) -> Root? {
    // Of nested folders the innermost one; what a ruleset names lies where it likes.
    let around = roots.filter { Self.lies(path, in: $0) }.max { left, right in
      left.folder.utf8.count == right.folder.utf8.count
        ? !left.isRest && right.isRest : left.folder.utf8.count < right.folder.utf8.count
    }
    if let around, around.holds(path) { return around }
    if let holder = roots.first(where: { $0.holds(path) }) { return holder }
    if let around { return around }
    let holder =
      loose[path]
      ?? loose.sorted { $0.key < $1.key }.map(\.value).first { root in
        root.holds(path) || root.configurationFile != nil && Self.lies(path, in: root)
      }
    if let holder { return holder }
    guard let made = looseRoot(of: path) else { return nil }
    loose[path] = made
    return made
  }

  private static func lies(_ path: String, in root: Root) -> Bool { RepositoryBounds.lies(path, in: root.folder) }

  private var roots: [Root] {
    if let found { return found }
    var made: [Root] = []
    var known: Set<String> = []
    for folder in folders {
      for root in roots(of: folder) where known.insert(root.configurationFile ?? root.folder).inserted {
        made.append(root)
      }
    }
    for root in made { for (path, text) in unsaved where Self.lies(path, in: root) { root.set(path, to: text) } }
    found = made
    return made
  }

  private func roots(of folder: String) -> [Root] {
    do throws(RulesetError) {
      var units = try LintInput(paths: [folder], options: RulesetOptions()).unitsOfPaths()
      for index in units.indices {
        units[index].options.workingDirectory = folder
        for (path, text) in unsaved { units[index].options.unsaved[path] = text }
        if let file = units[index].configuration?.file, let text = unsaved[file] {
          units[index].configuration = try AssayConfiguration(file: file, text: text)
        }
        if units[index].configuration == nil, let settings { try take(settings, of: folder, in: &units[index]) }
      }
      return units.map { unit in
        var unit = unit
        unit.options.unsaved = Self.settingsOnly(unit)
        return make(unit, unit.configuration.map { Paths.resolved($0.folder) } ?? folder)
      }
    } catch {
      failures.append(error.diagnostic)
    }
    return []
  }

  private func make(_ unit: LintInput.Unit, _ folder: String) -> Root {
    made += 1
    return Root(unit, folder: folder, number: made)
  }

  /// The settings of the client stand for an `assay.conf`; nothing else is kept in the options, for texts change.
  private static func settingsOnly(_ unit: LintInput.Unit) -> UnsavedTexts {
    var texts = UnsavedTexts()
    if let file = unit.configuration?.file, let text = unit.options.unsaved[file] { texts[file] = text }
    return texts
  }

  private func take(_ settings: [UInt8], of folder: String, in unit: inout LintInput.Unit) throws(RulesetError) {
    let file = Paths.joinAsWritten(folder, "assay.conf")
    unit.configuration = try AssayConfiguration(file: file, text: settings)
    unit.options.rulesets = []
    unit.options.configurationFile = file
    unit.options.unsaved[file] = settings
  }

  /// A ruleset for a file that lies in none of the folders: that of the nearest `assay.conf` above it, else the file alone.
  private func looseRoot(of path: String) -> Root? {
    let folder = Paths.folder(of: path)
    let configuration = ParentFolders(from: folder).lazy.map { Paths.joinAsWritten($0, "assay.conf") }
      .first(where: PathFacts.isReadable)
    if let configuration {
      // A base file that is looked at belongs to whoever led there, and to no ruleset of its own.
      return roots(of: Paths.folder(of: configuration)).first { $0.configurationFile == configuration }
    }
    guard let text = text(of: path), let kind = RulesetFile.kind(ofText: text) else { return nil }
    var options = RulesetOptions()
    options.workingDirectory = folder
    if kind == .decoders { options.decoders = [path] } else { options.rules = [path] }
    let root = make(LintInput.Unit(options: options), folder)
    if let text = unsaved[path] { root.set(path, to: text) }
    return root
  }

  // MARK: Settings

  /// Settings of the client as lines of an `assay.conf`; nil for none.
  private static func lines(of settings: JSONTree?) -> [UInt8]? {
    let members = (settings?["assay"] ?? settings)?.members ?? []
    var lines: [String] = []
    for member in members {
      let values = member.value.bytes.map { [JSONTree($0)] } ?? member.value.elements
      let texts = values.compactMap(\.string).map(quoted)
      if !texts.isEmpty {
        lines.append("\(member.name) = \(texts.joined(separator: ", "))")
      } else if let number = member.value.integer {
        lines.append("\(member.name) = \(number)")
      }
    }
    return lines.isEmpty ? nil : Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private static func quoted(_ value: String) -> String {
    let escaped = value.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
      case 10: Array("\\n".utf8)
      default: [byte]
      }
    }
    return "\"\(String(decoding: escaped, as: UTF8.self))\""
  }
}
