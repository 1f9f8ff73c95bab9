import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths with wildcards, as POSIX reads them.
package enum PathPattern {
  /// Whether a location is a pattern.
  package static func isPattern(_ location: ByteString) -> Bool {
    location.bytes.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
  }

  /// What matches a pattern now, in byte order.
  package static func paths(matching pattern: ByteString) -> [ByteString] {
    var found = glob_t()
    defer { globfree(&found) }
    guard pattern.withSystemPath({ glob($0, 0, nil, &found) }) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { ByteString(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  /// Whether a path is one that a pattern would find.
  package static func matches(_ pattern: ByteString, _ path: ByteString) -> Bool {
    pattern.withSystemPath { pattern in
      path.withSystemPath { fnmatch(pattern, $0, FNM_PATHNAME | FNM_PERIOD) } == 0
    }
  }
}
