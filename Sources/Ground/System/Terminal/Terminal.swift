#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is known about the terminal that the standard streams lead to.
package enum Terminal {
  /// One of the standard streams.
  package enum Stream: Int32, Sendable { case input, output, error }

  /// Whether somebody sits at a stream.
  package static func isInteractive(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// Whether it is ours: one that belongs to another job would stop this one.
  package static var isOwned: Bool {
    let owner = tcgetpgrp(0)
    return owner < 0 || owner == getpgrp()
  }

  /// Columns and rows; nil where there is no terminal, and for one that does not say.
  package static func size(of stream: Stream) -> (columns: Int, rows: Int)? {
    var size = winsize()
    #if canImport(Glibc)
      let request = UInt(TIOCGWINSZ)
    #else
      let request = TIOCGWINSZ
    #endif
    return ioctl(stream.rawValue, request, &size) == 0 ? (Int(size.ws_col), Int(size.ws_row)) : nil
  }

  /// Columns of standard output; 100 when it is no terminal.
  package static var width: Int {
    if let columns = Environment.variable("COLUMNS").flatMap({ Int($0) }), columns > 20 { return columns }
    guard let size = size(of: .output), size.columns > 20 else { return 100 }
    return size.columns
  }
}
