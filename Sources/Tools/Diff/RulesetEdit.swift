import Bytes
import Diagnostics

/// A change of the ruleset that can be made alone: of one rule, one decoder, one variable, one list, or of a whole file.
package struct RulesetEdit: Sendable {
  /// How it is made in the old ruleset.
  enum Patch: Sendable {
    /// In the text of a file that both have: by the number of the pair.
    case text(pair: Int, TextEdit)
    /// A file that only one of them has.
    case file(pair: Int)
    /// A list has another text; nil for one that is not there.
    case list(name: String, old: [UInt8]?, new: [UInt8]?)
    /// The lowest level of an alert, or the size of the memory.
    case settings
  }

  /// What it changes: `rule 31101 "Web server 400 error code."`.
  package var subject: String
  /// What becomes of it: `level 5 -> 0`.
  package var summary: String
  /// Where it stands in the new ruleset; in the old one where it is gone.
  package var location: SourceLocation
  /// The rules that it defines or defined.
  package var rules: Set<Int> = []
  /// The decoders that it defines or defined, by name.
  package var decoders: Set<String> = []
  var patch: Patch
}
