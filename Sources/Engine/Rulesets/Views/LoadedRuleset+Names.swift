import Bytes
import Diagnostics
import System

extension LoadedRuleset {
  /// The rule's number that somebody who wrote `id` may have meant; nil when none is near.
  public func closestRule(to id: Int) -> Int? {
    let known = Set(rules.rules.map(\.id))
    return Suggestion.slips(of: max(0, id)).first(where: known.contains)
  }

  /// The decoder's name that somebody who wrote `name` may have meant; nil when none is near.
  public func closestDecoder(to name: ByteString) -> ByteString? {
    Suggestion.closest(to: name, among: Set(decoders.definitions.map(\.name)).sorted())
  }
}

/// Single lines of files, for showing what a diagnostic points at.
public enum SourceLines {
  /// A line, counted from 1, without its line end; nil where there is none, or no file.
  /// - Parameters:
  ///   - number: the line's number, from 1 on.
  ///   - path: the file.
  ///   - isRuleset: whether lines of anything but rules and decoders are shown to nobody: a configuration or a link may
  ///     have led to the file.
  public static func line(_ number: Int, of path: String, ifRuleset isRuleset: Bool = false) -> ByteString? {
    guard let bytes = try? WholeFile.read(path), !isRuleset || SourceKind(ofStart: bytes[...]).isRuleset else {
      return nil
    }
    let lines = bytes.split(separator: 0x0A, maxSplits: max(0, number), omittingEmptySubsequences: false)
    guard number >= 1, number <= lines.count else { return nil }
    let line = lines[number - 1]
    return ByteString(line.last == 0x0D ? line.dropLast() : line)
  }
}
