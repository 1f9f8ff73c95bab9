import Bytes
import Diagnostics
import System

/// An `assay.conf`: `key = value` lines, in the syntax of case files, that say what a ruleset's commands load.
///
///     # what this ruleset is loaded on top of
///     base  = ../wazuh/ruleset
///     rules = rules, more/local_rules.xml
///     list  = lists/users.txt=etc/lists/users
///
/// Keys that may have several values take them separated by commas or in several lines. Paths are relative to the
/// file's folder.
public struct AssayConfiguration: Sendable {
  /// A value and where it stands.
  public struct Value: Sendable, Equatable {
    /// The value, without quotes.
    public var text: ByteString
    /// Where it begins.
    public var location: SourceLocation
  }

  /// The keys that say what to load.
  public static let rulesetKeys: [String] = [
    "ruleset", "rules", "decoders", "list", "config", "root", "base", "base-stock", "manager", "log-alert-level",
    "memory-size", "attack",
  ]

  /// The key that says where a folder's cases are.
  package static let casesKey = "cases"

  /// The keys that `assay lint` reads.
  package static let lintKeys = [
    "lint-severity", "lint-only", "lint-exclude", "lint-enable", "lint-ids", "lint-require", "lint-baseline",
    "lint-max-warnings",
  ]

  /// The file.
  public let file: String
  /// The file's folder, as it is shown.
  public let folder: String
  /// All lines, in order.
  public private(set) var entries: [(key: String, value: Value)] = []
  /// The values again, taken apart at their commas.
  private var parts: [[Value]] = []

  /// The values of a key, in order.
  public func values(_ key: String) -> [Value] { entries.filter { $0.key == key }.map(\.value) }

  /// The last value of a key.
  public func value(_ key: String) -> Value? { values(key).last }

  /// The values of a key, lists taken apart.
  public func list(_ key: String) -> [Value] {
    entries.indices.filter { entries[$0].key == key }.flatMap { parts[$0] }
  }

  /// A path of the file, relative to whoever asked.
  public func path(_ value: Value) -> String { Paths.joinAsWritten(folder, value.text.description) }

  /// The `assay.conf` of a folder or of the nearest one above it; nil without one.
  /// - Parameter folder: where to start; nil is the process's own folder.
  /// - Throws: ``RulesetError`` when there is one that cannot be read.
  public static func find(from folder: String? = nil) throws(RulesetError) -> AssayConfiguration? {
    let start = Paths.join(Environment.currentFolder, folder ?? ".")
    for (height, place) in ParentFolders(from: start).enumerated() {
      let path = Paths.joinAsWritten(place, "assay.conf")
      guard PathFacts.isFile(path) else { continue }
      return try AssayConfiguration(file: String(repeating: "../", count: height) + "assay.conf", opening: path)
    }
    return nil
  }

  /// The `assay.conf` files of the folders below one, each of which is a ruleset of its own; what lies below such a
  /// folder belongs to it. Left out are hidden folders and those in which no ruleset is looked for.
  package static func findAll(below folder: String) throws(RulesetError) -> [String] {
    var found: [String] = []
    var visited: Set<FileFacts.Identity> = []
    var pending = [(path: folder, depth: 0)]
    while let place = pending.popLast() {
      guard let kind = FileFacts(of: place.path), visited.insert(kind.identity).inserted else { continue }
      let file = Paths.joinAsWritten(place.path, "assay.conf")
      if PathFacts.isFile(file) {
        found.append(file)
        continue
      }
      let names: [String]
      do throws(SystemError) {
        names = try FolderContent.names(of: place.path)
      } catch {
        throw .unopened(place.path, error)
      }
      for name in names.reversed() where !RulesetDiscovery.isSkipped(name) && place.depth < RulesetDiscovery.depthLimit
      {
        let child = Paths.joinAsWritten(place.path, name)
        if PathFacts.isFolder(child) { pending.append((child, place.depth + 1)) }
      }
    }
    return found
  }

  /// Reads a file.
  /// - Throws: ``RulesetError`` for an unreadable file or a line that is no `key = value`.
  public init(file: String) throws(RulesetError) { try self.init(file: file, opening: file) }

