import EVTX

/// All that a reader finds in the bytes of a file.
struct EventLogContent {
  var records: [EVTXRecord] = []
  var problems: [EVTXProblem] = []

  /// The texts of the records.
  var texts: [String] { records.map { $0.xml.description } }

  init(_ file: [UInt8]) throws {
    var log = try EVTXLog(header: Array(file.prefix(EVTXHeader.size)))
    var place = EVTXHeader.size
    while place < file.count {
      let end = min(place + EVTXLog.chunkSize, file.count)
      log.read(Array(file[place..<end])) {
        records.append($0)
      } problem: {
        problems.append($0)
      }
      place = end
    }
  }
}
