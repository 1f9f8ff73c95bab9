import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that grows line by line and holds whole lines at every moment, also on a full disk.
package struct LineFile {
  /// Why a line could not be written: the file and the system's words.
  package struct Failure: Error {
    package var path: String
    package var reason: String
  }

  private let path: String
  private let descriptor: Int32

  /// Opens a file to write behind what it holds; a line that was left unfinished there is ended first.
  package init(_ path: String) throws(Failure) {
    self.path = path
    descriptor = openToAppend(path)
    guard descriptor >= 0 else { throw Failure(path: path, reason: String(cString: strerror(errno))) }
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 10
    if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != 10 { try append([10]) }
  }

  /// Writes lines, all or none of them.
  package func append(_ lines: [UInt8]) throws(Failure) {
    let size = lseek(descriptor, 0, SEEK_END)
    var rest = lines[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = String(cString: strerror(errno))
        if size >= 0 { _ = ftruncate(descriptor, size) }
        throw Failure(path: path, reason: reason)
      }
      rest = rest.dropFirst(count)
    }
  }

  package func close() { closeDescriptor(descriptor) }
}

private func openToAppend(_ path: String) -> Int32 { open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o640) }

private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
