/// What somebody gets who has nothing yet: a decoder, a rule and its cases, all of which work.
enum StarterFiles {
  static let decoders = (
    path: "decoders/local_decoder.xml",
    text: """
    <!-- Which logs these are, and what in them becomes a field. -->
    <decoder name="gate">
      <program_name>^gate$</program_name>
    </decoder>

    <decoder name="gate-refused">
      <parent>gate</parent>
      <prematch>^refused </prematch>
      <regex offset="after_prematch">^(\\S+) from (\\S+)</regex>
      <order>user, srcip</order>
    </decoder>

    """
  )

  static let rules = (
    path: "rules/local_rules.xml",
    text: """
    <!-- Own rules have ids from 100000 to 120000. -->
    <group name="gate,local,">
      <rule id="100100" level="3">
        <decoded_as>gate</decoded_as>
        <description>The gate says something.</description>
      </rule>

      <rule id="100101" level="5">
        <if_sid>100100</if_sid>
        <match>^refused </match>
        <description>The gate refused $(dstuser).</description>
      </rule>
    </group>

    """
  )

  static let cases = (
    path: "tests/local.ruletest",
    text: """
    # A case is a log line, pasted as it is, and what should become of it. `assay new 'What it shows' FILE` writes more.

    [Whoever is refused is named]
    > Nov  3 10:15:00 web1 gate[412]: refused anna from 192.0.2.7
    decoder  = gate
    .dstuser = anna
    .srcip   = 192.0.2.7
    rule     = 100101
    level    = 5

    [Whoever comes in is no alert of that kind]
    > Nov  3 10:15:00 web1 gate[412]: opened for anna
    rule = 100100

    """
  )

  static let all = [decoders, rules, cases]
}
