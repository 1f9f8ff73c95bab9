import Bytes
import RulesetSyntax
import Testing

@testable import Live

@Suite("The agent's buffer")
struct ClientBufferTests {
  /// What left a buffer, in words: the numbers of events, and what it says of itself in brackets.
  private struct Desk {
    var buffer: ClientBuffer
    var left: [String] = []

    init(size: Int, rate: Int) {
      var settings = ClientBufferSettings()
      (settings.size, settings.eventsPerSecond) = (size, rate)
      buffer = ClientBuffer(settings)
    }

    private static func words(_ event: CollectedEvent) -> String {
      let text = ByteString(event.text).description
      return event.source == "wazuh-agent" ? "[\(text.split(separator: "'")[1])]" : text
    }

    mutating func add(_ numbers: Range<Int>, at time: Double) {
      var said: [String] = []
      for number in numbers {
        ByteString("\(number)").withView { text in
          buffer.add(CollectedEvent(queue: 49, source: "/x", location: "/x", text: text), at: time) {
            said.append(Self.words($0))
          }
        }
      }
      left += said
    }

    mutating func drain(at time: Double, all: Bool = false) {
      var said: [String] = []
      buffer.drain(at: time, all: all) { said.append(Self.words($0)) }
      left += said
    }
  }

  @Test("Events leave in their order, so many a second, and idle time is not made up for")
  func rate() {
    var desk = Desk(size: 100, rate: 10)
    desk.drain(at: 0)
    desk.drain(at: 100)
    desk.add(0..<8, at: 100)
    desk.drain(at: 100)
    #expect(desk.left == ["0"])
    desk.drain(at: 100.05)
    #expect(desk.left == ["0"])
    desk.drain(at: 100.31)
    #expect(desk.left == ["0", "1", "2", "3"])
    #expect(desk.buffer.count == 4)
    desk.drain(at: 110, all: true)
    #expect(desk.left == (0..<8).map(String.init))
  }

  @Test("At 90 %, when full, and full for 15 seconds it says so; below 70 % it is normal again; the newest is lost")
  func levels() {
    var desk = Desk(size: 10, rate: 1)
    desk.drain(at: 0)
    desk.add(0..<8, at: 0)
    #expect(desk.left == [])
    desk.add(8..<9, at: 0)
    #expect(desk.left == ["[90%]"])
    desk.add(9..<12, at: 0)
    #expect(desk.left == ["[90%]", "[full]"])
    #expect(desk.buffer.lostCount == 2)
    desk.add(12..<13, at: 14.9)
    desk.add(13..<14, at: 15)
    desk.add(14..<15, at: 16)
    #expect(desk.left == ["[90%]", "[full]", "[flooded]"])
    desk.drain(at: 20, all: true)
    #expect(desk.left.dropFirst(3).prefix(5) == ["0", "1", "2", "3", "[normal]"])
    #expect(desk.left.suffix(1) == ["9"])
    #expect(desk.buffer.lostCount == 5)
    #expect(desk.buffer.count == 0)
  }

  @Test("However long it runs, nothing is lost that finds room, and its memory does not grow with the time")
  func order() {
    var desk = Desk(size: 50, rate: 1000)
    var number = 0
    for turn in 0..<2000 {
      desk.add(number..<number + turn % 7, at: Double(turn) / 100)
      number += turn % 7
      desk.drain(at: Double(turn) / 100)
    }
    desk.drain(at: 100, all: true)
    #expect(desk.left == (0..<number).map(String.init))
    #expect(desk.buffer.lostCount == 0)
  }

  @Test(
    "The block's values, and those that an agent refuses",
    arguments: [
      ("", "5000 500 false"), ("<queue_size>7</queue_size><events_per_second>1000</events_per_second>", "7 1000 false"),
      ("<disabled>yes</disabled>", "5000 500 true"),
      ("<disabled>maybe</disabled>", "<disabled> is yes or no, not 'maybe'"),
      ("<events_per_second>1001</events_per_second>", "<events_per_second> is a number from 1 to 1000, not '1001'"),
      ("<queue_size>0</queue_size>", "<queue_size> is a number from 1 to 100000, not '0'"),
      ("<queue_size>1e3</queue_size>", "<queue_size> is a number from 1 to 100000, not '1e3'"),
      ("<rate>1</rate>", "<client_buffer> has no <rate>"),
    ])
  func settings(block: String, wanted: String) throws {
    let text = "<ossec_config><client_buffer>\(block)</client_buffer></ossec_config>"
    let document = try XMLDocument(reading: Array(text.utf8), file: "ossec.conf")
    let words: String
    do throws(ClientBufferSettings.Fault) {
      let settings = try ClientBufferSettings(document)
      words = "\(settings.size) \(settings.eventsPerSecond) \(settings.isDisabled)"
    } catch {
      words = error.message
    }
    #expect(words == wanted)
  }
}
