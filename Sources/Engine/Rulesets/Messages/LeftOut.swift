import Bytes
import Diagnostics

/// A part that loading for lint went on without (``RulesetLoader/loadForLint(_:)``).
public struct LeftOut: Sendable, Hashable {
  /// What kind of part.
  public enum Part: String, Sendable {
    /// A whole file.
    case file
    /// A decoder.
    case decoder
    /// A rule.
    case rule
    /// An element of a rule or of a decoder; the rest of it was loaded.
    case element
    /// An attribute of a rule.
    case attribute
  }

  /// What kind of part.
  public var part: Part
  /// The file's name, the decoder's name, the rule's number, the name of the element or attribute.
  public var name: ByteString
  /// Where it stands.
  public var location: SourceLocation
  /// Where the rule or decoder begins that was loaded without it; nil where nothing of it was loaded.
  public var owner: SourceLocation?

  init(_ part: Part, _ name: ByteString, at location: SourceLocation, owner: SourceLocation? = nil) {
    self.part = part
    self.name = name
    self.location = location
    self.owner = owner
  }

  /// What it is, in a few words: `rule 100100`, `element "regex"`.
  public var title: String {
    switch part {
    case .rule: "rule \(name)"
    case .file: "file \(name)"
    default: "\(part.rawValue) \"\(name)\""
    }
  }
}
