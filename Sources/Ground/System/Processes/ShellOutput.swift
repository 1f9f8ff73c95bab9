import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a command line of the shell writes to its standard output.
package struct ShellOutput {
  private let stream: UnsafeMutablePointer<FILE>

  /// Starts a command; nil when no process can be made. Its errors go nowhere, as the collector's do.
  package init?(of command: ByteString) {
    let line = ByteString(Array("exec 2>/dev/null\n".utf8) + command.bytes)
    guard let stream = line.withSystemPath({ popen($0, "r") }) else { return nil }
    self.stream = stream
  }

  /// The next bytes; fewer than `count` only at the end.
  package func next(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, read in read = fread(buffer.baseAddress, 1, count, stream) }
  }

  /// Ends reading and waits for the command.
  package func close() { pclose(stream) }
}
