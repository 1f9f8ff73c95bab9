import Bytes
import PatternSyntax
import Patterns

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Finds the native patterns of a ruleset's files by their tags: enough to measure with, not a way to load a ruleset.
enum RulesetPatterns {
  private static let nativeRegex = ["prematch", "regex", "field"]
  private static let nativeList = [
    "match", "program_name", "hostname", "location", "id", "url", "status", "protocol", "system_name", "srcport",
    "dstport", "data", "extra_data", "srcgeoip", "dstgeoip", "user",
  ]

  struct Found: Hashable {
    var text: ByteString
    var dialect: Dialect
    var capturing: Bool
  }

  /// Every distinct native pattern of the files, in the order in which they are met.
  static func read(_ paths: [String]) -> [Found] {
    var seen: Set<Found> = []
    var found: [Found] = []
    for path in paths {
      guard let bytes = contents(path) else { continue }
      let isDecoder = path.contains("decoder")
      for pattern in scan(withoutComments(bytes), isDecoder) where seen.insert(pattern).inserted {
        found.append(pattern)
      }
    }
    return found
  }

  private static func scan(_ text: [UInt8], _ isDecoder: Bool) -> [Found] {
    var found: [Found] = []
    var at = 0
    while let open = text[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = open + 1
      let name = String(
        decoding: text[at...].prefix { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") }, as: UTF8.self)
      let isRegex = nativeRegex.contains(name)
      guard isRegex || nativeList.contains(name), let close = text[at...].firstIndex(of: UInt8(ascii: ">")) else {
        continue
      }
      let attributes = String(decoding: text[at..<close], as: UTF8.self).lowercased()
      let ending = Array("</\(name)>".utf8)
      guard let end = firstIndex(of: ending, in: text, from: close + 1) else { continue }
      at = end
      if attributes.contains("pcre2") { continue }
      let asRegex = attributes.contains("osregex") || isRegex && !attributes.contains("osmatch")
      found.append(
        Found(
          text: ByteString(text[(close + 1)..<end]), dialect: asRegex ? .osregex : .osmatch,
          capturing: isDecoder && name == "regex"))
    }
    return found
  }

  private static func withoutComments(_ text: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var at = 0
    while let start = firstIndex(of: Array("<!--".utf8), in: text, from: at) {
      kept += text[at..<start]
      guard let end = firstIndex(of: Array("-->".utf8), in: text, from: start) else { return kept }
      at = end + 3
    }
    return kept + text[at...]
  }

  private static func firstIndex(of needle: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    text.withUnsafeBufferPointer { text in
      needle.withUnsafeBufferPointer { ByteView(text).firstIndex(of: ByteView($0), from: start) }
    }
  }

  /// The XML files of a folder, by name.
  static func files(_ folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".xml") { names.append(folder + "/" + name) }
    }
    return names.sorted()
  }

  /// A file's bytes; nil when it cannot be read.
  static func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return bytes
  }
}
