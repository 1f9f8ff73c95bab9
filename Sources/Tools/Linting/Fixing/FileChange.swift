import Bytes
import Diagnostics
import Reporting

/// What fixes make of a file.
public struct FileChange: Sendable {
  /// The path as it was given.
  public var path: String
  /// The file as it was read.
  public var before: [UInt8]
  /// The file as it should be.
  public var after: [UInt8]
  /// Number of findings that this mends.
  public var count: Int
  /// The replacements, in order.
  let edits: [TextEdit]

  /// The changes that mend what can be mended for certain.
  ///
  /// Of fixes that would replace the same bytes the first one is made; the others can be made by a second run.
  public static func changes(for result: LintResult) -> [FileChange] {
    var accepted: [Int: [TextEdit]] = [:]
    var counts: [Int: Int] = [:]
    for fix in result.findings.compactMap(\.fix) {
      let isFree = fix.edits.allSatisfy { edit in
        !(accepted[edit.place.file] ?? []).contains { $0.conflicts(with: edit.change) }
      }
      guard isFree, !fix.edits.isEmpty else { continue }
      for edit in fix.edits { accepted[edit.place.file, default: []].append(edit.change) }
      for file in Set(fix.edits.map(\.place.file)) { counts[file, default: 0] += 1 }
    }
    return accepted.sorted { $0.key < $1.key }.map { file, edits in
      let source = result.ruleset.files[file]
      let before = Array(source.source)
      return FileChange(
        path: source.path, before: before, after: TextEdit.apply(edits, to: before), count: counts[file] ?? 0,
        edits: edits)
    }
  }

  /// The change as a unified difference.
  public func difference(style: Style = .plain) -> String {
    UnifiedDifference(from: path, to: path, before, edits: edits).shown(style: style)
  }
}
