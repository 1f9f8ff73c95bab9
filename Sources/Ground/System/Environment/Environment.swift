#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What whoever started the process gave it. Only fronts ask; what is below them is told.
package enum Environment {
  /// The value of a variable.
  package static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The folder that relative paths start from.
  package static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }
}
