import Diagnostics
import Rulesets

/// Which files of a ruleset are its author's: all that are not the base.
struct OwnFiles: Sendable {
  private let paths: Set<String>

  private static let mostOwnFiles = 100

  init(_ loaded: LoadedRuleset) {
    let files = loaded.files.filter { $0.kind != .list }
    var own = files.filter { !$0.isBase }
    if own.count == files.count {
      // A manager's own folders: `etc/` is the author's, `ruleset/` the stock ruleset.
      own.removeAll { Self.isStock($0.path) }
      // What is larger than anybody's own rules is a whole ruleset, of which nothing says whose it is.
      if own.count == files.count, own.count > Self.mostOwnFiles { own = [] }
    }
    paths = Set(own.map(\.path))
  }

  private static func isStock(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard parts.count > 2 else { return false }
    return parts[parts.count - 3] == "ruleset" && ["rules", "decoders"].contains(parts[parts.count - 2])
  }

  func contains(_ location: SourceLocation) -> Bool { paths.contains(location.file) }
}
