import Bytes

/// A ruleset like the ones people have: many products, each with a decoder, its children and some twenty rules.
///
/// Half of the products are known by their program name, half by how their logs begin.
package enum Products {
  /// Rules of a product, its own root included.
  package static let rulesPerProduct = 20

  /// - Parameters:
  ///   - rules: how many rules, at least.
  ///   - logs: how many logs; most of them come from one of the products.
  package static func workload(rules count: Int, logs: Int, seed: UInt64 = 1) -> Workload {
    var random = SeededGenerator(seed: seed)
    let products = (0..<max(1, (count + rulesPerProduct - 1) / rulesPerProduct)).map { Product(number: $0, &random) }
    var decoders = """
      <decoder name="any-program"><program_name>^nothing-at-all$</program_name></decoder>
      <decoder name="any-log"><prematch>^nothing at all$</prematch></decoder>

      """
    var rules = """
      <group name="bench,">
      <rule id="1" level="0"><category>syslog</category><description>Any log.</description></rule>

      """
    for product in products {
      decoders += product.decoders
      rules += product.rules
    }
    rules += "</group>\n"
    let lines = (0..<logs).map { _ in random.pick(products).log(&random) }
    return Workload("\(count) rules", decoders: decoders, rules: rules, logs: lines.map { ByteString($0) })
  }

  private struct Product {
    let name: String
    let isKnownByProgram: Bool
    let firstRule: Int
    /// A text per rule.
    let words: [String]

    init(number: Int, _ random: inout SeededGenerator) {
      name = "\(random.word())\(number)"
      isKnownByProgram = number % 2 == 0
      // Numbers have six digits.
      firstRule = 100 + number * rulesPerProduct
      words = (1..<rulesPerProduct).map { _ in "\(random.word()) \(random.word(syllables: 2))" }
    }

    var decoders: String {
      let condition =
        isKnownByProgram ? "<program_name>^\(name)$</program_name>" : "<prematch>^\(name) says: </prematch>"
      return """
        <decoder name="\(name)">\(condition)</decoder>
        <decoder name="\(name)-session"><parent>\(name)</parent><prematch>session \\w+ for user</prematch>
          <regex offset="after_prematch">^ (\\w+) from (\\S+) port (\\d+)</regex><order>user,srcip,srcport</order></decoder>
        <decoder name="\(name)-id"><parent>\(name)</parent>
          <regex>[id (\\d+)] status (\\w+)</regex><order>id,status</order></decoder>

        """
    }

    var rules: String {
      var text = """
        <rule id="\(firstRule)" level="0"><if_sid>1</if_sid><decoded_as>\(name)</decoded_as>
          <description>Logs of \(name).</description></rule>

        """
      for (index, word) in words.enumerated() {
        let condition: String
        switch index % 6 {
        case 0: condition = "<regex>\(word)\\.+failed</regex>"
        case 1: condition = "<match type=\"pcre2\">(?i)\\b\(word)\\b</match>"
        case 2: condition = "<status>^\(word)</status>"
        default: condition = "<match>\(word)|\(word)ed</match>"
        }
        text += """
          <rule id="\(firstRule + index + 1)" level="\(3 + index % 9)"><if_sid>\(firstRule)</if_sid>\(condition)
            <description>\(name): \(word) of $(dstuser).</description><group>product_\(index % 4),</group></rule>

          """
      }
      return text
    }

    func log(_ random: inout SeededGenerator) -> String {
      let message =
        switch random.number(0...3) {
        case 0: "session opened for user \(random.word()) from \(random.address()) port \(random.number(1024...65535))"
        case 1: "[id \(random.number(1...99999))] status \(random.word()): nothing to worry about"
        default: "\(random.pick(words)) of \(random.word()) has \(random.pick(["failed", "begun", "ended"]))"
        }
      let time = "Jan 10 12:\(random.number(10...59)):\(random.number(10...59)) host"
      if isKnownByProgram { return "\(time) \(name)[\(random.number(100...9999))]: \(message)" }
      return "\(name) says: \(message)"
    }
  }
}
