#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The exit codes that scripts depend on.
enum ExitStatus: Int32, Sendable {
  case success = 0
  /// A case, a check or a comparison failed.
  case failure = 1
  /// Usage, unreadable or invalid input.
  case invalidInput = 2
  /// Ended by the user.
  case interrupted = 130

  func exit() -> Never { Self.exit(rawValue) }

  static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }
}
