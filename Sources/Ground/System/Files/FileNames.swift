#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Giving files other names.
package enum FileNames {
  /// Moves a file; that there is none is no failure.
  package static func moveIfPresent(_ old: String, to new: String) throws(SystemError) {
    guard rename(old, new) == 0 || errno == ENOENT else { throw .last }
  }
}
