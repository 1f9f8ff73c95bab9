/// How much of one thing is read: far more than anybody writes, far less than a small machine has.
///
/// The engine has no such limits. What is larger ends with a message and exit code 2, never with another result.
package enum SizeLimits {
  /// A file of decoders or rules, a configuration, a baseline, a table.
  package static let text = 32 << 20
  /// A file of cases.
  package static let cases = 64 << 20
  /// A CDB list.
  package static let list = 128 << 20
  /// A line of input: a log, or a question in JSON with a whole file in it.
  package static let line = 32 << 20
  /// All lines that a command keeps until it answers.
  package static let keptLines = 128 << 20

  /// A size for a message: `32 MB`.
  package static func shown(_ bytes: Int) -> String { "\(bytes >> 20) MB" }
}
