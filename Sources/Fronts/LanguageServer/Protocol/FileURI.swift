import Bytes
import System

/// Names of files as the protocol writes them: `file:///home/me/rules/a%20b.xml`.
enum FileURI {
  /// The path; nil for what is no file of this machine.
  static func path(of uri: String) -> String? {
    let bytes = Array(uri.utf8)
    guard bytes.count > 7, ByteString(bytes[..<7]).equalsFoldingCase("file://") else { return nil }
    // An authority is this machine, or nothing that can be opened here.
    guard let start = bytes[7...].firstIndex(of: UInt8(ascii: "/")),
      start == 7 || bytes[7..<start].elementsEqual("localhost".utf8)
    else { return nil }
    var path: [UInt8] = []
    var at = start
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "?") || bytes[at] == UInt8(ascii: "#") { break }
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count, let high = ASCII.hexValue(bytes[at + 1]),
        let low = ASCII.hexValue(bytes[at + 2])
      {
        path.append(high << 4 | low)
        at += 3
      } else {
        path.append(bytes[at])
        at += 1
      }
    }
    guard !path.contains(0) else { return nil }
    return Paths.resolved(String(decoding: path, as: UTF8.self))
  }

  /// The name of a file.
  static func uri(of path: String) -> String {
    var bytes = Array("file://".utf8)
    for byte in path.utf8 {
      if ASCII.isAlphanumeric(byte) || "/-._~".utf8.contains(byte) {
        bytes.append(byte)
      } else {
        let digits = Array("0123456789ABCDEF".utf8)
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
