import Archives
import Bytes
import Diagnostics
import System

/// Collects the files of a stock ruleset from what holds it: a folder, an archive, a package.
struct BaseIntake {
  /// The files of one manager's folder, and what says which version it is.
  struct Content {
    var home: String
    /// By their paths in a base.
    var files: [String: [UInt8]] = [:]
    var roles: [String: BaseFile.Role] = [:]
    var versions: [String: [UInt8]] = [:]

    func count(_ role: BaseFile.Role) -> Int { roles.values.count { $0 == role } }
  }

  /// No ruleset has more.
  private static let fileLimit = 20_000
  private static let byteLimit = 512 << 20

  /// What it is taken from, as it was named.
  private let source: String
  /// By home.
  private var contents: [String: Content] = [:]
  private var fileCount = 0
  private var byteCount = 0

  /// Reads all of a source.
  init(folder: String) throws(BadInput) {
    source = folder
    // Somebody may name the folder `ruleset` itself.
    let isRuleset = ["decoders", "rules"].allSatisfy { PathFacts.isFolder(Paths.join(folder, $0)) }
    if isRuleset {
      for name in BaseFile.folders where name.hasPrefix("ruleset/") {
        try walk(Paths.join(folder, String(name.dropFirst("ruleset/".utf8.count))), as: name)
      }
      return
    }
    for name in BaseFile.folders { try walk(Paths.join(folder, name), as: name) }
    for name in BaseFile.single where FileFacts(of: Paths.join(folder, name), followsLinks: false) != nil {
      try take(Paths.join(folder, name), as: name)
    }
  }

  /// Reads all of an archive.
  init(_ archive: some ArchiveReader, named source: String) throws(BadInput) {
    self.source = source
    do throws(ArchiveFault) {
      while let member = try archive.next() {
        let parts = try member.parts()
        guard member.kind != .folder, let text = Self.text(parts), let file = BaseFile(text) else { continue }
        try check(member, file)
        let bytes = try archive.content()
        guard add(bytes, file) else {
          throw .hostile("it holds \(TerminalText.line(member.path)) twice")
        }
        guard fileCount <= Self.fileLimit, byteCount <= Self.byteLimit else {
          throw .tooLarge("no ruleset has more than \(Self.fileLimit) files or \(Limits.shown(Self.byteLimit))")
        }
      }
    } catch {
      throw BadInput(
        Diagnostic(.error, code: "archive", "\(source) \(error.message)", hint: error.hint))
    }
  }

  /// The files of the one manager's folder that has a ruleset.
  func content() throws(BadInput) -> Content {
    let whole = contents.values.filter { $0.count(.decoders) > 0 && $0.count(.rules) > 0 }
    let depths = whole.map { $0.home.split(separator: "/").count }
    guard let least = depths.min() else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-ruleset",
          "\(source) holds no stock ruleset: no ruleset/decoders with ruleset/rules beside it",
          hint:
            "take a checkout or release of wazuh/wazuh, the package wazuh-manager (an agent has no rules), or /var/ossec"
        ))
    }
    let found = zip(whole, depths).filter { $0.1 == least }.map(\.0)
    guard found.count == 1, let only = found.first else {
      let homes = found.map { TerminalText.line($0.home) }.sorted().joined(separator: ", ")
      throw BadInput(
        Diagnostic(
          .error, code: "several-rulesets", "\(source) holds several rulesets: \(homes)",
          hint: "unpack it, and name the folder of one of them"))
    }
    return only
  }

  /// The parts as text; nil for what no file of a ruleset is called.
  private static func text(_ parts: [ArraySlice<UInt8>]) -> [String]? {
    var text: [String] = []
    for part in parts {
      guard !part.contains(where: { $0 < 0x20 || $0 == 0x7F }), let name = String(validating: part, as: UTF8.self)
      else { return nil }
      text.append(name)
    }
    return text
  }

  private func check(_ member: ArchiveMember, _ file: BaseFile) throws(ArchiveFault) {
    let name = TerminalText.line(member.path)
    guard member.kind == .file else { throw .hostile("\(name) is a link or a device, where a file is wanted") }
    guard member.size <= file.limit else {
      throw .tooLarge("\(name) is larger than the \(Limits.shown(file.limit)) that are read of one file")
    }
    guard byteCount + member.size <= Self.byteLimit else {
      throw .tooLarge("no ruleset has more than \(Limits.shown(Self.byteLimit))")
    }
  }

  /// - Returns: whether it was not there yet.
  private mutating func add(_ bytes: [UInt8], _ file: BaseFile) -> Bool {
    var content = contents[file.home] ?? Content(home: file.home)
    defer { contents[file.home] = content }
    fileCount += 1
    byteCount += bytes.count
    if file.role == .version { return content.versions.updateValue(bytes, forKey: file.path) == nil }
    content.roles[file.path] = file.role
    return content.files.updateValue(bytes, forKey: file.path) == nil
  }

  // MARK: Folders

  private mutating func walk(_ folder: String, as name: String) throws(BadInput) {
    var pending = [(path: folder, name: name)]
    guard FileFacts(of: folder, followsLinks: false)?.kind == .folder else { return }
    while let place = pending.popLast() {
      let names: [String]
      do throws(SystemError) { names = try FolderContent.names(of: place.path) } catch {
        throw Self.failure("\(place.path) cannot be read: \(error.reason)")
      }
      for child in names where !child.hasPrefix(".") {
        let path = Paths.join(place.path, child)
        if FileFacts(of: path, followsLinks: false)?.kind == .folder {
          pending.append((path, place.name + "/" + child))
        } else {
          try take(path, as: place.name + "/" + child)
        }
      }
    }
  }

  private mutating func take(_ path: String, as name: String) throws(BadInput) {
    guard let file = BaseFile(name.split(separator: "/").map(String.init)), file.home.isEmpty else { return }
    guard FileFacts(of: path, followsLinks: false)?.kind == .file else {
      throw Self.failure("\(path) is a link or a device, where a file is wanted")
    }
    do throws(FileFailure) {
      // Lists of both places come to lie in one; the installed ones count.
      let bytes = try FileAccess.read(path, limit: file.limit)
      if !add(bytes, file), file.role != .list { throw FileFailure(path: path, kind: .exists) }
    } catch {
      throw Self.failure(error.message)
    }
    guard fileCount <= Self.fileLimit, byteCount <= Self.byteLimit else {
      throw Self.failure(
        "\(source) holds too much: no ruleset has more than \(Self.fileLimit) files or \(Limits.shown(Self.byteLimit))"
      )
    }
  }

  private static func failure(_ message: String) -> BadInput {
    BadInput(Diagnostic(.error, code: "unreadable", message))
  }
}