  /// Reads a file.
  /// - Parameters:
  ///   - path: what opens it.
  ///   - unsaved: what files hold instead of what is on disk.
  package init(
    file: String, opening path: String, unsaved: UnsavedTexts = UnsavedTexts()
  ) throws(RulesetError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try unsaved.read(path)
    } catch {
      throw RulesetError(Diagnostic(.error, code: "unreadable-file", "\(file) cannot be read: \(error.reason)."))
    }
    try self.init(file: file, text: bytes)
  }

  /// Reads a file's text.
  public init(file: String, text: [UInt8]) throws(RulesetError) {
    self.file = file
    folder = Paths.folder(of: file)
    var number = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      var line = line
      if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
      try read(line.last == 0x0D ? line.dropLast() : line, number)
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, _ number: Int) throws(RulesetError) {
    func location(_ index: Int) -> SourceLocation {
      SourceLocation(file: file, line: number, column: index - line.startIndex + 1)
    }
    guard let start = line.firstIndex(where: { !Self.isBlank($0) }), line[start] != UInt8(ascii: "#") else { return }
    guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
      throw RulesetError(
        Diagnostic(
          .error, code: "configuration-syntax", "This line is not \"key = value\".", at: location(start),
          hint: "Comments begin with \"#\"."))
    }
    let keyEnd = line[..<equals].lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? start
    let key = String(decoding: line[start..<max(start, keyEnd)], as: UTF8.self)
    let valueStart = line[(equals + 1)...].firstIndex { !Self.isBlank($0) } ?? line.endIndex
    guard let items = Self.items(of: line[valueStart...]) else {
      throw RulesetError(
        Diagnostic(
          .error, code: "configuration-syntax", "The quoted value does not end.", at: location(valueStart),
          hint: "A value in quotes ends at the next quote; \\\" and \\\\ stand for the two characters."))
    }
    // A single value in quotes is that value; else the text as it stands, whoever wants a list takes the parts.
    let whole =
      items.count == 1
      ? items[0].text : Array(line[valueStart..<(items.last?.range.upperBound ?? valueStart)])
    entries.append((key, Value(text: ByteString(whole), location: location(valueStart))))
    parts.append(items.map { Value(text: ByteString($0.text), location: location($0.range.lowerBound)) })
  }

  /// Takes a value apart at its commas, up to its end or to a comment, which has a blank before it; nil when a quote is
  /// not closed.
  private static func items(of value: ArraySlice<UInt8>) -> [(text: [UInt8], range: Range<Int>)]? {
    var items: [(text: [UInt8], range: Range<Int>)] = []
    var index = value.startIndex
    while true {
      while index < value.endIndex, isBlank(value[index]) { index += 1 }
      let start = index
      if index < value.endIndex, value[index] == UInt8(ascii: "\"") {
        guard let (text, end) = unquoted(value[index...]) else { return nil }
        items.append((text, start..<end))
        index = end
        while index < value.endIndex, isBlank(value[index]) { index += 1 }
      } else {
        while index < value.endIndex, value[index] != UInt8(ascii: ","),
          !(value[index] == UInt8(ascii: "#") && index > value.startIndex && isBlank(value[index - 1]))
        {
          index += 1
        }
        let end = value[start..<index].lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        items.append((Array(value[start..<end]), start..<end))
      }
      guard index < value.endIndex, value[index] == UInt8(ascii: ",") else { return items }
      index += 1
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The text between quotes, with C escapes replaced, and where it ends; nil when the closing quote is missing.
  private static func unquoted(_ text: ArraySlice<UInt8>) -> (text: [UInt8], end: Int)? {
    var result: [UInt8] = []
    var index = text.startIndex + 1
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "\""): return (result, index + 1)
      case UInt8(ascii: "\\") where index + 1 < text.endIndex:
        index += 1
        switch text[index] {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "r"): result.append(0x0D)
        default: result.append(text[index])
        }
      default: result.append(text[index])
      }
      index += 1
    }
    return nil
  }
}
