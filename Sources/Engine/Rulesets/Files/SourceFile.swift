import Bytes
import SystemPackage

/// Reading files whole, with the system's own reasons when that fails.
enum SourceFile {
  /// Why a file cannot be read, as the reference would put it: number and text of the system's error.
  struct Failure: Error, Equatable {
    var number: Int32
    var reason: String

    /// Whether it is Assay that does not read so much.
    var isTooLarge: Bool { number == Errno.fileTooLarge.rawValue }

    init(_ error: any Error) {
      let code = error as? Errno ?? .ioError
      number = code.rawValue
      reason = code.description
    }
  }

  /// The bytes of a file.
  /// - Parameter limit: how many there may be.
  static func read(_ path: String, limit: Int = SizeLimits.text) throws(Failure) -> [UInt8] {
    do {
      // Not blocking: a pipe without a writer would hold the command for ever.
      let descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
      return try descriptor.closeAfter {
        let size = Int(try descriptor.seek(offset: 0, from: .end))
        try descriptor.seek(offset: 0, from: .start)
        guard size <= limit else { throw Errno.fileTooLarge }
        // One byte more than the file has, so that its end is seen in the same read.
        var capacity = size + 1
        var bytes: [UInt8] = []
        while true {
          let known = bytes
          bytes = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = buffer.update(fromContentsOf: known)
            while count < capacity {
              let room = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<capacity])
              let read = try descriptor.read(into: room)
              if read == 0 { return }
              count += read
            }
          }
          if bytes.count < capacity { return bytes }
          guard bytes.count <= limit else { throw Errno.fileTooLarge }
          capacity = min(capacity * 2, limit + 1)
        }
      }
    } catch {
      // Some file systems say of a folder that it is too large.
      if FileSystem.isFolder(path) { throw Failure(Errno.isDirectory) }
      throw Failure(error)
    }
  }
}
