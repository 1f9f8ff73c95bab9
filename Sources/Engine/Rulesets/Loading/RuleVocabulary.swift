import Bytes
import RulesetSyntax
import Diagnostics

/// What authors write in rules that the engine does not know, and what to write instead.
enum RuleVocabulary {
  /// The attributes of a rule that are no elements as well.
  private static let attributes = Set(
    RuleAttribute.allCases.map { ByteString("\($0.name)") }.filter { RuleElement.named($0) == nil })

  // MARK: Elements

  /// What to write instead of an element that does not exist; `close` is a name that is spelled like it.
  static func hint(
    forElement name: ByteString, text: ByteString, of rule: RuleDefinition, close: ByteString?
  ) -> String? {
    let lower = name.lowercased
    if attributes.contains(lower) { return attributeHint(lower, text, of: rule) }
    if let answer = otherElements[lower] { return answer }
    if let answer = comparison(lower) { return answer }
    if let answer = condition(in: lower) { return answer }
    if let close { return "Did you mean \"\(close)\"?" }
    if DecoderElement.named(lower) != nil {
      return "<\(lower)> is an element of decoders; rules have <match>, <regex> and <field>."
    }
    if lower.bytes.contains(UInt8(ascii: ".")) || lower.bytes.contains(UInt8(ascii: "_")) {
      return "A field that has no element of its own is written <field name=\"\(name)\">."
    }
    return nil
  }

