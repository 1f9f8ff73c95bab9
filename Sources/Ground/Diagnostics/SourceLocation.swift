import Bytes

/// A line and a column of a text.
public struct SourcePosition: Hashable, Comparable, Sendable {
  /// Line, counted from 1.
  public var line: Int
  /// Column in bytes, counted from 1.
  public var column: Int

  /// A position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// By line, then by column.
  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A place in a file: what every message, failure and trace points at.
///
/// It begins at a byte and, where that is known, ends behind another one. A place is told from another by its beginning
/// alone: two that begin at one byte are the same, whether or not somebody knows how far they reach.
public struct SourceLocation: Sendable {
  /// The file as it was named by whoever asked for it (relative stays relative).
  public var file: String
  // PERF: small numbers, because a ruleset holds a place for each of its ten thousands of elements. Files are smaller
  // than 2 GiB, so they are large enough.
  private var startLine: Int32
  private var startColumn: Int32
  /// 0 where only the beginning is known.
  private var endLine: Int32 = 0
  private var endColumn: Int32 = 0

  /// A place.
  public init(file: String, line: Int, column: Int, end: SourcePosition? = nil) {
    self.file = file
    startLine = Int32(truncatingIfNeeded: line)
    startColumn = Int32(truncatingIfNeeded: column)
    self.end = end
  }

  /// Line, counted from 1.
  public var line: Int {
    get { Int(startLine) }
    set { startLine = Int32(truncatingIfNeeded: newValue) }
  }

  /// Column in bytes, counted from 1.
  public var column: Int {
    get { Int(startColumn) }
    set { startColumn = Int32(truncatingIfNeeded: newValue) }
  }

  /// Where what is meant ends: the position behind its last byte; nil where only its beginning is known.
  public var end: SourcePosition? {
    get { endLine == 0 ? nil : SourcePosition(line: Int(endLine), column: Int(endColumn)) }
    set {
      endLine = Int32(truncatingIfNeeded: newValue?.line ?? 0)
      endColumn = Int32(truncatingIfNeeded: newValue?.column ?? 0)
    }
  }

  /// Where it begins.
  public var start: SourcePosition { SourcePosition(line: line, column: column) }

  /// The same place, reaching over so many bytes of its line.
  public func reaching(_ length: Int) -> SourceLocation {
    SourceLocation(file: file, line: line, column: column, end: SourcePosition(line: line, column: column + length))
  }
}

extension SourceLocation: Hashable {
  /// Whether both begin at the same byte.
  public static func == (left: SourceLocation, right: SourceLocation) -> Bool {
    left.line == right.line && left.column == right.column && left.file == right.file
  }

  /// By its beginning.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(file)
    hasher.combine(line)
    hasher.combine(column)
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:column`, as compilers write it: for people, so that no name of a file can play with what shows it.
  public var description: String { "\(fileAndLine):\(column)" }

  /// `file:line`, for people.
  public var fileAndLine: String { "\(TerminalText.line(file)):\(line)" }
}

extension SourceLocation: Comparable {
  /// By file, then by place.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}
