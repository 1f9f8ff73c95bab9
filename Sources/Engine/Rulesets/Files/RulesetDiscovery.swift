import Bytes
import Diagnostics
import RulesetSyntax
import System

/// Finds a ruleset's files in a folder of any usual shape, by what they hold.
///
/// Known shapes: `ruleset/` and `etc/` of a manager, a repository with `rules/` and `decoders/`, one folder per product.
/// What belongs to tests (`test`, `tests`, `testing`, `fixtures`) and hidden folders are left out, and so are XML files
/// that hold something else, which is said. A file that holds nothing recognisable is for the engine to complain about,
/// as it would: a mistake in its first line must not hide it. Lists are the files below a folder `lists`; rules know them
/// as `etc/lists/…`.
struct RulesetDiscovery {
  /// Turns a path as it is shown into one that opens.
  let resolve: (String) -> String
  let report: LoadReport
  /// Whether files of somebody else's are passed over without a word, and folders of theirs are searched: a base.
  var isBase = false
  /// What files hold that are open in an editor.
  var unsaved = UnsavedTexts()
  /// Whether folders with an `assay.conf` of their own are left out: they are other rulesets.
  var leavesOtherRulesets = false
  private(set) var plan = RulesetPlan()
  /// Folders that were left out because they are rulesets of their own.
  private(set) var otherRulesets: [String] = []
  private var visited: Set<FileFacts.Identity> = []
  private var foreignCount = 0

  /// Folders below which nothing is looked for.
  private static let skipped: Set<String> = [
    "test", "tests", "testing", "fixtures", "node_modules", "build", "assay-reports",
  ]
  /// Deeper folders are no ruleset.
  static let depthLimit = Limits.folderDepth
  /// Files of other tools that are named one by one.
  private static let namedForeign = 20
  /// Endings of files in `lists` that are no lists.
  private static let noLists = [".cdb", ".xml", ".md", ".json", ".yml", ".yaml", ".sh", ".py", ".gz", ".swp"]

  init(resolve: @escaping (String) -> String, report: LoadReport) {
    self.resolve = resolve
    self.report = report
  }

  /// Whether nothing is looked for below a folder of this name.
  static func isSkipped(_ name: String) -> Bool { name.hasPrefix(".") || skipped.contains(name.lowercased()) }

  /// A folder to look through.
  private struct Folder {
    var path: String
    /// What its lists are called in rules.
    var list: String?
    /// What the engine takes every XML file of it for.
    var kind: RulesetFile.Kind?
    var depth: Int
  }

  /// A folder is not gone into: the base, which is loaded as such.
  mutating func leaveOut(_ folder: String) {
    if let identity = FileFacts(of: resolve(folder))?.identity { visited.insert(identity) }
  }

  /// Looks through a folder and all below it.
  mutating func search(_ folder: String) throws(RulesetError) {
    let name = PathFacts.parts(of: resolve(folder)).last.map(String.init) ?? ""
    var pending = [Folder(path: folder, list: listPrefix(of: folder), kind: Self.kind(ofFolder: name), depth: 0)]
    while let place = pending.popLast() {
      guard let found = FileFacts(of: resolve(place.path)), visited.insert(found.identity).inserted else { continue }
      if place.depth > 0, leavesOtherRulesets, PathFacts.isFile(resolve(Paths.joinAsWritten(place.path, "assay.conf")))
      {
        otherRulesets.append(place.path)
        continue
      }
      let names: [String]
      do throws(SystemError) {
        names = unsaved.names(in: resolve(place.path), besides: try FolderContent.names(of: resolve(place.path)))
      } catch {
        throw RulesetError.unopened(place.path, error)
      }
      pending.append(contentsOf: try search(names, in: place).reversed())
    }
    if foreignCount > Self.namedForeign {
      report.remark(
        Diagnostic(
          .info, code: "not-a-ruleset-file",
          "\(foreignCount - Self.namedForeign) more XML files are left out: they are no part of a ruleset."))
    }
  }