  /// What is meant by `not_match`, `user_regex`, `if_srcip` and the like, which say in the name what an attribute says; nil
  /// for names that hold no such word.
  private static func condition(in name: ByteString) -> String? {
    var name = name
    var isNegated = false
    var hasWord = false
    func cut(_ word: String) -> Bool {
      let (prefix, suffix) = ("\(word)_", "_\(word)")
      if name.bytes.starts(with: prefix.utf8) {
        name = ByteString(name.bytes.dropFirst(prefix.utf8.count))
      } else if name.bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
        name = ByteString(name.bytes.dropLast(suffix.utf8.count))
      } else {
        return false
      }
      return true
    }
    let negations = ["not", "no", "neg", "negate", "negated", "exclude", "except", "without"]
    for word in negations where cut(word) { isNegated = true }
    if negatable.contains(name), isNegated { return "Did you mean <\(name) negate=\"yes\">?" }
    for word in ["if", "is", "match", "matches", "regex", "pcre2", "contains", "pattern", "equals"] where cut(word) {
      hasWord = true
    }
    for word in negations where cut(word) { isNegated = true }
    guard isNegated || hasWord else { return nil }
    if ["sid", "group", "level", "matched_sid", "matched_group", "matched_regex"].contains(name) {
      return isNegated
        ? "What a rule builds on cannot be negated: no rule can ask that another one did not match." : nil
    }
    if negatable.contains(name) { return "Did you mean <\(name)\(isNegated ? " negate=\"yes\"" : "")>?" }
    guard let answer = otherElements[name] else { return nil }
    return isNegated ? answer + " Its attribute negate=\"yes\" turns it around." : answer
  }

  /// The elements that take the attribute `negate`.
  private static let negatable = Set(Vocabulary.rule.filter(\.isNegatable).map { ByteString("\($0.name)") })

  private static func attributeHint(_ name: ByteString, _ text: ByteString, of rule: RuleDefinition) -> String {
    let isPlain = !text.isEmpty && text.count <= 12 && text.bytes.allSatisfy(ASCII.isAlphanumeric)
    let value = isPlain ? text : "…"
    let level = name == "level" ? "" : " level=\"\(rule.level)\""
    let start = "\"\(name)\" is an attribute: <rule id=\"\(rule.id)\"\(level) \(name)=\"\(value)\">."
    guard name == "frequency" || name == "timeframe" else { return start }
    return start + " Counting also needs <if_matched_sid>, <if_matched_group> or <if_matched_regex>."
  }

  /// `<same_…>` and `<different_…>` of names that have none.
  private static func comparison(_ name: ByteString) -> String? {
    for (prefix, start) in [("same_", "same"), ("different_", "different"), ("not_same_", "different")] {
      guard name.bytes.starts(with: prefix.utf8) else { continue }
      let field = ByteString(name.bytes.dropFirst(prefix.utf8.count))
      switch field {
      case "dstuser", "username", "target_user": return "Did you mean \"\(start)_user\"? It compares dstuser."
      case "source_ip", "src_ip", "ip", "sourceip": return "Did you mean \"\(start)_srcip\"?"
      case "dst_ip", "destination_ip", "dest_ip": return "Did you mean \"\(start)_dstip\"?"
      case "source_port", "sport": return "Did you mean \"\(start)_srcport\"?"
      case "destination_port", "dport": return "Did you mean \"\(start)_dstport\"?"
      case "hostname", "host", "agent", "agent_name":
        return "Histories are kept per agent anyway; \"\(start)_location\" compares where the log came from."
      default:
        if RuleElement.named(ByteString("\(start)_".utf8 + field.bytes)) != nil {
          return "Did you mean \"\(start)_\(field)\"?"
        }
        if let close = closest(name) { return "Did you mean \"\(close)\"?" }
        return "A dynamic field is compared by <\(start)_field>\(field)</\(start)_field>."
      }
    }
    return nil
  }

  private static func closest(_ name: ByteString) -> ByteString? {
    Suggestion.closest(to: name, among: RuleElement.names.map { ByteString("\($0)") })
  }

  /// The element that looks at a field which `<field>` refuses.
  static func element(ofField name: ByteString) -> String {
    switch name {
    case "dstuser", "srcuser", "user":
      "Use the element <user>: it looks at dstuser, and at srcuser where dstuser is unset."
    default: "Use the element <\(name)> instead of <field>."
    }
  }

  private static let user = "Did you mean \"user\"? It looks at dstuser, and at srcuser where dstuser is unset."
  private static let agent =
    "Rules cannot ask for an agent by number or address: <location> looks at where the log came from, as in "
    + "(NAME) ADDRESS->FILE, and <hostname> at the host name in the log's header."
  private static let mail =
    "That is an option: <options>alert_by_email</options> or <options>no_email_alert</options>; the rest is in ossec.conf."
  private static let mitre = "Techniques are named in a block: <mitre><id>T1110</id></mitre>."
  private static let above = "The rule that this one builds on is named by <if_sid>."

  /// Names of other products, of other releases, of fields, and words that come to mind.
  private static let otherElements: [ByteString: String] = {
    var all: [ByteString: String] = [:]
    func add(_ names: [ByteString], _ hint: String) { for name in names { all[name] = hint } }
    add(["dstuser", "srcuser", "username", "user_name", "src_user", "dst_user", "targetuser", "account"], user)
    add(["agent", "agent_name", "agent_id", "agent_ip", "agentname", "agent.name", "agent.id", "agent.ip"], agent)
    add(["email", "mail", "alert_by_email", "email_alert", "no_email_alert", "do_not_email", "email_to"], mail)
    add(
      ["no_log", "log_alert", "no_ar", "no_full_log", "no_counter"],
      "That is an option: <options>no_full_log</options>.")
    add(
      ["if_timestamp", "timestamp", "hour", "hours", "if_time", "timerange"],
      "The time of day is asked for by <time>6 pm - 8:30 am</time>.")
    add(["day", "days", "dayofweek", "if_weekday"], "Days of the week are asked for by <weekday>.")
    add(["src_ip", "source_ip", "sourceip", "sip", "src", "ip"], "Did you mean \"srcip\"?")
    add(["dst_ip", "dest_ip", "destination_ip", "dip", "dst"], "Did you mean \"dstip\"?")
    add(["src_port", "source_port", "sport"], "Did you mean \"srcport\"?")
    add(["dst_port", "dest_port", "destination_port", "dport", "port"], "Did you mean \"dstport\"?")
    add(["program", "process", "app", "app_name", "programname"], "Did you mean \"program_name\"?")
    add(["host", "computer", "host_name"], "Did you mean \"hostname\"?")
    add(["proto"], "Did you mean \"protocol\"?")
    add(["pattern", "regexp", "pcre2", "pcre"], "Did you mean \"regex\"? For pcre2 it is <regex type=\"pcre2\">.")
    add(
      ["text", "string", "contains", "keyword", "log", "full_log", "message", "msg"],
      "Did you mean \"match\"? It looks at the log.")
    add(["title", "desc", "name", "comment"], "Did you mean \"description\"?")
    add(
      ["if_rule", "if_id", "if_rule_id", "rule_id", "if_signature", "parent_rule", "sid", "if_matched", "parent"], above
    )
    add(["decoder", "decoder_name", "if_decoder", "decoded"], "Did you mean \"decoded_as\"?")
    add(
      ["groups", "tag", "tags", "if_groups"],
      "Did you mean \"group\"? <if_group> asks for the group of an earlier rule.")
    add(["technique", "tactic", "mitre_id", "attack", "mitre_technique", "tacticid", "techniqueid"], mitre)
    add(
      ["reference", "references", "link", "url_info"], "Did you mean \"info\"? <info type=\"link\"> holds an address.")
    add(["severity", "priority", "risk"], "The level is an attribute: <rule id=\"…\" level=\"…\">.")
    add(
      ["count", "threshold", "times", "hits"],
      "The number of events is an attribute: <rule … frequency=\"…\" timeframe=\"…\">, and counting needs "
        + "<if_matched_sid>, <if_matched_group> or <if_matched_regex>.")
    add(
      ["window", "interval", "period", "seconds", "timespan", "within"],
      "The span is an attribute in seconds: <rule … frequency=\"…\" timeframe=\"…\">.")
    add(
      ["cdb", "cdb_list", "lookup", "lists"], "Did you mean \"list\"? It is <list field=\"…\" lookup=\"…\">PATH</list>."
    )
    add(
      ["active_response", "active-response", "command"],
      "Active responses stand in ossec.conf and name rules, levels or groups; a rule cannot.")
    add(["option"], "Did you mean \"options\"?")
    add(["category_name", "type"], "Did you mean \"category\"?")
    return all
  }()

  // MARK: Attributes

  /// What to write instead of an attribute that a rule does not have.
  static func hint(forAttribute name: ByteString, value: ByteString, close: ByteString?) -> String? {
    let lower = name.lowercased
    if RuleElement.named(lower) != nil {
      let isPlain =
        !value.isEmpty && value.count <= 40 && !value.bytes.contains { $0 < 0x20 || $0 == UInt8(ascii: "<") }
      return "\"\(lower)\" is an element: <\(lower)>\(isPlain ? value : "…")</\(lower)> inside the rule."
    }
    switch lower {
    case "severity", "priority", "risk", "lvl": return "Did you mean \"level\"?"
    case "count", "threshold", "times", "freq": return "Did you mean \"frequency\"?"
    case "window", "interval", "period", "seconds", "time_frame": return "Did you mean \"timeframe\"?"
    case "sid", "rule", "number", "rule_id": return "Did you mean \"id\"?"
    case "name", "title", "desc": return "Rules have no name: write a <description> inside the rule."
    case "ignore_time": return "Did you mean \"ignore\"?"
    case "alert", "silent", "no_alert": return "Did you mean \"noalert\"? It may be \"0\" or \"1\"."
    case "email", "alert_by_email", "no_email_alert", "no_log", "log_alert", "no_full_log":
      return "That is an option, an element inside the rule: <options>alert_by_email</options>."
    case "groups", "tags": return "Groups are an element: <group>…</group> inside the rule."
    case "enabled", "disabled", "status": return "Rules cannot be switched off: level=\"0\" keeps one from alerting."
    case "type", "negate":
      return
        "\"\(lower)\" belongs to the elements that hold a pattern: <match \(lower)=\"\(lower == "type" ? "pcre2" : "yes")\">."
    default: return close.map { "Did you mean \"\($0)\"?" }
    }
  }
}
