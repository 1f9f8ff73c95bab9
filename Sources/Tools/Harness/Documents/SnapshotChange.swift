import Bytes
import Cases
import Diagnostics
import JSONText
import System

/// A snapshot that an update writes.
public struct SnapshotChange: Sendable, Equatable {
  /// The file.
  public var path: String
  /// What it holds now; nil where it is not there.
  public var before: ByteString?
  /// What it is to hold.
  public var after: ByteString

  /// Writes the file: what is on disk is always the old or the new one.
  func write() throws(FileFailure) {
    guard let before else {
      try FileAccess.makeFolder(Paths.folder(of: path))
      return try FileAccess.create(path, after.bytes)
    }
    try FileAccess.replace(path, expected: before.bytes, with: after.bytes)
  }

  /// What a person is shown of it.
  func lines(_ differences: [DocumentDifference]) -> [String] {
    guard before == nil else { return DocumentDifference.lines(of: differences) }
    return ["a new file \(path)"] + after.description.lines.filter { !$0.isEmpty }
  }

  /// A document as it is kept: a line per member, without what the run says of it and not the ruleset.
  static func text(of document: ByteString) -> ByteString? {
    guard let root = AlertDocument.read(document), root.kind == .object else { return nil }
    var json = JSONWriter(layout: .indented)
    write(root, isRoot: true, isManager: false, to: &json)
    json.endLine()
    return ByteString(json.bytes)
  }

  private static func write(_ value: JSONValue, isRoot: Bool, isManager: Bool, to json: inout JSONWriter) {
    switch value.kind {
    case .object:
      json.beginObject()
      for child in value.children {
        if isRoot, DocumentComparison.varying.contains(child.key) { continue }
        if isManager, child.key == "name" { continue }
        json.key(named: child.key.description)
        let isAgent = isRoot && child.key == "agent"
        write(child, isRoot: false, isManager: isAgent && child["id"]?.bytes == "000", to: &json)
      }
      json.endObject()
    case .array: json.array(value.children) { write($0, isRoot: false, isManager: false, to: &$1) }
    default: json.value(echoing: value)
    }
  }
}

extension CaseRunner {
  /// The snapshot that would make an expectation hold; nil where none can be written.
  func snapshotChange(for expectation: Expectation, _ document: ByteString?) -> SnapshotChange? {
    guard let path = SnapshotFiles.path(of: expectation), SnapshotFiles.objection(to: path, of: expectation) == nil,
      let text = document.flatMap(SnapshotChange.text)
    else { return nil }
    switch snapshot(of: expectation) {
    case .kept(let before): return SnapshotChange(path: path, before: before, after: text)
    case .missing: return SnapshotChange(path: path, before: nil, after: text)
    case .unusable, .none: return nil
    }
  }
}
