import SystemPackage

/// Reading files whole, with the system's own reasons when that fails.
enum SourceFile {
  /// Why a file cannot be read, as the reference would put it: number and text of the system's error.
  struct Failure: Error, Equatable {
    var number: Int32
    var reason: String

    init(_ error: any Error) {
      let code = error as? Errno ?? .ioError
      number = code.rawValue
      reason = code.description
    }
  }

  /// The bytes of a file.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    do {
      // Not blocking: a pipe without a writer would hold the command for ever.
      let descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
      return try descriptor.closeAfter {
        let size = Int(try descriptor.seek(offset: 0, from: .end))
        try descriptor.seek(offset: 0, from: .start)
        guard size < 1 << 30 else { throw Errno.fileTooLarge }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + 1)
        while true {
          // One byte more than the size, to see the end; more only for what grows or does not tell its size.
          let before = bytes.count
          let wanted = max(size + 1 - before, size == 0 ? 1 << 16 : before / 2, 1)
          bytes.append(contentsOf: repeatElement(0, count: wanted))
          let count = try bytes.withUnsafeMutableBytes { buffer in
            try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[before...]))
          }
          bytes.removeLast(wanted - count)
          if count == 0 { return bytes }
          guard bytes.count < 1 << 30 else { throw Errno.fileTooLarge }
        }
      }
    } catch {
      throw Failure(error)
    }
  }
}
