import Bytes
import Diagnostics
import Rulesets
import System

/// The techniques that somebody wants to be covered: numbers, or files with a number per line.
package enum WantedTechniques {
  /// Bytes of the longest list.
  private static let limit = 4 << 20

  /// Reads them.
  /// - Parameters:
  ///   - words: numbers (`T1110`, `T1110.001`), files.
  ///   - table: the techniques that there are.
  /// - Throws: what is neither, so that a slip is not taken for a technique that is covered.
  package static func read(_ words: [String], among table: MitreTable) throws(BadInput) -> [ByteString] {
    var wanted: [ByteString] = []
    var problems: [Diagnostic] = []
    func add(_ id: ByteString, at place: SourceLocation?) {
      guard table.technique(id) == nil else {
        if !wanted.contains(id) { wanted.append(id) }
        return
      }
      let successor = RetiredTechniques.technique(id)?.successor
      let near = successor ?? Suggestion.closest(to: id, among: table.ids)
      problems.append(
        Diagnostic(
          .error, code: "unknown-technique", "there is no technique \(TerminalText.line(id)) in the table of ATT&CK",
          at: place, hint: near.map { "did you mean \($0)?" }))
    }
    for word in words {
      guard !isNumber(word) else {
        add(ByteString(word), at: nil)
        continue
      }
      do throws(FileFailure) {
        for (number, line) in try FileAccess.read(word, limit: limit).split(
          separator: 10, omittingEmptySubsequences: false
        ).enumerated() {
          let text = line.prefix { $0 != UInt8(ascii: "#") }.filter { $0 > 0x20 }
          guard !text.isEmpty else { continue }
          add(ByteString(text), at: SourceLocation(file: word, line: number + 1, column: 1))
        }
      } catch {
        problems.append(
          Diagnostic(
            .error, code: "unreadable", error.message, hint: "--fail-on-gaps takes T1110, T1110.001 or a file of them"))
      }
    }
    guard problems.isEmpty else { throw BadInput(problems) }
    guard !wanted.isEmpty else {
      throw BadInput(
        Diagnostic(.error, code: "no-technique", "no technique is named", hint: "a number per line: T1110"))
    }
    return wanted
  }

  private static func isNumber(_ word: String) -> Bool {
    word.utf8.first == UInt8(ascii: "T")
      && word.utf8.dropFirst().allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }
  }
}
