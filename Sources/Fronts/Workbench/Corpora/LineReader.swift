import Bytes
import Diagnostics
import System

/// Reads lines as bytes, handing out each line as soon as it is complete.
package struct LineReader {
  private var lines: LineInput
  private let file: InputFile
  private let check: (() throws -> Void)?

  /// - Parameter check: is asked before each line whether anybody is there for what becomes of it.
  package init(_ file: InputFile, check: (() throws -> Void)? = nil) {
    self.file = file
    self.check = check
    lines = LineInput(file)
  }

  /// The next line without its line end; nil at the end of the input.
  package mutating func next() throws -> ByteString? {
    try check?()
    return try telling { (lines) throws(LineInput.Failure) in try lines.next() }
  }

  /// Whether the input goes on with some bytes, which are not taken.
  mutating func isNext(_ bytes: [UInt8]) throws -> Bool {
    try telling { (lines) throws(LineInput.Failure) in try lines.isNext(bytes) }
  }

  /// The next bytes, fewer at the end of the input.
  mutating func take(_ count: Int) throws -> [UInt8] {
    try telling { (lines) throws(LineInput.Failure) in try lines.take(count) }
  }

  private mutating func telling<Result>(
    _ body: (inout LineInput) throws(LineInput.Failure) -> Result
  ) throws -> Result {
    do throws(LineInput.Failure) { return try body(&lines) } catch { throw failure(error) }
  }

  private func failure(_ failure: LineInput.Failure) -> any Error {
    switch failure {
    case .tooLong(let number):
      return BadInput(
        Diagnostic(
          .error, code: "line-too-long",
          "line \(number) of \(file.isStandardInput ? "standard input" : "the file") is longer than "
            + "\(Limits.shown(Limits.line))",
          hint: "a line is a log, or a question in JSON"))
    case .unreadable(let reason):
      guard file.isStandardInput else { return reason }
      let why = reason == .badDescriptor ? "it is closed" : "\(reason)"
      return BadInput(Diagnostic(.error, code: "unreadable", "standard input cannot be read: \(why)"))
    }
  }
}
