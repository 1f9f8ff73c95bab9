import Bytes

/// A path as the system takes it.
package protocol SystemPath {
  /// Calls `body` with the bytes up to the first NUL, and a NUL behind them.
  func withSystemPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result
}

extension String: SystemPath {
  package func withSystemPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result { withCString(body) }
}

extension ByteString: SystemPath {
  package func withSystemPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let text = bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
    return text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("the text has its final NUL") }
      return body(base)
    }
  }
}
