import Rulesets
import System

/// Reads files of cases, whichever language they are in.
public enum SuiteReader {
  /// Reads a file: `*.ini` as the reference's format, everything else as cases.
  public static func read(_ path: String) throws(FileFailure) -> TestSuite {
    parse(path: path, bytes: try FileAccess.read(path))
  }

  /// Reads a file's bytes.
  public static func parse(path: String, bytes: [UInt8]) -> TestSuite {
    path.hasSuffix(".ini") ? IniReader.parse(path: path, bytes: bytes) : CaseParser.parse(path: path, bytes: bytes)
  }
}
