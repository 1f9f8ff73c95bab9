import Diagnostics
import RulesetSyntax
import Rulesets

/// A ruleset with one small change.
public struct Mutant: Sendable {
  /// File, name and line of the definition, operator, and a number: `rules/web.xml:100101:12:drop-anchor:2`.
  public let id: String
  /// The operator's name.
  public let operatorName: String
  /// Whether a rule was changed; else a decoder.
  public let isRule: Bool
  /// The rule's number or the decoder's name.
  public let definition: String
  /// Where the rule or decoder begins.
  public let definitionLocation: SourceLocation
  /// Where the change is.
  public let location: SourceLocation
  /// What changes, for people: `level 5 becomes 6`.
  public let summary: String
  /// The replacements in the file.
  public let edits: [TextEdit]

  /// The file, named from the current folder.
  public let file: String
  /// The same, as it was read.
  let document: XMLDocument
  /// What becomes of a pattern, where one changes.
  let pattern: PatternChange?

  /// The file's text as it is.
  var source: [UInt8] { Array(document.buffer[..<document.sourceCount]) }

  /// The file's text with the change.
  public var text: [UInt8] { TextEdit.apply(edits, to: source) }

  /// The change as a unified difference.
  package var difference: String { unifiedDifference.text }

  /// The change, for whoever shows it.
  var unifiedDifference: UnifiedDifference {
    UnifiedDifference(from: "a/\(file)", to: "b/\(file)", source, edits: edits)
  }
}
