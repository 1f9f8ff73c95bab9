import Bytes
import Cases
import LineEditing
import System

/// Where lines that were typed are kept from one run to the next: `$XDG_STATE_HOME/assay/history`.
///
/// Logs can hold what is nobody else's business, so that only the owner can read it. A history that cannot be read or
/// written is none; nobody is bothered with that.
struct HistoryFile {
  private let folder: String
  private var path: String { folder + "/history" }

  /// Nil without a home.
  init?() {
    if let state = Environment.variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      folder = state + "/assay"
    } else if let home = Environment.variable("HOME"), home.hasPrefix("/") {
      folder = home + "/.local/state/assay"
    } else {
      return nil
    }
  }

  func read() -> LineHistory { LineHistory(text: (try? FileAccess.read(path)) ?? []) }

  /// Adds what was typed now to what is there by now: another prompt may have written meanwhile.
  func add(_ lines: [ByteString]) {
    guard !lines.isEmpty, (try? FileAccess.makeFolder(folder, mode: 0o700)) != nil else { return }
    // Another one may be writing at the same moment: then once more, with what it wrote.
    for _ in 0..<3 {
      do throws(FileFailure) {
        guard let old = try? FileAccess.read(path) else {
          return try FileAccess.createPrivate(path, merged([], lines))
        }
        return try FileAccess.replace(path, expected: old, with: merged(old, lines))
      } catch {
        guard error.kind == .changedMeanwhile || error.kind == .exists else { return }
      }
    }
  }

  private func merged(_ old: [UInt8], _ lines: [ByteString]) -> [UInt8] {
    var all = LineHistory(text: old)
    for line in lines { all.add(line) }
    return all.text
  }
}
