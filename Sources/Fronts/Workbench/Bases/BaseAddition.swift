import Archives
import Bytes
import Diagnostics
import Rulesets
import System

/// Unpacks a stock ruleset from what holds one, and puts it among the others.
package struct BaseAddition {
  /// What became of it.
  package struct Result: Sendable {
    package var entry: BaseStore.Entry
    package var manifest: BaseManifest
    /// What said which version it is; nil where somebody did.
    package var versionFrom: String?
    /// Whether it was there already, byte for byte.
    package var wasThere: Bool
  }

  private let source: String
  private let name: BaseName?
  private let checksum: String?

  /// - Parameters:
  ///   - source: a folder, an archive, a package.
  ///   - name: what it is to be called, as a name or a version; nil takes what the source says.
  ///   - checksum: the SHA-256 that an archive or package must have; nil for any.
  package init(of source: String, as name: String?, checksum: String?) throws(BadInput) {
    self.source = source
    self.checksum = checksum?.lowercased()
    if let name {
      guard let known = BaseName(word: name) else {
        throw BaseStore.failure(
          "\(name) is no name of a base", hint: "names are like wazuh-4.14.7, or the version alone")
      }
      self.name = known
    } else {
      self.name = nil
    }
  }

  /// Unpacks it.
  package func run(into store: BaseStore) throws(BadInput) -> Result {
    guard let facts = FileFacts(of: source) else {
      throw BaseStore.failure(
        "\(source): there is no such file or folder",
        hint:
          "SOURCE is a checkout, a release archive, a .deb or .rpm of the manager, or /var/ossec; nothing is downloaded"
      )
    }
    var stated: String?
    var sum: String?
    let intake: BaseIntake
    if facts.kind == .folder {
      guard checksum == nil else { throw BaseStore.failure("\(source) is a folder, and has no checksum of its own") }
      intake = try BaseIntake(folder: source)
    } else {
      sum = try verified()
      let file: PackedFile
      do throws(ArchiveFault) { file = try PackedFile(source) } catch {
        throw BadInput(Diagnostic(.error, code: "archive", "\(source) \(error.message)", hint: error.hint))
      }
      intake = try BaseIntake(file, named: source)
      stated = file.packageVersion
    }
    let content = try intake.content()
    let found = name == nil ? BaseVersion.name(of: content, stated: stated, path: source) : nil
    guard let name = name ?? found?.name else {
      throw BaseStore.failure("nothing in \(source) says which version it is", hint: "--as 4.14.7 says it")
    }
    let files = try Self.files(of: content, source)
    let manifest = Self.manifest(of: files, content, name, source: Paths.name(of: Paths.resolved(source)), sum)
    let wasThere = try put(files, manifest, as: name, in: store)
    return Result(
      entry: try store.find(name.text), manifest: manifest, versionFrom: found?.from, wasThere: wasThere)
  }

  /// The checksum of the archive, which must be the one that somebody expects.
  private func verified() throws(BadInput) -> String {
    let sum: String
    do throws(ArchiveFault) { sum = try PackedFile.checksum(of: source) } catch {
      throw BadInput(Diagnostic(.error, code: "archive", "\(source) \(error.message)", hint: error.hint))
    }
    guard checksum == nil || sum == checksum else {
      throw BaseStore.failure(
        "\(source) is not what it should be: its SHA-256 is \(sum)", hint: ArchiveFault.truncated.hint)
    }
    return sum
  }

  /// All files of the base, the settings among them.
  private static func files(of content: BaseIntake.Content, _ source: String) throws(BadInput) -> [String: [UInt8]] {
    var files = content.files
    let given = try files[BaseSettings.path].flatMap { bytes throws(BadInput) in
      try BaseSettings.taken(from: bytes, of: source)
    }
    let lists = content.roles.filter { $0.value == .list }.map(\.key)
    files[BaseSettings.path] = given ?? BaseSettings.standard(lists: lists)
    return files
  }

  private static func manifest(
    of files: [String: [UInt8]], _ content: BaseIntake.Content, _ name: BaseName, source: String, _ sum: String?
  ) -> BaseManifest {
    let entries = files.sorted { $0.key < $1.key }.map { path, bytes in
      BaseManifest.File(
        path: path, size: bytes.count, checksum: SHA256.hexadecimal(of: bytes),
        role: (content.roles[path] ?? .settings).rawValue)
    }
    return BaseManifest(name: name.text, source: source, sourceChecksum: sum, files: entries)
  }

  /// Puts the files in their place, all or none.
  /// - Returns: whether they were there already.
  private func put(
    _ files: [String: [UInt8]], _ manifest: BaseManifest, as name: BaseName, in store: BaseStore
  ) throws(BadInput) -> Bool {
    if PathFacts.exists(store.path(of: name)) { return try compare(manifest, with: store.find(name.text), in: store) }
    do throws(FileFailure) { try FileAccess.makeFolder(store.folder) } catch {
      throw BaseStore.failure("the folder of the bases cannot be made: \(error.message)")
    }
    do throws(SystemError) {
      let draft = try PrivateFolder(in: store.folder, named: ".add-")
      for (path, bytes) in files { try Self.write(bytes, to: Paths.join(draft.path, path)) }
      try Self.write(manifest.text, to: Paths.join(draft.path, BaseManifest.fileName))
      try draft.keep(as: store.path(of: name))
      return false
    } catch {
      // Somebody else may have put it there meanwhile.
      if PathFacts.exists(store.path(of: name)) { return try compare(manifest, with: store.find(name.text), in: store) }
      throw BaseStore.failure("\(name.text) cannot be written to \(store.folder): \(error.reason)")
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    do throws(FileFailure) { try FileAccess.makeFolder(Paths.folder(of: path)) } catch { throw .last }
    // They come to their place with the folder.
    let file = FileReplacement(permissions: FileReplacement.allowed(0o666), isDurable: false)
    do throws(FileReplacement.Failure) {
      try file.put(bytes, at: ByteString(path))
    } catch {
      switch error {
      case .system(let reason): throw reason
      case .folderIsMissing: throw .isMissing
      }
    }
  }

  /// One of that name is good if it is the same.
  private func compare(
    _ manifest: BaseManifest, with entry: BaseStore.Entry, in store: BaseStore
  ) throws(BadInput) -> Bool {
    guard entry.manifest?.files == manifest.files, try store.check(entry).isEmpty else {
      throw BaseStore.failure(
        "there is a base \(entry.name) already, and it holds something else",
        hint: "assay base remove \(entry.name), or --as with another name")
    }
    return true
  }
}
