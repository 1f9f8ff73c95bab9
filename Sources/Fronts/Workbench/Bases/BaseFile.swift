import Bytes
import System

/// A file of a stock ruleset: where it lies in what the ruleset is taken from, and where it comes to lie.
struct BaseFile: Equatable {
  /// What it is for.
  enum Role: String, Equatable, CaseIterable {
    case decoders
    case rules
    case list
    case test
    case settings
    /// Says which version it is, and is not kept.
    case version
  }

  /// The folder that the ruleset belongs to, in the source: empty, `wazuh-4.14.7`, `var/ossec`.
  var home: String
  /// Its path in a base.
  var path: String
  var role: Role

  /// The folders of a source below which files of a ruleset are.
  static let folders = ["ruleset/decoders", "ruleset/rules", "ruleset/lists", "ruleset/testing", "etc/lists"]
  /// Single files that say something about it.
  static let single = ["etc/ossec.conf", "etc/ossec-init.conf", "VERSION.json", "src/VERSION"]
  /// Endings of files in `lists` that the manager makes of lists.
  private static let madeOfLists = ".cdb"
  /// How deep in an archive the folder of a manager may lie.
  private static let deepest = 4

  /// Judges a path; nil for what is no part of a ruleset.
  init?(_ parts: [String]) {
    for start in 0..<min(parts.count, Self.deepest + 1) {
      guard let (path, role) = Self.judge(Array(parts[start...])) else { continue }
      self.home = parts[..<start].joined(separator: "/")
      (self.path, self.role) = (path, role)
      return
    }
    return nil
  }

  private static func judge(_ parts: [String]) -> (String, Role)? {
    let path = parts.joined(separator: "/")
    guard let name = parts.last, !name.hasPrefix(".") else { return nil }
    switch path {
    case "etc/ossec.conf": return (path, .settings)
    case "etc/ossec-init.conf", "VERSION.json", "src/VERSION": return (path, .version)
    default: break
    }
    guard parts.count > 2 else { return nil }
    let isXML = name.hasSuffix(".xml")
    switch (parts[0], parts[1]) {
    case ("ruleset", "decoders") where isXML && parts.count == 3: return (path, .decoders)
    case ("ruleset", "rules") where isXML && parts.count == 3: return (path, .rules)
    // A checkout has them here, and installing it puts them there.
    case ("ruleset", "lists"), ("etc", "lists"):
      guard !name.hasSuffix(madeOfLists) else { return nil }
      return ("etc/lists/" + parts[2...].joined(separator: "/"), .list)
    case ("ruleset", "testing") where isXML || name.hasSuffix(".ini"): return (path, .test)
    default: return nil
    }
  }

  /// The most bytes that are read of it.
  var limit: Int { role == .list ? Limits.list : Limits.text }
}