  /// Takes the files of a folder, and gives the folders in it.
  private mutating func search(_ names: [String], in place: Folder) throws(RulesetError) -> [Folder] {
    var folders: [Folder] = []
    for name in names where !name.hasPrefix(".") {
      let child = Paths.joinAsWritten(place.path, name)
      switch FileFacts(of: resolve(child))?.kind {
      case .folder:
        guard !Self.isSkipped(name) else { continue }
        guard place.depth < Self.depthLimit else {
          throw RulesetError(
            Diagnostic(
              .error, code: "too-deep", "\(child) lies \(place.depth + 1) folders deep, and is not looked into.",
              hint: "Name the folder of the ruleset with --ruleset."))
        }
        folders.append(
          Folder(
            path: child, list: place.list.map { $0 + name + "/" } ?? listPrefix(of: name),
            kind: Self.kind(ofFolder: name) ?? place.kind, depth: place.depth + 1))
      case .file: take(child, name, in: place)
      case nil where unsaved[resolve(child)] != nil: take(child, name, in: place)
      default:
        // A link that leads nowhere, a pipe: the engine would say that it cannot open it.
        if name.lowercased().hasSuffix(".xml") { add(child, as: place.kind ?? Self.kind(ofFile: name)) }
      }
    }
    return folders
  }

  private func listPrefix(of folder: String) -> String? {
    Paths.name(of: folder) == "lists" ? "etc/lists/" : nil
  }

  private static func kind(ofFolder name: String) -> RulesetFile.Kind? {
    switch name.lowercased() {
    case "rules": .rules
    case "decoders": .decoders
    default: nil
    }
  }

  private static func kind(ofFile name: String) -> RulesetFile.Kind {
    name.lowercased().contains("decoder") ? .decoders : .rules
  }

  private mutating func add(_ path: String, as kind: RulesetFile.Kind) {
    if kind == .decoders {
      plan.decoders.append(RulesetPlan.Source(path: path))
    } else {
      plan.rules.append(RulesetPlan.Source(path: path))
    }
  }

  private mutating func take(_ path: String, _ name: String, in place: Folder) {
    let lowercased = name.lowercased()
    if lowercased.hasSuffix(".xml") {
      guard let bytes = try? unsaved.read(resolve(path)) else {
        // It may be anything; the reference's words for it come when it is its turn.
        return add(path, as: place.kind ?? Self.kind(ofFile: name))
      }
      take(path, name, SourceKind(of: bytes), in: place)
    } else if let list = place.list, !Self.noLists.contains(where: lowercased.hasSuffix) {
      plan.lists.append(RulesetPlan.List(path: path, name: ByteString(list + name), shown: path))
    }
  }

  private mutating func take(_ path: String, _ name: String, _ kind: SourceKind, in place: Folder) {
    switch kind {
    case .decoders: add(path, as: .decoders)
    case .rules: add(path, as: .rules)
    case .empty, .foreign, .unrecognised, .wrapped:
      if let folder = place.kind {
        // The manager reads every file of such a folder, whatever it holds.
        add(path, as: folder)
        if kind == .empty, folder == .rules { sayEmpty(path) }
        return
      }
      guard !isBase else { return }
      switch kind {
      case .unrecognised: add(path, as: Self.kind(ofFile: name))
      case .wrapped(let root, let line):
        report.remark(
          Diagnostic(
            .warning, code: "not-a-ruleset-file",
            "The file is left out: it holds rules or decoders inside <\(root)>, where the engine does not look.",
            at: SourceLocation(file: path, line: line, column: 1),
            hint: "Remove the element around them; these files may have several elements at the top."))
      case .foreign(let root, let line): sayForeign(path, root, line)
      default: sayEmpty(path)
      }
    }
  }

  private mutating func sayForeign(_ path: String, _ root: String, _ line: Int) {
    foreignCount += 1
    guard foreignCount <= Self.namedForeign else { return }
    report.remark(
      Diagnostic(
        .info, code: "not-a-ruleset-file", "The file is left out: <\(root)> is no part of a ruleset.",
        at: SourceLocation(file: path, line: line, column: 1),
        hint: root == "ossec_config" ? "--config FILE goes by what an ossec.conf says." : nil))
  }

