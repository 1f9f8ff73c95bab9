/// What `--base minimal` stands for: the least that custom rules and decoders need below them.
///
/// One root rule per category, and one root decoder of each kind; the engine refuses to start without the latter.
enum MinimalBase {
  /// The plan that loads it, before anything else.
  static var plan: RulesetPlan {
    var plan = RulesetPlan()
    plan.decoders = [RulesetPlan.Source(path: "<minimal>/decoders.xml", text: Array(decoders.utf8))]
    plan.rules = [RulesetPlan.Source(path: "<minimal>/rules.xml", text: Array(rules.utf8))]
    plan.mark(\.isBase)
    return plan
  }

  /// JSON logs are what most custom decoders start from; the other decoder never matches.
  static let decoders = """
    <decoder name="json">
      <prematch type="pcre2">^\\{ *"</prematch>
      <plugin_decoder>JSON_Decoder</plugin_decoder>
    </decoder>

    <decoder name="assay-program">
      <program_name type="pcre2">(?!)</program_name>
    </decoder>

    """

  static let rules: String = {
    let categories = ["syslog", "firewall", "ids", "web-log", "squid", "windows", "ossec"]
    var text = ""
    for (index, category) in categories.enumerated() {
      text += """
        <group name="\(category),">
          <rule id="\(index + 1)" level="0" noalert="1">
            <category>\(category)</category>
            <description>Root of the rules for \(category) logs.</description>
          </rule>
        </group>

        """
    }
    return text
  }()
}
