import Bytes
import Cases
import LineEditing
import Live

/// What comes piece by piece.
extension FuzzTarget {
  func tryStream(_ bytes: [UInt8]) {
    switch self {
    case .alerts:
      var cases = AlertsToCases(path: "alerts.json")
      cases.add(file: bytes)
      cases.finish()
    case .joiner:
      for joiner in Self.joiners() {
        var joiner = joiner
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
          _ = joiner.add(ByteString(Array(line)))
        }
        _ = joiner.finish()
      }
    default:
      var editor = LineEditor()
      editor.receive(bytes)
      while editor.next() != nil {}
      editor.flush()
    }
  }

  private static func joiners() -> [LineJoiner] {
    let forms: [(ByteString, ByteString?, String?)] = [
      ("multi-line:3", nil, nil), ("multi-line-regex", "^\\[", "start"), ("multi-line-regex", ";$", "end"),
      ("multi-line-regex", "a.*z", "all"),
    ]
    return forms.compactMap { try? LineJoiner(format: $0.0, regex: $0.1, match: $0.2, replace: nil) }
  }
}
