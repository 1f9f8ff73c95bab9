import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a path leads to at the moment, symbolic links followed.
struct PathStatus {
  /// A file, whatever path leads to it.
  struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  var identity: Identity
  var isRegular: Bool
  var size: Int64
  /// When it was last written, in seconds since 1970.
  var modified: Int

  /// What is known about a path; nil where there is nothing, with the reason in `errno`.
  init?(of path: ByteString) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  fileprivate init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
    isRegular = status.st_mode & S_IFMT == S_IFREG
    size = Int64(status.st_size)
    #if canImport(Darwin)
      modified = status.st_mtimespec.tv_sec
    #else
      modified = status.st_mtim.tv_sec
    #endif
  }
}

/// Why a file cannot be opened: the system's number and its words.
struct OpenFailure: Error {
  var number: Int32

  var reason: String { String(cString: strerror(number)) }
}

/// A regular file that is open for reading. Whoever opened it closes it.
struct OpenedFile {
  let descriptor: Int32
  let identity: PathStatus.Identity

  /// Opens a file; nil for what is no regular file.
  static func open(_ path: ByteString) throws(OpenFailure) -> OpenedFile? {
    // Not blocking: a pipe without a writer would hold the collector for ever.
    let descriptor = path.withCString { systemOpen($0) }
    guard descriptor >= 0 else { throw OpenFailure(number: errno) }
    guard let status = PathStatus(of: descriptor), status.isRegular else {
      systemClose(descriptor)
      return nil
    }
    return OpenedFile(descriptor: descriptor, identity: status.identity)
  }

  /// What is known about the file now; nil when the system does not say.
  var status: PathStatus? { PathStatus(of: descriptor) }

  /// Reads bytes from a place in the file; fewer than there is room for at its end, none behind it or on an error.
  func read(at offset: Int64, into room: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = pread(descriptor, room.baseAddress, room.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { return 0 }
    }
  }

  func close() { systemClose(descriptor) }
}

private func systemOpen(_ path: UnsafePointer<CChar>) -> Int32 { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }

func systemClose(_ descriptor: Int32) { close(descriptor) }

extension ByteString {
  /// Calls `body` with the bytes up to the first NUL as the system takes them.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let text = bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
    return text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("the text has its final NUL") }
      return body(base)
    }
  }
}
