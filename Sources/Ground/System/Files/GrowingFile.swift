#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is open to write behind what it holds.
package final class GrowingFile {
  private let descriptor: Int32
  /// How much there is in it; negative for what has no size, such as a pipe.
  package private(set) var size: Int

  /// Opens a file, or makes it.
  package init(_ path: String) throws(SystemError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw .last }
    size = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit { SystemCall.close(descriptor) }

  /// Writes bytes, all or none of them.
  package func append(_ bytes: [UInt8]) throws(SystemError) {
    if let problem = bytes.withUnsafeBytes({ SystemCall.writeAll(descriptor, $0) }) {
      if size >= 0 { _ = ftruncate(descriptor, off_t(size)) }
      throw problem
    }
    if size >= 0 { size += bytes.count }
  }

  /// Which file it is; nil when the system does not say.
  package var identity: FileFacts.Identity? { (try? FileFacts.look(atOpen: descriptor))?.identity }

  /// Takes back what was written behind a place.
  package static func cut(_ path: String, to size: Int) throws(SystemError) {
    guard truncate(path, off_t(size)) == 0 else { throw .last }
  }

  /// The last bytes, at most so many; nil when they cannot be read.
  package func end(_ limit: Int) -> [UInt8]? {
    let length = min(size, limit)
    guard length >= 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: length)
    return pread(descriptor, &bytes, length, off_t(size - length)) == length ? bytes : nil
  }
}
