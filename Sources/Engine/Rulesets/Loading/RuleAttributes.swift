import Bytes
import Diagnostics
import RulesetSyntax

/// The attributes of a rule (docs/reference/rules.md §4).
struct RuleAttributes {
  var id: Int?
  var level: Int?
  var minimumSize = 0
  var frequency = 0
  var timeframe: Int
  var ignoreSeconds = 0
  var isSilent = false
  var overwrites = false
  var isInaccurate = false

  /// Reads the attributes in document order; the first error ends everything.
  init(
    of rule: Int, in document: XMLDocument, _ text: ByteView, settings: RulesetSettings, report: LoadReport,
    without leftOut: Set<Int> = []
  ) throws(LoadStop) {
    timeframe = settings.defaultTimeframe
    for attribute in document.attributes(of: rule) where !leftOut.contains(attribute) {
      let reader = Reader(
        document: document, attribute: attribute, report: report, view: text[document.nodes[attribute].content])
      switch RuleAttribute.named(text[document.nodes[attribute].name]) {
      case .id:
        guard reader.isDigits, reader.view.count <= 6 else {
          throw reader.fault("Invalid rule id: \(reader.value). Must be integer (max 6 digits)")
        }
        if !reader.view.isEmpty { id = reader.number(digits: 6) }
      case .level:
        // What is no number is passed over in silence, and missed later.
        guard reader.isDigits else { continue }
        let number = reader.number
        guard 0...16 ~= number else {
          throw reader.fault("Invalid level: \(number). Must be an integer between 0 and 16.")
        }
        level = number
      case .maxsize:
        guard reader.isDigits else { throw reader.fault("Invalid maxsize: \(reader.value). Must be integer") }
        minimumSize = reader.number(digits: 4)
      case .timeframe:
        guard reader.isDigits else {
          throw reader.fault("Invalid timeframe: \(reader.value). Must be integer (max 5 digits)")
        }
        if !reader.view.isEmpty { timeframe = reader.number(digits: 5) }
      case .frequency:
        guard reader.isDigits else { throw reader.fault("Invalid frequency: \(reader.value). Must be integer") }
        let number = reader.number
        guard (2...9999).contains(number) else {
          throw reader.fault("Invalid frequency: \(number). Must be higher than 1 and lower than 10000.")
        }
        frequency = number - 2
      case .accuracy:
        guard reader.isDigits else { throw reader.fault("Invalid accuracy: \(reader.value). Must be integer") }
        // An empty text leaves the default.
        if !reader.view.isEmpty { isInaccurate = reader.number == 0 }
      case .noalert: readNoalert(reader)
      case .ignore:
        guard reader.isDigits else {
          throw reader.fault("Invalid ignore_time: \(reader.value). Must be integer (max 6 digits)")
        }
        ignoreSeconds = reader.number(digits: 6)
      case .overwrite:
        guard reader.view == "yes" || reader.view == "no" else {
          throw reader.fault("Invalid overwrite: \(reader.value). Can only by 'yes' or 'no'.")
        }
        overwrites = reader.view == "yes"
      case nil: throw reader.unknown()
      }
    }
  }

  private mutating func readNoalert(_ reader: Reader) {
    if reader.view == "0" {
      isSilent = false
    } else if reader.view == "1" {
      isSilent = true
    } else {
      reader.report.say(
        .warning, "rule-attribute", "Invalid value for attribute 'noalert'", at: reader.location,
        hint: "It may be \"0\" or \"1\"; 0 is assumed.")
    }
  }

  /// One attribute.
  private struct Reader {
    let document: XMLDocument
    let attribute: Int
    let report: LoadReport
    let view: ByteView

    var value: ByteString { ByteString(view) }

    var location: SourceLocation { document.contentLocation(of: attribute) }

    /// The empty text passes, too.
    var isDigits: Bool { view.buffer.allSatisfy(ASCII.isDigit) }

    /// The number in the reference's 32 bits.
    var number: Int {
      var number = 0
      for digit in view.buffer {
        let (product, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, overflows) = product.addingReportingOverflow(Int(digit - 0x30))
        // The C library stops at the largest number of 64 bits.
        if overflow || overflows { return Int(Int32(truncatingIfNeeded: Int.max)) }
        number = sum
      }
      return Int(Int32(truncatingIfNeeded: number))
    }

    /// The number of the first digits.
    func number(digits: Int) -> Int {
      view.buffer.prefix(digits).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    func fault(_ text: MessageText) -> LoadStop { fault(text, at: location, hint: nil) }

    private func fault(_ text: MessageText, at location: SourceLocation, hint: String?) -> LoadStop {
      report.faultyAttribute = attribute
      report.say(.error, "rule-attribute", "rules_op: \(text.bytes)", at: location, hint: hint)
      report.follow(.error, "rule-attribute", "Invalid attribute for rule.")
      return LoadStop()
    }

    func unknown() -> LoadStop {
      let name = document.name(of: attribute)
      let names = RuleAttribute.allCases.map { ByteString("\($0.name)") }
      return fault(
        """
        Invalid attribute "\(name)". \
        Only id, level, maxsize, accuracy, noalert, ignore, frequency and timeframe are allowed.
        """, at: document.location(of: attribute),
        hint: RuleVocabulary.hint(
          forAttribute: name, value: value, close: Suggestion.closest(to: name, among: names)))
    }
  }
}
