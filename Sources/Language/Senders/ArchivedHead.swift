import Bytes
import Calendar

/// What the manager writes in front of an event in its text files: `2025 Apr 01 14:34:14 (name) address->place`, or
/// `… host->place` for its own.
struct ArchivedHead {
  var seconds: Int
  var agent: ArchivedAgent?
  var place: ByteString
  /// Index behind the place.
  var end: Int

  /// - Parameter endsAtBlank: whether the place ends at a blank, or at the end of the line.
  init?(_ line: ArraySlice<UInt8>, endsAtBlank: Bool) {
    let date = Array(line.prefix(21))
    guard date.count == 21, let seconds = Self.seconds(ofDate: date) else { return nil }
    let rest = line.dropFirst(21)
    guard let arrow = rest.firstRange(of: "->".utf8) else { return nil }
    let head = rest[..<arrow.lowerBound]
    if head.first == UInt8(ascii: "(") {
      guard let close = head.firstRange(of: ") ".utf8), !head[close.upperBound...].contains(0x20) else { return nil }
      // The number of the agent is not kept.
      agent = ArchivedAgent(
        id: "001", name: ByteString(head[(head.startIndex + 1)..<close.lowerBound]),
        ip: ByteString(head[close.upperBound...]))
    } else if head.isEmpty || head.contains(0x20) {
      return nil
    }
    let place = endsAtBlank ? rest[arrow.upperBound...].prefix { $0 != 0x20 } : rest[arrow.upperBound...]
    guard !place.isEmpty else { return nil }
    (self.seconds, self.place, end) = (seconds, ByteString(place), place.endIndex)
  }

  private static func seconds(ofDate date: [UInt8]) -> Int? {
    let blanks = [4, 8, 11, 20]
    guard blanks.allSatisfy({ date[$0] == 0x20 }), date[14] == UInt8(ascii: ":"), date[17] == UInt8(ascii: ":"),
      let month = CivilDate.month(named: date[5..<8])
    else { return nil }
    let numbers = [date[0..<4], date[9..<11], date[12..<14], date[15..<17], date[18..<20]]
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard let year = numbers[0], let day = numbers[1], let hour = numbers[2], let minute = numbers[3],
      let second = numbers[4]
    else { return nil }
    return CivilDate(year: year, month: month, day: day).dayNumber * 86_400 + hour * 3600 + minute * 60 + second
  }
}
