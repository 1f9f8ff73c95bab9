import Alerts
import Bytes
import Testing

@Suite("Alerts: the query language")
struct AlertQueryTests {
  private let index: AlertIndex

  init() throws {
    index = try AlertLines.index([
      AlertLines.alert("10:00:00.000"),
      AlertLines.alert("10:00:01.000", agent: "db-1", level: 12, id: 31103, groups: ["web", "attack"]),
      AlertLines.alert(
        "10:00:02.000", agent: "db-2", level: 5, id: 31101, more: #","data":{"srcip":"10.0.0.9","url":"/a b"}"#),
      AlertLines.alert(
        "10:00:03.000", level: 10, id: 31151, groups: [], more: #","data":{"srcip":"10.0.1.9","flag":true}"#),
    ])
  }

  private func rows(_ query: String) throws -> [Int] {
    let rows = try index.rows(of: AlertQuery(parsing: ByteString(query)))
    return (0..<index.count).filter { rows.contains($0) }
  }

  @Test(
    "A query finds the rows that it means",
    arguments: [
      ("", [0, 1, 2, 3]),
      ("*", [0, 1, 2, 3]),
      ("rule.level >= 10", [1, 3]),
      ("rule.level<5", [0]),
      ("rule.level: 5", [2]),
      ("rule.level > 5 and rule.level <= 10", [3]),
      ("agent.name: db-*", [1, 2]),
      ("agent.name: *-1", [1]),
      (#"agent.name: "db-*""#, []),
      ("agent.name: DB-1", []),
      ("not agent.name: web", [1, 2]),
      ("rule.groups: sshd", [0, 2]),
      ("rule.groups: (attack or sshd)", [0, 1, 2]),
      ("rule.groups: (syslog and sshd)", [0, 2]),
      ("rule.groups: (syslog and not sshd)", []),
      ("rule.groups: *", [0, 1, 2]),
      ("not rule.groups: *", [3]),
      ("data.srcip: 10.0.*", [2, 3]),
      ("data.*: 10.0.1.9", [3]),
      ("data.flag: true", [3]),
      (#"data.url: "/a b""#, [2]),
      (#"data.url: \/a\ b"#, [2]),
      ("nothing.like.it: 1", []),
      ("ATTACK", [1]),
      ("31151 or attack", [1, 3]),
      ("rule.level: 12 or rule.level: 5 and agent.name: db-2", [1, 2]),
      ("(rule.level: 12 or rule.level: 5) and agent.name: db-2", [2]),
      ("agent.name: web rule.level: 10", [3]),
      ("NOT (rule.level: 12 OR rule.level: 5) AND agent.name: web", [0, 3]),
      (#"timestamp >= "2026-11-01T10:00:02Z""#, [2, 3]),
      (#"timestamp < "2026-11-01T12:00:01+02:00""#, [0]),
    ])
  func matches(query: String, expected: [Int]) throws { #expect(try rows(query) == expected) }

  @Test(
    "What cannot be read is refused with its place",
    arguments: [
      ("rule.level >=", 13..<13, "here a value to compare with is expected"),
      ("rule.level:", 11..<11, "here a value of rule.level is expected"),
      ("(a or b", 0..<1, "the bracket that begins here has no end"),
      ("a)", 1..<2, "there is a closing bracket too many"),
      ("a and", 5..<5, "something is missing at the end"),
      (#"a: "b"#, 3..<5, "the text that begins here has no end"),
      ("or a", 0..<2, "here a field or a word is expected"),
      ("timestamp > yesterday", 12..<21, "this is no moment"),
    ])
  func faults(query: String, place: Range<Int>, message: String) {
    #expect(throws: QueryFault.self) { try AlertQuery(parsing: ByteString(query)) }
    do throws(QueryFault) { _ = try AlertQuery(parsing: ByteString(query)) } catch {
      #expect(error.message == message)
      #expect(error.place == place)
    }
  }

  @Test("Any bytes are either a query or a fault within them: nothing crashes, nothing is endless")
  func anyBytes() {
    var random = SystemRandomNumberGenerator()
    let signs = [
      "(", ")", ":", "<", ">=", "\"", "\\", "*", " and ", " or ", " not ", "a", "rule.level", "12", "\u{0}", "é",
    ]
    for _ in 0..<3000 {
      let text = ByteString(
        (0..<Int.random(in: 0..<12, using: &random)).map { _ in signs.randomElement() ?? "" }.joined())
      do throws(QueryFault) {
        let query = try AlertQuery(parsing: text)
        _ = try? index.rows(of: query)
      } catch {
        #expect(error.place.lowerBound >= 0 && error.place.upperBound <= text.count, "\(text)")
      }
    }
    #expect(throws: QueryFault.self) {
      try AlertQuery(parsing: ByteString(String(repeating: "(", count: 200) + "a" + String(repeating: ")", count: 200)))
    }
  }

  @Test("A field that is not kept is refused, not found empty")
  func notKept() throws {
    let index = try AlertLines.index([AlertLines.alert("10:00:00.000", more: #","full_log":"x""#)])
    #expect(throws: QueryFault.self) { try index.rows(of: AlertQuery(parsing: "full_log: x")) }
  }
}
