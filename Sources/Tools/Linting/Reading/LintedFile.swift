import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// A file of decoders or rules as it is written.
package struct LintedFile: Sendable {
  /// What it holds.
  package let kind: RulesetFile.Kind
  /// The text and its elements.
  package let document: XMLDocument
  /// Index in ``LintedRuleset/files``.
  package let index: Int
  /// Whether it belongs to what the ruleset is loaded on top of.
  package let isBase: Bool

  /// The path as it was given.
  package var path: String { document.file }

  /// The file's bytes.
  package var source: ArraySlice<UInt8> { document.buffer[..<document.sourceCount] }

  /// A range of bytes.
  package func place(_ offset: Int, _ length: Int = 0) -> Place { Place(file: index, offset: offset, length: length) }

  /// Where an element begins: from its `<` to the end of its name.
  func startPlace(of node: Int) -> Place {
    let entry = document.nodes[node]
    return place(Int(entry.start), Int(entry.name.count) + 1)
  }

  /// The place that a location names.
  func place(of location: SourceLocation) -> Place { place(document.offset(of: location)) }
}
