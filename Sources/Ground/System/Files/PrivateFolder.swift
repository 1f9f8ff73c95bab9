#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder that only its owner can look into, and that is gone with what holds it.
package final class PrivateFolder: Sendable {
  package let path: String
  private let cleanup: Cleanup.Token

  /// Makes one where the system keeps such things.
  package convenience init() throws(SystemError) {
    try self.init(in: Environment.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp", named: "assay-")
  }

  /// Makes one in a folder that is there.
  /// - Parameter beginning: of its name.
  package init(in place: String, named beginning: String) throws(SystemError) {
    var name = Array(Paths.join(place, beginning + "XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw .last }
    let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.path = path
    cleanup = Cleanup.note { Self.remove(path) }
  }

  deinit {
    Self.remove(path)
    Cleanup.done(cleanup)
  }

  /// Gives it the name of a folder that must not be there yet: from then on it stays, and everybody may look into it who
  /// may into others.
  package func keep(as name: String) throws(SystemError) {
    guard chmod(path, mode_t(FileReplacement.allowed(0o777))) == 0, rename(path, name) == 0 else { throw .last }
  }

  /// Moves another folder into it, to be gone with it.
  package func take(_ folder: String) throws(SystemError) {
    guard rename(folder, Paths.join(path, "taken")) == 0 else { throw .last }
  }

  private static func remove(_ path: String) {
    guard FileFacts(of: path, followsLinks: false)?.kind == .folder else {
      unlink(path)
      return
    }
    for name in (try? FolderContent.names(of: path)) ?? [] { remove(Paths.join(path, name)) }
    rmdir(path)
  }
}
