import Bytes
import Diagnostics
import Rulesets

/// A rule as explanations name it.
public struct RuleReference: Sendable, Equatable {
  /// Index in ``/Rulesets/RuleForest/rules``.
  package var index: Int
  /// Its number.
  public var id: Int
  /// Its level.
  public var level: Int
  /// The description as written.
  public var description: ByteString
  /// Where it stands.
  public var location: SourceLocation

  init(_ index: Int, in forest: RuleForest) {
    let rule = forest.rules[index]
    self.index = index
    id = rule.id
    level = rule.level
    description = rule.description
    location = rule.location
  }
}

/// A decoder as explanations name it.
public struct DecoderReference: Sendable, Equatable {
  /// Index in ``/Rulesets/DecoderForest/definitions``; −1 for one that no file defines.
  package var index: Int
  /// The name as written.
  public var name: ByteString
  /// The parent's name; nil for a root.
  public var parent: ByteString?
  /// Where it stands.
  public var location: SourceLocation

  init(_ index: Int, in forest: DecoderForest) {
    self.index = index
    guard forest.definitions.indices.contains(index) else {
      name = "windows_eventchannel"
      location = SourceLocation(file: "(built in)", line: 1, column: 1)
      return
    }
    let decoder = forest.definitions[index]
    name = decoder.name
    parent = decoder.parent
    location = decoder.location
  }
}
