#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file of saved positions, which is replaced as a whole.
enum PositionFile {
  /// Whether nothing but a file of ours can be lost: devices, pipes, folders and links are left alone.
  static func canBeReplaced(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }
}
