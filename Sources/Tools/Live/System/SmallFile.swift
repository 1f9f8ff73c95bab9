import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A small file that is read and replaced whole.
enum SmallFile {
  /// Its first bytes; nil when it cannot be read.
  static func read(_ path: ByteString, limit: Int) -> [UInt8]? {
    guard let file = try? OpenedFile.open(path) else { return nil }
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

  /// Replaces it: there is the old or the new file, never a part of one. The reason when that fails.
  static func replace(_ path: ByteString, with bytes: [UInt8]) -> String? {
    // A name that begins with a dot, so that no pattern of followed files finds it.
    let slash = path.bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let draft = ByteString(path.bytes[..<slash]) + "." + ByteString(path.bytes[slash...]) + ".new"
    let descriptor = draft.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640) }
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return failure(closing: descriptor, removing: draft) }
      rest = rest.dropFirst(count)
    }
    guard close(descriptor) == 0 else { return String(cString: strerror(errno)) }
    guard draft.withCString({ draft in path.withCString { rename(draft, $0) } }) == 0 else {
      return String(cString: strerror(errno))
    }
    return nil
  }

  private static func failure(closing descriptor: Int32, removing draft: ByteString) -> String {
    let reason = String(cString: strerror(errno))
    close(descriptor)
    _ = draft.withCString { unlink($0) }
    return reason
  }
}
