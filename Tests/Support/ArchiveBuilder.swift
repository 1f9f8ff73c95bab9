/// Archives of few files, byte by byte, so that a test can make what no honest program would.
package enum ArchiveBuilder {
  /// A tar archive.
  package struct Tar {
    package private(set) var bytes: [UInt8] = []

    package init(_ files: [(String, String)] = []) { for (path, text) in files { add(path, text) } }

    /// Adds a member.
    /// - Parameters:
    ///   - type: what tar calls it: `0` a file, `1` and `2` links, `5` a folder, `L`, `x` and `g` what stands before others.
    ///   - size: the size that it says it has; nil for the right one.
    package mutating func add(
      _ path: String, _ text: String = "", type: Character = "0", size: String? = nil, link: String = ""
    ) {
      let content = Array(text.utf8)
      var block = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, at place: Int) {
        for (index, byte) in text.utf8.enumerated() { block[place + index] = byte }
      }
      put(String(path.prefix(100)), at: 0)
      put("0000644", at: 100)
      put("0000000", at: 108)
      put("0000000", at: 116)
      put(size ?? padded(content.count, 11), at: 124)
      put("00000000000", at: 136)
      put("        ", at: 148)
      block[156] = type.asciiValue ?? 0x30
      put(String(link.prefix(100)), at: 157)
      put("ustar\u{0}00", at: 257)
      let sum = block.reduce(0) { $0 + Int($1) }
      put(padded(sum, 6) + "\u{0} ", at: 148)
      bytes += block + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// The whole archive.
    package var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    private func padded(_ number: Int, _ digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
  }

  /// An `ar` archive.
  package static func ar(_ parts: [(String, [UInt8])]) -> [UInt8] {
    var bytes = Array("!<arch>\n".utf8)
    for (name, content) in parts {
      func field(_ text: String, _ width: Int) -> [UInt8] {
        Array(text.utf8) + [UInt8](repeating: 0x20, count: width - text.utf8.count)
      }
      bytes += field(name, 16) + field("0", 12) + field("0", 6) + field("0", 6) + field("100644", 8)
      bytes += field(String(content.count), 10) + [0x60, 0x0A] + content
      if content.count % 2 == 1 { bytes.append(0x0A) }
    }
    return bytes
  }

  /// A cpio archive of the form that RPM has.
  package static func cpio(_ files: [(path: String, mode: Int, text: String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (path, mode, text) in files + [("TRAILER!!!", 0, "")] {
      let name = Array(path.utf8) + [0]
      let fields = [0, mode, 0, 0, 1, 0, text.utf8.count, 0, 0, 0, 0, name.count, 0]
      bytes += Array("070701".utf8)
      for field in fields {
        let digits = String(field, radix: 16)
        bytes += Array((String(repeating: "0", count: 8 - digits.utf8.count) + digits).utf8)
      }
      bytes += name + [UInt8](repeating: 0, count: (4 - (110 + name.count) % 4) % 4)
      bytes += Array(text.utf8) + [UInt8](repeating: 0, count: (4 - text.utf8.count % 4) % 4)
    }
    return bytes
  }

  /// An RPM package around an archive.
  package static func rpm(version: String, payload: [UInt8]) -> [UInt8] {
    func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    func header(_ strings: [(tag: Int, text: String)]) -> [UInt8] {
      var (index, store): ([UInt8], [UInt8]) = ([], [])
      for (tag, text) in strings {
        index += number(tag) + number(6) + number(store.count) + number(1)
        store += Array(text.utf8) + [0]
      }
      return [0x8E, 0xAD, 0xE8, 1, 0, 0, 0, 0] + number(strings.count) + number(store.count) + index + store
    }
    var bytes: [UInt8] = [0xED, 0xAB, 0xEE, 0xDB, 3, 0] + [UInt8](repeating: 0, count: 90)
    bytes += header([(1000, "sum")])
    bytes += [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    return bytes + header([(1000, "wazuh-manager"), (1001, version)]) + payload
  }

  /// Bytes in gzip, without making them any smaller.
  package static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var at = 0
    repeat {
      let end = min(at + 0xFFFF, bytes.count)
      packed += [end == bytes.count ? 1 : 0] + little(end - at, 2) + little(~(end - at), 2) + bytes[at..<end]
      at = end
    } while at < bytes.count
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return packed + little(Int(~sum), 4) + little(bytes.count, 4)
  }
}
