#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why the system said no: its number and its words.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system's number, such as `ENOENT`.
  package var number: Int32

  package init(number: Int32) { self.number = number }

  /// Why the last call of this thread failed.
  package static var last: SystemError { SystemError(number: errno) }

  /// The system's words, such as "No such file or directory".
  package var reason: String { String(cString: strerror(number)) }

  package var description: String { reason }

  package static let accessDenied = SystemError(number: EACCES)
  package static let addressInUse = SystemError(number: EADDRINUSE)
  package static let badDescriptor = SystemError(number: EBADF)
  package static let exists = SystemError(number: EEXIST)
  package static let isFolder = SystemError(number: EISDIR)
  package static let isMissing = SystemError(number: ENOENT)
  package static let isNoFolder = SystemError(number: ENOTDIR)
  package static let notPermitted = SystemError(number: EPERM)
  package static let readOnly = SystemError(number: EROFS)
  /// A file has more bytes than are read of one: said by Assay, in the system's words.
  package static let tooLarge = SystemError(number: EFBIG)
}
