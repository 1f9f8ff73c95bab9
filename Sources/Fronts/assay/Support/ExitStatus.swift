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
  /// Usage, unreadable or invalid input, or output that did not arrive.
  case invalidInput = 2
  /// Ended by the user.
  case interrupted = 130

  func exit() -> Never { Self.exit(rawValue) }

  /// Ends the process: with the code, or a worse one when output was lost.
  static func exit(_ code: Int32) -> Never {
    let code = honest(code)
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// A result that did not arrive is no success. A reader that left has seen what it wanted.
  private static func honest(_ code: Int32) -> Int32 {
    var isLost = false
    if case .failed(let reason) = StandardStream.output.finish() {
      isLost = true
      // On standard output EBADF has one cause.
      let why = reason == EBADF ? "it is closed" : String(cString: strerror(reason))
      StandardError.write("assay: error: standard output cannot be written: \(why) [output-lost]\n")
    }
    if case .failed = StandardStream.error.finish() { isLost = true }
    return isLost ? max(code, invalidInput.rawValue) : code
  }
}
