import Bytes
import Diagnostics

/// How an expectation compares.
public enum Comparison: String, Sendable, CaseIterable {
  /// The value, byte for byte.
  case equal = "="
  /// Any other value, or none.
  case notEqual = "!="
  /// PCRE2, anywhere in the value.
  case matches = "~"
  /// PCRE2, nowhere in the value.
  case notMatches = "!~"
  /// The list holds all of these.
  case has
  /// The list holds none of these.
  case lacks
  /// There is no value.
  case absent
  /// There is a value, an empty one included.
  case present
  /// A smaller number.
  case less = "<"
  /// This number or a smaller one.
  case lessOrEqual = "<="
  /// A greater number.
  case greater = ">"
  /// This number or a greater one.
  case greaterOrEqual = ">="

  /// Whether it stands without a value.
  public var isUnary: Bool { self == .absent || self == .present }

  /// Whether it compares numbers.
  public var isOrdering: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// Whether its value is a pattern.
  public var isPattern: Bool { self == .matches || self == .notMatches }
}

/// A value as written.
public struct Operand: Sendable, Equatable {
  /// The bytes it stands for.
  public var text: ByteString
  /// Whether it was quoted: then it is literal, also `"none"`.
  public var isQuoted: Bool

  /// A value.
  public init(_ text: ByteString, isQuoted: Bool = false) {
    self.text = text
    self.isQuoted = isQuoted
  }

  /// Whether it says that there is no such thing.
  public var isNone: Bool { !isQuoted && text == "none" }
}

/// One line that says what is expected of an event.
public struct Expectation: Sendable {
  /// What stands behind the operator.
  public enum Value: Sendable, Equatable {
    /// Nothing (`absent`, `present`).
    case nothing
    /// One value, for every repetition.
    case same(Operand)
    /// One value per repetition.
    case each([Operand])
    /// A list.
    case list([Operand])
  }

  /// Where the line's parts stand in the file, in bytes: what an update rewrites.
  public struct Source: Sendable, Equatable {
    /// The operator.
    public var comparison: Range<Int>
    /// The value, quotes included; empty behind `absent` and `present`.
    public var value: Range<Int>
    /// The line without its line end.
    public var line: Range<Int>

    /// Places.
    public init(comparison: Range<Int>, value: Range<Int>, line: Range<Int>) {
      self.comparison = comparison
      self.value = value
      self.line = line
    }
  }

  /// What it looks at.
  public var subject: Subject
  /// How it compares.
  public var comparison: Comparison
  /// What it compares with.
  public var value: Value
  /// What the ``PatternCompiler`` has made of the patterns of `~` and `!~`: one, or one per repetition.
  public var patterns: [any Sendable] = []
  /// Where its name stands.
  public var location: SourceLocation
  /// Where its parts stand.
  public var source: Source?

  /// An expectation.
  public init(
    _ subject: Subject, _ comparison: Comparison, _ value: Value,
    at location: SourceLocation = SourceLocation(file: "", line: 0, column: 0), source: Source? = nil
  ) {
    self.subject = subject
    self.comparison = comparison
    self.value = value
    self.location = location
    self.source = source
  }

  /// The value for one repetition, counted from 0; nil for lists and where there is none.
  public func operand(repetition: Int) -> Operand? {
    switch value {
    case .nothing, .list: nil
    case .same(let operand): operand
    case .each(let operands): repetition < operands.count ? operands[repetition] : operands.last
    }
  }
}
