import Bytes

/// Rulesets of unusual shape: what a loader must not stumble over.
package enum Shapes {
  private static let roots = """
    <decoder name="any-program"><program_name>^nothing-at-all$</program_name></decoder>
    <decoder name="shape"><prematch>^shape: </prematch></decoder>

    """
  private static let first = """
    <group name="bench,">
    <rule id="1" level="0"><category>syslog</category><description>Any log.</description></rule>
    <rule id="100" level="3"><if_sid>1</if_sid><decoded_as>shape</decoded_as><description>A shape.</description></rule>

    """

  /// By name, a ruleset of about so many rules or decoders.
  package static let all: [(name: String, make: @Sendable (Int) -> Workload)] = [
    ("each rule below the one before", chain), ("groups, and rules that name them", groups),
    ("each rule overwritten", overwrites), ("rules below all of a level", levels),
    ("children of one rule", { Crowds.children($0, logs: 200) }),
    ("children by decoded_as", decodedAs), ("children by field", fields),
    ("children of one decoder", { Crowds.siblings($0, logs: 200) }),
    ("one chain of equal names", equalNames),
    ("rules with frequency", { Crowds.frequency(rules: min($0, 9000), logs: 200) }),
  ]

  private static func workload(_ name: String, decoders: String = roots, rules: String) -> Workload {
    var random = SeededGenerator(seed: 6)
    let logs = (0..<200).map { _ in ByteString("shape: \(random.word()) number \(random.number(0...9999)) of a log") }
    return Workload(name, decoders: decoders, rules: first + rules + "</group>\n", logs: logs)
  }

  @Sendable private static func chain(_ count: Int) -> Workload {
    let rules = (101...100 + count).map {
      """
      <rule id="\($0)" level="4"><if_sid>\($0 - 1)</if_sid><match>number</match><description>Link.</description></rule>

      """
    }
    return workload("chain", rules: rules.joined())
  }

  @Sendable private static func groups(_ count: Int) -> Workload {
    let rules = (101...100 + count).map { id in
      let parent = id % 5 == 0 && id > 600 ? "<if_group>-\(101 + id / 5 % 400)-</if_group>" : "<if_sid>100</if_sid>"
      return """
        <rule id="\(id)" level="4">\(parent)<match>word\(id)</match><description>In a group.</description>
          <group>-\(id)-,</group></rule>

        """
    }
    return workload("groups", rules: rules.joined())
  }

  @Sendable private static func overwrites(_ count: Int) -> Workload {
    let half = count / 2
    let rules = (101...100 + half).map { id in
      """
      <rule id="\(id)" level="4"><if_sid>100</if_sid><match>word\(id)</match><description>Once.</description></rule>

      """
    }
    let again = (101...100 + half).map { id in
      """
      <rule id="\(id)" level="\(5 + id % 7)" overwrite="yes"><match>text\(id)</match><description>Again.</description></rule>

      """
    }
    return workload("overwrites", rules: (rules + again).joined())
  }

  /// A fixed number of rules that name a level: each gets a place below all that have it.
  @Sendable private static func levels(_ count: Int) -> Workload {
    let rules = (101...100 + count).map { id in
      """
      <rule id="\(id)" level="\(id % 100 == 0 ? 12 : 4)"><if_sid>100</if_sid><match>word\(id)</match>
        <description>With a level.</description></rule>

      """
    }
    let last = (0..<4).map { index in
      """
      <rule id="\(200_000 + index)" level="14"><if_level>12</if_level><match>x\(index)</match><description>Below.</description></rule>

      """
    }
    return workload("levels", rules: (rules + last).joined())
  }

  @Sendable private static func decodedAs(_ count: Int) -> Workload {
    let half = count / 2
    let decoders = (0..<half).map { "<decoder name=\"d\($0)\"><program_name>^program\($0)$</program_name></decoder>\n" }
    let rules = (0..<half).map {
      """
      <rule id="\(1000 + $0)" level="4"><if_sid>1</if_sid><decoded_as>d\($0)</decoded_as><description>Of a decoder.</description></rule>

      """
    }
    return workload("decoded_as", decoders: roots + decoders.joined(), rules: rules.joined())
  }

  @Sendable private static func fields(_ count: Int) -> Workload {
    let rules = (0..<count).map {
      """
      <rule id="\(1000 + $0)" level="4"><if_sid>100</if_sid><field name="kind">^kind\($0)$</field><description>By field.</description></rule>

      """
    }
    return workload("fields", rules: rules.joined())
  }

  @Sendable private static func equalNames(_ count: Int) -> Workload {
    let decoders = (0..<count).map {
      """
      <decoder name="same"><parent>shape</parent><regex>key\($0)=(\\w+)</regex><order>key\($0)</order></decoder>

      """
    }
    return workload("equal names", decoders: roots + decoders.joined(), rules: "")
  }
}