  private func sayEmpty(_ path: String) {
    report.remark(
      Diagnostic(
        .info, code: "empty-file", "The file is empty: there is nothing to load.",
        at: SourceLocation(file: path, line: 1, column: 1)))
  }
}

extension XMLDocument {
  /// Whether the file is one of decoders or rules, judged by its first elements. Lines of any other are shown to nobody:
  /// a configuration or a link may have led to it.
  public var isRulesetText: Bool { SourceKind(ofStart: buffer[..<sourceCount]).isRuleset }
}

extension RulesetFile {
  /// Whether a text is one of decoders or rules, judged by its first elements; it need not be readable.
  package static func isRulesetText(_ bytes: [UInt8]) -> Bool { SourceKind(ofStart: bytes[...]).isRuleset }

  /// What a text is loaded as, judged by its first elements; nil where that cannot be told.
  package static func kind(ofText bytes: [UInt8]) -> Kind? {
    switch SourceKind(ofStart: bytes[...]) {
    case .decoders: .decoders
    case .rules: .rules
    default: nil
    }
  }

  /// Whether rulesets are not looked for below a folder of this name.
  package static func isNoRulesetFolder(_ name: String) -> Bool { RulesetDiscovery.isSkipped(name) }
}

/// What a file holds, judged by its first elements.
enum SourceKind: Equatable {
  case decoders
  case rules
  /// Rules or decoders inside an element that the engine does not know.
  case wrapped(root: String, line: Int)
  /// Something else's: a `pom.xml`, a configuration.
  case foreign(root: String, line: Int)
  /// No byte.
  case empty
  /// No element at all: text, a comment that does not end, binary data.
  case unrecognised

  /// Whether it is rules or decoders, be they in their place or not.
  var isRuleset: Bool {
    switch self {
    case .decoders, .rules, .wrapped: true
    case .foreign, .empty, .unrecognised: false
    }
  }

  /// Judges a file of any size by its beginning.
  init(ofStart bytes: ArraySlice<UInt8>) { self.init(of: Array(bytes.prefix(1 << 16))) }

  init(of bytes: [UInt8]) {
    guard !bytes.isEmpty else {
      self = .empty
      return
    }
    var scan = ElementScan(Self.withoutWideCharacters(bytes))
    var first = scan.next()
    // Definitions of variables, and a declaration that does not belong there, tell nothing.
    while let name = first?.name, name == "var" || name.hasPrefix("?") { first = scan.next() }
    guard let first, first.name.utf8.first.map(ASCII.isAlphanumeric) == true else {
      self = .unrecognised
      return
    }
    let inner = scan.next()?.name
    switch first.name {
    case "decoder": self = .decoders
    case "rule": self = .rules
    case "group" where inner == nil || inner == "rule" || inner == "var": self = .rules
    default:
      let innermost = scan.next()?.name
      if inner == "decoder" || inner == "rule" || (inner == "group" && innermost == "rule") {
        self = .wrapped(root: first.name, line: first.line)
      } else {
        self = .foreign(root: first.name, line: first.line)
      }
    }
  }

  /// Text in UTF-16, as some editors save it, is judged by what it was meant to be.
  private static func withoutWideCharacters(_ bytes: [UInt8]) -> [UInt8] {
    guard WideText(beginning: bytes) != nil else { return bytes }
    return bytes.filter { $0 != 0 && $0 != 0xFF && $0 != 0xFE }
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
        case UInt8(ascii: "!"):
          if isDocumentType { skipDocumentType() } else { skipComment() }
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

    /// The engine takes it for a comment; whoever else reads the file does not.
    private var isDocumentType: Bool {
      bytes[position...].dropFirst(2).prefix(7).map { $0 & 0xDF }.elementsEqual("DOCTYPE".utf8)
    }

    private mutating func skipDocumentType() {
      var depth = 0
      while position < bytes.count {
        switch bytes[position] {
        case 0x0A: line += 1
        case UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ">") where depth <= 0: return
        default: break
        }
        position += 1
      }
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
