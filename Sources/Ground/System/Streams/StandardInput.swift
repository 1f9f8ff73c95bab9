#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard input, byte by byte as it comes.
package enum StandardInput {
  /// The bytes that are there, at most so many; none at its end, nil when there is nothing now.
  package static func read(atMost limit: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = bytes.withUnsafeMutableBytes { SystemCall.read(0, into: $0) }
    if count < 0, errno == EAGAIN { return nil }
    return Array(bytes.prefix(max(0, count)))
  }
}
