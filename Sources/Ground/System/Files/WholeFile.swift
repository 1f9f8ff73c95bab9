import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reading files whole.
package enum WholeFile {
  /// What is done about a pipe.
  package enum Pipes: Sendable {
    /// It is no file: the system says that it has no places to go to.
    case refused
    /// Whoever writes into it, as in `<(…)`, is waited for.
    case awaited
  }

  /// A pipe that nobody writes into: the system has no number for that.
  package static let silentPipe = SystemError(number: -1)

  /// The bytes of a file; ``SystemError/tooLarge`` when there are more than `limit`.
  package static func read(
    _ path: some SystemPath, limit: Int = Limits.text, pipes: Pipes = .refused
  ) throws(SystemError) -> [UInt8] {
    // Not blocking: a pipe without a writer would hold the command for ever.
    let descriptor = path.withSystemPath { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw failure(.last, path) }
    defer { SystemCall.close(descriptor) }
    return try read(descriptor, limit: limit, pipes: pipes)
  }

  /// The bytes of a file that is open, from where it stands.
  static func read(_ descriptor: Int32, limit: Int, pipes: Pipes = .refused) throws(SystemError) -> [UInt8] {
    let facts = try FileFacts.look(atOpen: descriptor)
    guard facts.kind != .folder else { throw .isFolder }
    if pipes == .refused, lseek(descriptor, 0, SEEK_CUR) < 0 { throw .last }
    guard facts.size <= limit else { throw .tooLarge }
    var hasWriter = false
    // One byte more than the file has, so that its end is seen in the same read.
    var capacity = Int(facts.size) + 1
    var bytes: [UInt8] = []
    while true {
      var problem: SystemError?
      let known = bytes
      bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        count = buffer.update(fromContentsOf: known)
        while count < capacity {
          let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<capacity])
          let read = SystemCall.read(descriptor, into: room)
          if read < 0, errno == EAGAIN {
            Readiness.wait(toRead: [descriptor])
            hasWriter = true
            continue
          }
          if read < 0 { problem = .last }
          if read <= 0 { return }
          count += read
        }
      }
      if let problem { throw problem }
      if bytes.isEmpty, facts.kind == .pipe, !hasWriter { throw silentPipe }
      if bytes.count < capacity { return bytes }
      guard bytes.count <= limit else { throw .tooLarge }
      capacity = min(max(capacity * 2, 1 << 16), limit + 1)
    }
  }

  /// Some file systems say of a folder that it is too large.
  private static func failure(_ error: SystemError, _ path: some SystemPath) -> SystemError {
    FileFacts(of: path)?.kind == .folder ? .isFolder : error
  }
}
