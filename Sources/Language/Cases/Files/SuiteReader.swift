import System

/// Reads files of cases, whichever language they are in.
public enum SuiteReader {
  /// Reads a file: `*.ini` as the reference's format, everything else as cases.
  public static func read(_ path: String, patterns: PatternCompiler = .none) throws(FileFailure) -> TestSuite {
    parse(path: path, bytes: try FileAccess.read(path), patterns: patterns)
  }

  /// Reads a file's bytes.
  public static func parse(path: String, bytes: [UInt8], patterns: PatternCompiler = .none) -> TestSuite {
    path.hasSuffix(".ini")
      ? IniReader.parse(path: path, bytes: bytes) : CaseParser.parse(path: path, bytes: bytes, patterns: patterns)
  }
}
