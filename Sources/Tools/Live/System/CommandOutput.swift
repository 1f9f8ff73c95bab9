import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a command line of the shell writes to its standard output.
struct CommandOutput {
  private let stream: UnsafeMutablePointer<FILE>

  /// Starts a command; nil when no process can be made. Its errors go nowhere, as the collector's do.
  init?(of command: ByteString) {
    guard let stream = ("exec 2>/dev/null\n" + command).withCString({ popen($0, "r") }) else {
      return nil
    }
    self.stream = stream
  }

  /// The next bytes, as many as there is room for; fewer only at the end.
  func read(into room: UnsafeMutableRawBufferPointer) -> Int { fread(room.baseAddress, 1, room.count, stream) }

  /// Ends reading and waits for the command.
  func close() { pclose(stream) }
}

extension ByteString {
  static func + (left: ByteString, right: ByteString) -> ByteString { ByteString(left.bytes + right.bytes) }
}
