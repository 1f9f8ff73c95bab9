#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why the system said no: its number and its words.
package struct SystemError: Error, Hashable, Sendable {
  /// The system's number, such as `ENOENT`.
  package var number: Int32

  package init(number: Int32) { self.number = number }

  /// Why the last call of this thread failed.
  package static var last: SystemError { SystemError(number: errno) }

  /// The system's words, such as "No such file or directory".
  package var reason: String { String(cString: strerror(number)) }

  package static let badDescriptor = SystemError(number: EBADF)
  package static let exists = SystemError(number: EEXIST)
  package static let isFolder = SystemError(number: EISDIR)
  package static let isMissing = SystemError(number: ENOENT)
  package static let tooLarge = SystemError(number: EFBIG)
}
