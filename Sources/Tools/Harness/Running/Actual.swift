import Analysis
import Bytes
import Cases

/// What an outcome has for a subject.
enum Actual: Equatable {
  /// There is none, and why.
  case nothing(String)
  case text(ByteString)
  case number(Int)
  case list([ByteString])
  case flag(Bool)
  case production(Production)
  /// An array or object of the alert document; of an array also its entries as texts.
  case json(ByteString, entries: [ByteString]?)
  /// Where the alert document differs from its snapshot.
  case differences([DocumentDifference])

  init(_ subject: Subject, in outcome: Outcome) {
    let rule = outcome.rule
    func optional(_ text: ByteString?, _ why: String) -> Actual { text.map(Actual.text) ?? .nothing(why) }
    func ofRule(_ value: (Outcome.Rule) -> Actual) -> Actual { rule.map(value) ?? .nothing("no rule matched") }
    switch subject {
    case .decoder: self = optional(outcome.decoder.name, "no decoder matched")
    case .parent:
      self = optional(outcome.decoder.parent, outcome.decoder.name == nil ? "no decoder matched" : "a root decoder")
    case .program: self = optional(outcome.predecoding.programName, "not in the header")
    case .hostname: self = .text(outcome.predecoding.hostname)
    case .timestamp: self = optional(outcome.predecoding.timestamp, "not in the header")
    case .log: self = .text(outcome.predecoding.log)
    case .rule: self = rule.map { .number($0.id) } ?? .nothing("no rule matched")
    case .level: self = ofRule { .number($0.level) }
    case .description: self = ofRule { .text($0.description) }
    case .groups: self = ofRule { .list($0.groups) }
    case .mitre: self = ofRule { .list($0.mitreIDs) }
    case .compliance(let framework):
      self = ofRule { rule in
        .list(rule.compliance.first { $0.framework.description == framework }?.requirements ?? [])
      }
    case .alert: self = .flag(outcome.isAlert)
    case .production: self = outcome.production.map(Actual.production) ?? .nothing("the event was not processed")
    case .frequency: self = ofRule { $0.frequency.map(Actual.number) ?? .nothing("the rule has none") }
    case .fullLog: self = AlertDocument.value(at: "full_log", in: outcome)
    case .mail: self = AlertDocument.value(at: "rule.mail", in: outcome).flag
    case .firedTimes: self = AlertDocument.value(at: "rule.firedtimes", in: outcome).number
    case .member(let path): self = AlertDocument.value(at: path, in: outcome)
    case .document: self = .nothing("it has not been compared")
    case .field(let name):
      // `user` in an <order> is the field that documents call `dstuser`.
      let value = outcome.field(name) ?? (name == "user" ? outcome.field("dstuser") : nil)
      self = optional(value, "the field is not set")
    }
  }

  /// What an update writes for it; nil for "there is none".
  var value: ByteString? {
    switch self {
    case .nothing: nil
    case .text(let text): text
    case .number(let number): ByteString(String(number))
    case .flag(let flag): flag ? "yes" : "no"
    case .production(let production): ByteString(production.isSame ? "same" : production.effect.rawValue)
    case .json(let text, let entries):
      // An array with one plain entry is written as that entry, which says the same.
      entries.flatMap { $0.count == 1 && !AlertDocument.looksLikeJSON($0[0]) ? $0[0] : nil } ?? text
    case .list, .differences: nil
    }
  }

  /// The document's `true` and `false` as cases say it.
  private var flag: Actual {
    switch self {
    case .text("true"): .flag(true)
    case .text("false"): .flag(false)
    case .nothing(let why): .nothing(why)
    default: self
    }
  }

  /// The document's number as a number.
  private var number: Actual {
    if case .text(let text) = self, let number = Int(text.description) { .number(number) } else { self }
  }

  /// For people.
  func shown(for subject: Subject) -> String {
    switch self {
    case .nothing(let why): subject.kind.isOpen ? "absent (\(why))" : "none (\(why))"
    case .text(let text): ValuePrinter.text(text, of: subject)
    case .number(let number): String(number)
    case .flag(let flag): flag ? "yes" : "no"
    case .production(let production):
      production.isSame
        ? "same (\(production.effect.rawValue))"
        : production.effect.rawValue + (production.difference.map { " (\($0))" } ?? "")
    case .json(let text, _): ValuePrinter.text(text, of: subject)
    case .differences(let found): DocumentDifference.summary(of: found)
    case .list(let items): items.isEmpty ? "(empty)" : ValuePrinter.text(list: items, of: subject)
    }
  }
}
