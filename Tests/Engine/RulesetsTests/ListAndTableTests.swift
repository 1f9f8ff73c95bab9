import Bytes
import TestSupport
import Testing

@testable import Rulesets

@Suite("Lists")
struct ListTests {
  @Test(
    "A line is a key and a value (docs/reference/rules.md §6.3)",
    arguments: [
      ("plain:v", "plain", "v"), ("key:", "key", ""), ("a:b:c", "a", "b:c"), ("\"a:b\":v", "a:b", "v"),
      ("z\"in\":v", "in", "v"), ("plain:\"v:1\"", "plain", "v:1"), ("sp : v", "sp ", " v"), (":v", "", "v"),
    ])
  func line(_ line: String, _ key: String, _ value: String) {
    let list = CDBList(name: "l", path: nil, text: Array("\(line)\r\n".utf8))
    #expect(ByteString(key).withView { list.value(for: $0) } == ByteString(value))
    #expect(list.count == 1)
  }

  @Test("Other lines are left out", arguments: ["word", "\"open:v", "key:\"open", "\"k\" no colon"])
  func badLine(_ line: String) {
    let list = CDBList(name: "l", path: nil, text: Array("a:1\n\(line)\n\nb:2".utf8))
    #expect(list.count == 2)
    #expect(list.ignoredLines.map(\.line) == [2])
  }

  @Test("Of a repeated key the first occurrence counts; case matters")
  func repetition() {
    let list = CDBList(name: "l", path: nil, text: Array("k:1\nK:2\nk:3\n".utf8))
    #expect("k".bytesView { list.value(for: $0) } == "1")
    #expect("K".bytesView { list.value(for: $0) } == "2")
    #expect("x".bytesView { list.contains($0) } == false)
    #expect(list.count == 2)
  }
}

extension String {
  fileprivate func bytesView<Result>(_ body: (ByteView) -> Result) -> Result { ByteString(self).withView(body) }
}

@Suite("ATT&CK")
struct MitreTableTests {
  @Test("The built-in table has names and tactics in ATT&CK's order")
  func builtIn() throws {
    let table = MitreTable()
    #expect(table.count == 607)
    let technique = try #require(table.technique("T1078"))
    #expect(technique.name == "Valid Accounts")
    #expect(
      technique.tactics.map(\.name.description)
        == ["Defense Evasion", "Persistence", "Privilege Escalation", "Initial Access"])
    #expect(table.technique("T1110.001")?.name == "Password Guessing")
    for id in ["T1110.", "t1110", "T9999", "", "T", "T1001.0", "T16", "Z"] as [ByteString] {
      #expect(table.technique(id) == nil, "\(id)")
    }
  }

  @Test("Every line of the source is found again", .enabled(if: RecordedAnswers.isThere))
  func source() throws {
    let lines = try RecordedAnswers.lines("attack-13.1.tsv")
    let read = try MitreTable(text: Array(lines.map(\.bytes).joined(separator: [10])))
    var count = 0
    for line in lines where line.bytes.first != UInt8(ascii: "#") {
      let id = ByteString(line.bytes.prefix { $0 != 9 })
      let (built, wanted) = (MitreTable().technique(id), read.technique(id))
      #expect(built?.name == wanted?.name)
      #expect(built?.tactics.map { "\($0.id) \($0.name)" } == wanted?.tactics.map { "\($0.id) \($0.name)" })
      count += 1
    }
    #expect(count == MitreTable().count)
  }

  @Test("Another release replaces it; a broken one is refused with its line")
  func otherTable() throws {
    let table = try MitreTable(text: Array("# x\nT1\tOne\tTA1:First;TA2:Second\n".utf8))
    #expect(table.technique("T1")?.tactics.map(\.id.description) == ["TA1", "TA2"])
    #expect(table.technique("T1078") == nil)
    do throws(MitreTable.Fault) {
      _ = try MitreTable(text: Array("T1\tOne\tTA1:First\nT2 Two\n".utf8))
      Issue.record("a line without tabs was taken")
    } catch {
      #expect(error.line == 2)
    }
  }
}
