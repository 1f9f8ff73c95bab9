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
  package init() throws(SystemError) {
    let place = Environment.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var name = Array(Paths.join(place, "assay-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw .last }
    let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.path = path
    cleanup = Cleanup.note { Self.remove(path) }
  }

  deinit {
    Self.remove(path)
    Cleanup.done(cleanup)
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
