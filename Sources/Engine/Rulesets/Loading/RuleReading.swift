import Bytes
import Diagnostics
import PatternSyntax
import Patterns
import RulesetSyntax

/// One `<rule>` while it is read.
///
/// It is large, so it is handed on and never copied.
struct RuleReading: ~Copyable {
  /// A text that may stand in several elements, one behind the other.
  struct Text {
    var text: ByteString
    var location: SourceLocation
  }

  /// A text to compare with; the last element decides how.
  struct Expression {
    var kind: RuleTextKind
    var text: Text?
    /// nil compares as a whole.
    var dialect: Dialect?
    var isNegated = false
  }

  /// What is known of the rule so far.
  var definition: RuleDefinition
  /// Where the rule stands.
  var element: SourceElement
  var overwrites = false

  var expressions: [Expression] = []
  var description: Text?
  var info: Text?
  var cve: Text?
  var groups: Text?
  var ifSid: Text?
  var ifLevel: Text?
  var ifGroup: Text?
  var ifMatchedSid: Text?
  var ifMatchedGroup: Text?
  var ifMatchedRegex: Text?
  var category: Text?
  /// Where the first option stands that only makes sense with a history.
  var context: SourceLocation?
  /// The name of that option.
  var contextName: ByteString?
  /// The diagnostic that says why the rule is left out, once that is certain.
  var droppedBy: Int?

  var id: Int { definition.id }

  /// Hands out the definition; number, level and place stay known.
  mutating func takeDefinition() -> RuleDefinition {
    var taken = RuleDefinition(id: definition.id, level: definition.level, location: definition.location)
    swap(&taken, &definition)
    return taken
  }

  /// Whether an `if_matched_…` is there, be it empty.
  var hasMatchedCondition: Bool { ifMatchedSid != nil || ifMatchedGroup != nil || ifMatchedRegex != nil }

  /// The name of the relation that decides about the parents.
  var relationName: ByteString {
    if ifSid != nil { return "if_sid" }
    if ifLevel != nil { return "if_level" }
    if ifGroup != nil { return "if_group" }
    if ifMatchedSid != nil { return "if_matched_sid" }
    return ifMatchedGroup != nil ? "if_matched_group" : "category"
  }

  /// Where the relation stands that decides about the parents.
  var relationLocation: SourceLocation {
    (ifSid ?? ifLevel ?? ifGroup ?? ifMatchedSid ?? ifMatchedGroup ?? category)?.location ?? definition.location
  }
}
