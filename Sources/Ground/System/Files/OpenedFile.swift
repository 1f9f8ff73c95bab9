#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A regular file that is open for reading. Whoever opened it closes it.
package struct OpenedFile: Sendable {
  package let descriptor: Int32
  package let identity: FileFacts.Identity

  /// Opens a file; nil for what is no regular file.
  package static func open(_ path: some SystemPath) throws(SystemError) -> OpenedFile? {
    // Not blocking: a pipe without a writer would hold the collector for ever.
    let descriptor = path.withSystemPath { systemOpen($0) }
    guard descriptor >= 0 else { throw .last }
    guard let facts = try? FileFacts.look(atOpen: descriptor), facts.kind == .file else {
      SystemCall.close(descriptor)
      return nil
    }
    return OpenedFile(descriptor: descriptor, identity: facts.identity)
  }

  /// The first bytes of a file; nil when it cannot be read.
  package static func beginning(of path: some SystemPath, limit: Int) -> [UInt8]? {
    guard let file = try? open(path) else { return nil }
    defer { file.close() }
    return [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      let room = UnsafeMutableRawBufferPointer(buffer)
      while count < limit {
        let read = file.read(at: Int64(count), into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
        if read == 0 { return }
        count += read
      }
    }
  }

  /// What is known about the file now; nil when the system does not say.
  package var facts: FileFacts? { try? FileFacts.look(atOpen: descriptor) }

  /// Reads bytes from a place in the file; fewer than there is room for at its end, none behind it or on an error.
  /// - Parameters:
  ///   - offset: the place in the file.
  ///   - room: where they go.
  ///   - start: where in the room.
  ///   - limit: how many they are at most.
  package func read(at offset: Int64, into room: ReadRoom, from start: Int = 0, atMost limit: Int? = nil) -> Int {
    read(at: offset, into: room.part(from: start, atMost: limit))
  }

  private func read(at offset: Int64, into room: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = pread(descriptor, room.baseAddress, room.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { return 0 }
    }
  }

  package func close() { SystemCall.close(descriptor) }
}

private func systemOpen(_ path: UnsafePointer<CChar>) -> Int32 { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
