import Bytes
import Calendar
import EVTX
import JSONText

extension FuzzTarget {
  func tryGround(_ bytes: [UInt8]) {
    switch self {
    case .json:
      let reader = JSONReader()
      guard bytes.withView({ reader.parse($0) }) else { return }
      // What was read can be walked to its end, and no node ends before it begins.
      for index in 0..<reader.nodes.count { precondition(Int(reader.nodes[index].end) > index) }
      precondition(reader.consumed <= bytes.count && reader.depth <= 1000)
    case .evtx: readLog(bytes)
    default:
      if let instant = Instant(rfc3339: bytes) { _ = "\(instant)" }
      if let milliseconds = TimeSpan.milliseconds(bytes) {
        // The shortest text for a span is read as that span.
        precondition(TimeSpan.milliseconds(TimeSpan.text(milliseconds).utf8) == milliseconds)
      }
    }
  }

  private func readLog(_ bytes: [UInt8]) {
    guard var log = try? EVTXLog(header: Array(bytes.prefix(EVTXHeader.size))) else { return }
    var place = EVTXHeader.size
    while place < bytes.count {
      let end = min(place + EVTXLog.chunkSize, bytes.count)
      log.read(Array(bytes[place..<end])) {
        precondition($0.xml.count <= 1 << 26)
      } problem: {
        _ = "\($0)"
      }
      place = end
    }
  }
}
