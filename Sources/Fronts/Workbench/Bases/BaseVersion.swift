import Bytes
import JSONText
import Rulesets
import System

/// Which version a stock ruleset is, by what lies beside it.
enum BaseVersion {
  /// - Parameters:
  ///   - content: what was read of the source.
  ///   - stated: what a package says of itself.
  ///   - path: the source.
  /// - Returns: the name of the base, and what it was taken from; nil where nothing says it.
  static func name(of content: BaseIntake.Content, stated: String?, path: String) -> (name: BaseName, from: String)? {
    if let bytes = content.versions["VERSION.json"], let version = json(bytes), let name = BaseName(version: version) {
      return (name, "VERSION.json")
    }
    for file in ["src/VERSION", "etc/ossec-init.conf"] {
      if let bytes = content.versions[file], let name = version(in: String(decoding: bytes, as: UTF8.self)) {
        return (name, file)
      }
    }
    if let stated, let name = BaseName(version: stated) { return (name, "what the package says") }
    for word in [Paths.name(of: content.home), Paths.name(of: Paths.resolved(path))] {
      if let name = version(in: word) { return (name, "the name \(TerminalText.line(word))") }
    }
    return nil
  }

  private static func json(_ bytes: [UInt8]) -> String? {
    let reader = JSONReader()
    guard bytes.withView({ reader.parse($0) }) else { return nil }
    return reader.root["version"]?.string.map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 }
  }

  /// The first thing in a text that looks like a version: numbers with at least two points between them.
  private static func version(in text: String) -> BaseName? {
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let run = bytes[at...].prefix { ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }
      let parts = run.split(separator: UInt8(ascii: "."))
      if parts.count >= 3, ASCII.isDigit(run[at]) {
        // The point before an ending (`4.14.7.tar.gz`) is none of the version's.
        return BaseName(version: parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "."))
      }
      at = max(at + 1, run.endIndex)
    }
    return nil
  }
}
