import Bytes
import Diagnostics
import PatternSyntax
import Patterns
import RulesetSyntax

/// One `<decoder>` while its elements are read (docs/reference/decoders.md §3.4).
struct DecoderReading {
  /// Texts of repeated elements, one behind the other, and what the last of them said.
  struct Pattern {
    var text: ByteString?
    var dialect: Dialect
    var offset: DecoderDefinition.Offset = .none
    var location: SourceLocation?
  }

  /// Longest text of an element, plus one.
  static let textLimit = 1024

  let name: ByteString
  let location: SourceLocation
  var parent: ByteString?
  var programName = Pattern(dialect: .osmatch)
  var prematch = Pattern(dialect: .osregex)
  var regex = Pattern(dialect: .osregex)
  var order: [OrderField]?
  var plugin: DecoderDefinition.Plugin?
  var pluginOffset: DecoderDefinition.Offset = .none
  var usesOwnName = false
  var category: EventCategory = .syslog
  var firstTimeSeen: DecoderDefinition.FirstTimeSeen?
  var ftsComment: ByteString?
  var accumulates = false
  var discardsJSONNull = false
  var jsonArrayStructure: DecoderDefinition.JSONArrayStructure = .array
  /// Where elements stand that later checks complain about.
  private var places = [SourceLocation?](repeating: nil, count: DecoderElement.allCases.count)

  init(name: ByteString, location: SourceLocation) {
    self.name = name
    self.location = location
  }

  /// Where the first element of a kind stands.
  func place(_ element: DecoderElement) -> SourceLocation? { places[element.rawValue] }

  /// Notes where an element stands, unless one of its kind stood before it.
  mutating func note(_ element: DecoderElement, at place: @autoclosure () -> SourceLocation) {
    if places[element.rawValue] == nil { places[element.rawValue] = place() }
  }
}
