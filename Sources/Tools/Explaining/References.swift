import Bytes
import Diagnostics
import PatternReasoning
import PatternSyntax
import Patterns
import Rulesets

/// A rule as explanations name it.
public struct RuleReference: Sendable, Equatable {
  /// Index in ``/Rulesets/RuleForest/rules``.
  public var index: Int
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
  public var index: Int
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

/// Something worth knowing that is the cause, or part of it.
public struct Remark: Sendable, Equatable {
  /// A stable name, `header-removed`.
  public var code: String
  /// One sentence.
  public var message: String
  /// The place it is about; nil where that is clear.
  public var location: SourceLocation?

  /// A remark.
  public init(_ code: String, _ message: String, at location: SourceLocation? = nil) {
    self.code = code
    self.message = message
    self.location = location
  }

  init(_ trap: PatternProgress.Trap) { self.init(trap.code, trap.message) }
}

/// A pattern that did not match, and where that showed.
public struct PatternFailure: Sendable, Equatable {
  /// The element, `prematch`.
  public var element: String
  /// The pattern as written.
  public var pattern: ByteString
  /// Its dialect.
  public var dialect: Dialect
  /// Where its text begins.
  public var location: SourceLocation
  /// The text that was looked at.
  public var subject: ByteString
  /// Where that text begins in the log behind the header; nil when it is no part of it.
  public var offset: Int?
  /// How far the pattern came; nil when that cannot be told.
  public var progress: PatternProgress?
  /// What the cause is, if it is a known one.
  public var remark: Remark?

  /// The part of the pattern that was due.
  public var token: ByteString? {
    progress.map { progress in
      var range = progress.token.clamped(to: 0..<pattern.count)
      // A byte within a character is shown as the whole character.
      let isInside = { (index: Int) in pattern.bytes.indices.contains(index) && pattern.bytes[index] & 0xC0 == 0x80 }
      while range.lowerBound > 0, isInside(range.lowerBound) { range = range.lowerBound - 1..<range.upperBound }
      while isInside(range.upperBound) { range = range.lowerBound..<range.upperBound + 1 }
      return ByteString(Array(pattern.bytes[range]))
    }
  }
}

/// A condition of a rule and how it stands.
public struct ConditionStory: Sendable, Equatable {
  /// The element, as an author writes it.
  public var element: String
  /// The field's name, for `field` and `list`.
  public var field: ByteString?
  /// The text that was looked at; nil when the event does not have it.
  public var value: ByteString?
  /// What was asked of it.
  public var expected: ByteString
  /// Whether the element is negated.
  public var isNegated: Bool
  /// Whether it holds; nil when that depends on what looking would change.
  public var holds: Bool?
  /// Where its pattern is written; nil for conditions without one.
  public var location: SourceLocation?
  /// Where its pattern failed, for those with one that should match.
  public var failure: PatternFailure?
  /// What the cause is, if it is a known one.
  public var remark: Remark?

  /// The element with its field: `field docker.Action`.
  public var name: String { field.map { "\(element) \($0)" } ?? element }
}
