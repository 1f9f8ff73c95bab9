import Bytes
import Testing

@testable import Rulesets

/// Rule files are read on a thread of their own while the decoders are loaded; nobody may notice.
@Suite("Many files")
struct ManyFilesTests {
  @Test("All that is said comes in the order of the files, whichever thread read them")
  func order() throws {
    var ruleset = SmallRuleset()
    for number in 0..<40 {
      let id = 100 + number
      // Every eighth rule names one that is not there.
      let parent = number % 8 == 3 ? 900 : 1
      ruleset.rules.append(
        (
          "\(id).xml",
          "<group name=\"g,\">\(SmallRuleset.rule(id, 3, "<if_sid>\(parent)</if_sid>", ""))</group>"
        ))
    }
    for _ in 0..<20 {
      let loaded = ruleset.load()
      #expect(loaded.isLoaded)
      #expect(loaded.rules.rules.map(\.id) == [1] + (0..<40).filter { $0 % 8 != 3 }.map { 100 + $0 })
      #expect(
        loaded.diagnostics.compactMap(\.location?.file)
          == (0..<40).filter { $0 % 8 == 3 }.map { "\(100 + $0).xml" })
    }
  }

  @Test("A file that is no XML ends the engine's loading where it stands")
  func problem() {
    var ruleset = SmallRuleset()
    for id in 100..<120 {
      let text =
        id == 110 ? "<group name=\"g,\"><rule" : "<group name=\"g,\">\(SmallRuleset.rule(id, 3, "", ""))</group>"
      ruleset.rules.append(("\(id).xml", text))
    }
    let loaded = ruleset.load()
    #expect(!loaded.isLoaded)
    #expect(loaded.said.count == 1 && loaded.said[0].contains("(1226)") && loaded.said[0].contains("110.xml"))
    #expect(loaded.rules.rules.count == 20, "ours goes on behind it")
  }

  @Test("Rules of a group are found, also after an overwriting rule changed its groups")
  func groups() {
    let rule = SmallRuleset.rule
    let loaded = SmallRuleset.rules(
      rule(100, 3, "<group>red,</group>", "") + rule(101, 3, "<if_group>red</if_group>", "")
        + rule(102, 3, "<group>blue,</group>", "") + rule(102, 3, "<group>red,</group>", "overwrite=\"yes\"")
        + rule(103, 3, "<if_group>red</if_group>", "") + rule(100, 3, "<group>blue,</group>", "overwrite=\"yes\"")
        + rule(104, 3, "<if_group>red</if_group>", ""))
    #expect(loaded.outline == "1\n 100\n  101\n  103\n 102\n  103\n  104\n")
  }
}
