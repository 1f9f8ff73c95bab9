import Bytes
import RulesetSyntax

/// What authors write in decoders that the engine does not know, and what to write instead.
enum DecoderVocabulary {
  /// What to write instead of an element that does not exist; nil where spelling is all there is to say.
  static func hint(forElement name: ByteString) -> String? {
    switch name.lowercased {
    case "match", "pre_match", "if_match", "contains": "Did you mean \"prematch\"?"
    case "program", "programname", "process": "Did you mean \"program_name\"?"
    case "fields", "field", "names": "Did you mean \"order\"? It names the groups of <regex>, separated by commas."
    case "pattern", "regexp", "pcre2", "pcre": "Did you mean \"regex\"? For pcre2 it is <regex type=\"pcre2\">."
    case "plugin": "Did you mean \"plugin_decoder\"?"
    case "name": "The name is an attribute: <decoder name=\"…\">."
    case "offset": "The offset is an attribute: <regex offset=\"after_prematch\">."
    case "category": "Did you mean \"type\"?"
    case "decoded_as", "parent_name", "parent_decoder": "Did you mean \"parent\"?"
    case "if_sid", "if_group", "description", "group", "level", "options", "mitre":
      "<\(name.lowercased)> is an element of rules, which stand in files of their own."
    default: nil
    }
  }

  /// What to write instead of attributes that a decoder does not have.
  static func hint(forAttributes names: [ByteString]) -> String {
    let rule = "A decoder's first attribute is \"name\"; only \"status\" may follow."
    for name in names.map(\.lowercased) where name != "name" && name != "status" {
      if DecoderElement.named(name) != nil {
        return rule + " \"\(name)\" is an element: <\(name)>…</\(name)> inside the decoder."
      }
      if let hint = hint(forElement: name) { return rule + " " + hint }
    }
    return rule
  }
}
