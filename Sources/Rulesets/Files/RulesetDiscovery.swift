import Bytes

/// Finds a ruleset's files in a folder of any usual shape, by what they hold.
///
/// Known shapes: `ruleset/` and `etc/` of a manager, a repository with `rules/` and `decoders/`, one folder per product.
/// What belongs to tests (`test`, `tests`, `testing`, `fixtures`) and hidden folders are left out, and so are XML files
/// that hold something else. Lists are the files below a folder `lists`; rules know them as `etc/lists/…`.
struct RulesetDiscovery {
  /// Turns a path as it is shown into one that opens.
  let resolve: (String) -> String
  let report: LoadReport
  private(set) var plan = RulesetPlan()
  private var visited: Set<FileSystem.Identity> = []

  /// Folders below which nothing is looked for.
  private static let skipped: Set<String> = ["test", "tests", "testing", "fixtures", "node_modules", "build"]
  /// Deeper folders are no ruleset.
  private static let depthLimit = 32
  /// Endings of files in `lists` that are no lists.
  private static let noLists = [".cdb", ".xml", ".md", ".json", ".yml", ".yaml", ".sh", ".py", ".gz", ".swp"]

  init(resolve: @escaping (String) -> String, report: LoadReport) {
    self.resolve = resolve
    self.report = report
  }

  /// Looks through a folder and all below it.
  mutating func search(_ folder: String) {
    var pending: [(path: String, list: String?, depth: Int)] = [(folder, listPrefix(of: folder), 0)]
    while let (path, list, depth) = pending.popLast() {
      guard let found = FileSystem.kind(resolve(path)), visited.insert(found.identity).inserted,
        let names = FileSystem.names(in: resolve(path))
      else { continue }
      var folders: [(path: String, list: String?, depth: Int)] = []
      for name in names where !name.hasPrefix(".") {
        let child = FileSystem.join(path, name)
        switch FileSystem.kind(resolve(child))?.kind {
        case .folder:
          guard depth < Self.depthLimit, !Self.skipped.contains(name.lowercased()) else { continue }
          folders.append((child, list.map { $0 + name + "/" } ?? listPrefix(of: name), depth + 1))
        case .file: take(child, name, list: list)
        default: continue
        }
      }
      pending.append(contentsOf: folders.reversed())
    }
  }

  private func listPrefix(of folder: String) -> String? {
    FileSystem.baseName(folder) == "lists" ? "etc/lists/" : nil
  }

  private mutating func take(_ path: String, _ name: String, list: String?) {
    let lowercased = name.lowercased()
    if lowercased.hasSuffix(".xml") {
      guard let bytes = try? SourceFile.read(resolve(path)) else {
        // It may be anything; the reference's words for it come when it is its turn.
        plan.rules.append(RulesetPlan.Source(path: path))
        return
      }
      switch SourceKind(of: bytes) {
      case .decoders: plan.decoders.append(RulesetPlan.Source(path: path))
      case .rules: plan.rules.append(RulesetPlan.Source(path: path))
      case .wrapped(let root, let line):
        report.remark(
          Diagnostic(
            .warning, code: "not-a-ruleset-file",
            "The file is left out: it holds rules or decoders inside <\(root)>, where the engine does not look.",
            at: SourceLocation(file: path, line: line, column: 1),
            hint: "Remove the element around them; these files may have several elements at the top."))
      case .other: break
      }
    } else if let list, !Self.noLists.contains(where: lowercased.hasSuffix) {
      plan.lists.append(RulesetPlan.List(path: path, name: ByteString(list + name), shown: path))
    }
  }
}

/// What a file holds, judged by its first elements.
enum SourceKind: Equatable {
  case decoders
  case rules
  /// Rules or decoders inside an element that the engine does not know.
  case wrapped(root: String, line: Int)
  case other

  init(of bytes: [UInt8]) {
    var scan = ElementScan(bytes)
    guard var first = scan.next() else {
      self = .other
      return
    }
    // Definitions of variables, and a declaration that does not belong there, tell nothing.
    while first.name == "var" || first.name.hasPrefix("?") {
      guard let next = scan.next() else {
        self = .other
        return
      }
      first = next
    }
    switch first.name {
    case "decoder": self = .decoders
    case "group": self = scan.next().map { $0.name == "rule" || $0.name == "var" } == true ? .rules : .other
    default:
      let inner = scan.next()?.name
      let innermost = scan.next()?.name
      let holdsRules = inner == "decoder" || (inner == "group" && innermost == "rule")
      self = holdsRules ? .wrapped(root: first.name, line: first.line) : .other
    }
  }

  /// Walks over the start tags of a text that need not be well-formed.
  private struct ElementScan {
    let bytes: [UInt8]
    var position = 0
    var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> (name: String, line: Int)? {
      while position < bytes.count {
        if bytes[position] == 0x0A { line += 1 }
        guard bytes[position] == UInt8(ascii: "<"), position + 1 < bytes.count else {
          position += 1
          continue
        }
        switch bytes[position + 1] {
        case UInt8(ascii: "!"): skipComment()
        case UInt8(ascii: "/"): position += 2
        default:
          let start = position + 1
          var end = start
          while end < bytes.count, end - start < 64, !" \t\r\n>/".utf8.contains(bytes[end]) { end += 1 }
          position = end
          return (String(decoding: bytes[start..<end], as: UTF8.self).lowercased(), line)
        }
      }
      return nil
    }

    private mutating func skipComment() {
      position += 2
      while position < bytes.count {
        if bytes[position] == 0x0A { line += 1 }
        if bytes[position] == UInt8(ascii: ">"),
          bytes[position - 1] == UInt8(ascii: "!")
            || bytes[position - 1] == UInt8(ascii: "-")
        {
          position += 1
          return
        }
        position += 1
      }
    }
  }
}
