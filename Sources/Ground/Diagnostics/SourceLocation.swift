import Bytes

/// A place in a file: what every message, failure and trace points at.
public struct SourceLocation: Hashable, Sendable {
  /// The file as it was named by whoever asked for it (relative stays relative).
  public var file: String
  /// Line, counted from 1.
  public var line: Int
  /// Column in bytes, counted from 1.
  public var column: Int

  /// A place.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
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
