#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Something that is open to be read from its beginning to its end: a file, or standard input.
package final class InputFile: Sendable {
  package static let standardInput = InputFile(descriptor: 0)

  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Opens a file.
  /// - Parameter offset: where reading begins.
  package init(_ path: String, from offset: Int = 0) throws(SystemError) {
    descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw .last }
    if offset > 0, lseek(descriptor, off_t(offset), SEEK_SET) < 0 { throw .last }
  }

  deinit {
    if !isStandardInput { SystemCall.close(descriptor) }
  }

  package var isStandardInput: Bool { descriptor == 0 }

  /// Reads the next bytes as soon as there are some; 0 at the end.
  func read(into room: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    while true {
      let count = SystemCall.read(descriptor, into: room)
      if count >= 0 { return count }
      guard errno == EAGAIN else { throw .last }
      Readiness.wait(toRead: [descriptor])
    }
  }

  /// The next bytes, at most so many, as soon as there are some; none at the end.
  func next(_ limit: Int) throws(SystemError) -> [UInt8] {
    while true {
      var problem: SystemError?
      let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        let read = SystemCall.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer))
        if read < 0 { problem = SystemError.last }
        count = max(0, read)
      }
      guard let problem else { return bytes }
      guard problem.number == EAGAIN else { throw problem }
      Readiness.wait(toRead: [descriptor])
    }
  }
}
