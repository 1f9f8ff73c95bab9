import Bytes

/// Rulesets with one crowded place: what an index has to cope with.
package enum Crowds {
  private static let roots = """
    <decoder name="any-program"><program_name>^nothing-at-all$</program_name></decoder>
    <decoder name="crowd"><prematch>^crowd: </prematch></decoder>

    """
  private static let firstRule =
    "<rule id=\"1\" level=\"0\"><category>syslog</category><description>Any log.</description></rule>\n"

  /// Decoders that are all children of one.
  package static func siblings(_ count: Int, logs: Int) -> Workload {
    var random = SeededGenerator(seed: 3)
    let words = (0..<count).map { "\(random.word())\($0)" }
    var decoders = roots
    for word in words {
      decoders += """
        <decoder name="\(word)"><parent>crowd</parent><prematch offset="after_parent">^\(word) \\w+ing</prematch>
          <regex offset="after_prematch">^ (\\w+) from (\\S+)</regex><order>user,srcip</order></decoder>

        """
    }
    let lines = (0..<logs).map { _ in
      "crowd: \(random.pick(words)) \(random.word())ing \(random.word()) from \(random.address())"
    }
    return Workload(
      "\(count) sibling decoders", decoders: decoders,
      rules: "<group name=\"bench,\">\n\(firstRule)</group>\n", logs: lines.map { ByteString($0) })
  }

  /// Rules that are all children of one.
  package static func children(_ count: Int, logs: Int) -> Workload {
    var random = SeededGenerator(seed: 4)
    let words = (0..<count).map { "\(random.word()) \(random.word(syllables: 2))\($0)" }
    var rules = "<group name=\"bench,\">\n\(firstRule)"
    rules += """
      <rule id="10" level="3"><if_sid>1</if_sid><decoded_as>crowd</decoded_as><description>A crowd.</description></rule>

      """
    for (index, word) in words.enumerated() {
      rules += """
        <rule id="\(100 + index)" level="\(3 + index % 10)"><if_sid>10</if_sid><match>\(word)</match>
          <description>\(word)</description></rule>

        """
    }
    let lines = (0..<logs).map { _ in "crowd: \(random.word()) \(random.pick(words)) \(random.word())" }
    return Workload(
      "\(count) children of a rule", decoders: roots, rules: rules + "</group>\n", logs: lines.map { ByteString($0) })
  }

  /// Events of which each is looked for in the history of several rules.
  package static func frequency(rules count: Int, logs: Int) -> Workload {
    var random = SeededGenerator(seed: 5)
    var rules = "<group name=\"bench,\">\n\(firstRule)"
    rules += """
      <rule id="10" level="3"><if_sid>1</if_sid><decoded_as>crowd</decoded_as><description>A crowd.</description></rule>

      """
    for index in 0..<count {
      rules += """
        <rule id="\(100 + index)" level="10" frequency="\(20 + index)" timeframe="3600">
          <if_matched_sid>10</if_matched_sid><same_source_ip/><description>Often \(index).</description></rule>

        """
    }
    let decoders =
      roots
        + """
        <decoder name="crowd-login"><parent>crowd</parent><regex offset="after_parent">^login of (\\w+) from (\\S+)</regex>
          <order>user,srcip</order></decoder>

        """
    let lines = (0..<logs).map { _ in "crowd: login of \(random.word()) from \(random.address())" }
    return Workload(
      "\(count) rules with frequency", decoders: decoders, rules: rules + "</group>\n",
      logs: lines.map { ByteString($0) })
  }
}
