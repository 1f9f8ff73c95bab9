/// The counts at the head of a block of a time zone file.
struct ZoneFileHeader {
  var version: Int
  var isUTCount = 0
  var isStdCount = 0
  var leapCount = 0
  var timeCount = 0
  var typeCount = 0
  var charCount = 0

  init?(_ reader: inout BigEndianReader) {
    guard reader.bytes(4) == Array("TZif".utf8), let version = reader.byte(), reader.bytes(15) != nil else {
      return nil
    }
    self.version = version >= UInt8(ascii: "2") ? 2 : 1
    var counts: [Int] = []
    for _ in 0..<6 {
      guard let count = reader.integer(4), count >= 0 else { return nil }
      counts.append(count)
    }
    (isUTCount, isStdCount, leapCount, timeCount, typeCount, charCount) =
      (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5])
  }

  func bodySize(timeSize: Int) -> Int {
    timeCount * (timeSize + 1) + typeCount * 6 + charCount + leapCount * (timeSize + 4) + isStdCount + isUTCount
  }
}
