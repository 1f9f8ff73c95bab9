import Bytes
import Diagnostics
import Rulesets

/// Logs that are all kept for an answer, as many as there is room for.
package struct KeptLogs {
  package private(set) var logs: [ByteString] = []
  private var size = 0

  package init() {}

  /// Keeps one more.
  package mutating func append(_ log: ByteString) throws(BadInput) {
    // A log takes memory even when it is empty.
    size += log.count + 32
    guard size <= Limits.keptLines else {
      throw BadInput(
        Diagnostic(
          .error, code: "too-many-lines",
          "there are more than \(Limits.shown(Limits.keptLines)) of lines, which are all kept for the answer",
          hint: "give a part of them, or use assay try, which answers line by line"))
    }
    logs.append(log)
  }
}
