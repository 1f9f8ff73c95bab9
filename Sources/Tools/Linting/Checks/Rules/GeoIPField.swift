import Bytes

/// srcgeoip and dstgeoip.
struct GeoIPField: Check, DocumentCheck {
  static let page = CheckPage(
    code: "geoip-field", severity: .info, category: .rules,
    summary: "A rule uses srcgeoip or dstgeoip, which only managers built with GeoIP set.",
    engine: """
      The packages are built without GeoIP. There <srcgeoip> never matches, same_srcgeoip never counts an event, \
      different_srcgeoip holds for every pair of events, and $(srcgeoip) is empty. The places that a dashboard shows are \
      found out when alerts are indexed.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <srcgeoip negate="yes">^DE</srcgeoip>
          ^
          <description>From $(srcgeoip)</description>
                            ^
        </rule>
        <rule id="100101" level="10" frequency="2" timeframe="600">
          <if_matched_sid>100100</if_matched_sid>
          <different_srcgeoip/>
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- lists/home
      192.0.2.:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="srcip" lookup="not_address_match_key">lists/home</list>
          <description>From $(srcip)</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/decoders.md §6.1, docs/reference/rules.md §10.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for element in rule.children {
        if element.name.hasSuffix("srcgeoip") || element.name.hasSuffix("dstgeoip") {
          findings.add(.element(element.name), at: element.place, hint: Self.hint)
        }
        guard element.name == "description" else { continue }
        for (offset, name) in DescriptionField.names(in: element.content)
        where name == "srcgeoip" || name == "dstgeoip" {
          findings.add(.empty(name), at: element.place(ofByte: offset, length: name.count + 3), hint: Self.hint)
        }
      }
    }
  }

  private static let hint = "Networks can be told apart by <srcip>, or by a list of their beginnings."
}

extension Message {
  fileprivate static func element(_ name: String) -> Message {
    name.hasPrefix("different_") || name.hasPrefix("not_same_")
      ? "<\(name)> holds for every pair of events: without GeoIP, which the packages lack, the field is never set."
      : "<\(name)> never holds: without GeoIP, which the packages lack, the field is never set."
  }
  fileprivate static func empty(_ name: ByteString) -> Message {
    "$(\(name)) is empty: without GeoIP, which the packages lack, the field is never set."
  }
}
