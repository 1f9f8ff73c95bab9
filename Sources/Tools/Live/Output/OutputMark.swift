import Bytes
import System

/// Where a file that is written to stood when the positions of what is read were kept. What is behind it after a sudden end
/// comes from events that will be read again.
package struct OutputMark: Sendable, Equatable {
  /// As the file was named.
  package var path: String
  var identity: FileFacts.Identity
  var size: Int
  /// The sum of the last bytes: the system gives the numbers of files that are gone to new ones.
  var tail: ByteString

  /// So many bytes are looked at.
  static let tailLength = 512

  /// The sum of bytes that end a file.
  static func sum(_ bytes: [UInt8]) -> ByteString {
    var sum = SHA1()
    bytes.withView { sum.update($0) }
    return sum.hexadecimal
  }
}
