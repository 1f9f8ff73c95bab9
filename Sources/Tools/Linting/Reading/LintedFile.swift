import Bytes
import Diagnostics
import Rulesets

/// A file of decoders or rules as it is written.
public struct LintedFile: Sendable {
  /// What it holds.
  public let kind: RulesetFile.Kind
  /// The text and its elements.
  public let document: XMLDocument
  /// Index in ``LintedRuleset/files``.
  public let index: Int
  /// Whether it belongs to what the ruleset is loaded on top of.
  public let isBase: Bool

  /// The path as it was given.
  public var path: String { document.file }

  /// The file's bytes.
  public var source: ArraySlice<UInt8> { document.buffer[..<document.sourceCount] }

  /// A range of bytes.
  public func place(_ offset: Int, _ length: Int = 0) -> Place { Place(file: index, offset: offset, length: length) }

  /// The place that a location names.
  func place(of location: SourceLocation) -> Place { place(document.offset(of: location)) }
}
