import Bytes
import Diagnostics

/// One case: a fresh session, its events, and what is expected of each.
public struct TestCase: Sendable {
  /// How the outcome is judged.
  public enum Judgement: Sendable {
    /// By the expectations of the steps.
    case expectations
    /// By the triple of the last event, as the reference's runner does.
    case triple(IniTriple)
  }

  /// The title, unique in its file.
  public var title: String
  /// Where the title stands.
  public var location: SourceLocation
  /// The settings of the case on top of those of its file.
  public var settings: CaseSettings
  /// The case's own settings, as written.
  public var ownSettings: CaseSettings
  /// The events in order.
  public var steps: [Step]
  /// How the outcome is judged.
  public var judgement: Judgement
  /// What is said about it in comment lines below its title, where it is written by a command.
  public var comments: [String] = []

  /// A case.
  public init(
    title: String, location: SourceLocation, settings: CaseSettings = CaseSettings(),
    ownSettings: CaseSettings = CaseSettings(), steps: [Step] = [], judgement: Judgement = .expectations
  ) {
    self.title = title
    self.location = location
    self.settings = settings
    self.ownSettings = ownSettings
    self.steps = steps
    self.judgement = judgement
  }
}

/// What an ini test expects: three strings, compared as strings (docs/reference/rules.md §15).
public struct IniTriple: Sendable, Equatable {
  /// A value and where it stands.
  public struct Entry: Sendable, Equatable {
    /// The text; lines of a repeated key are joined with line breaks.
    public var text: ByteString
    /// The line of the key, or of the section when the key is missing.
    public var location: SourceLocation

    /// A value.
    public init(_ text: ByteString, at location: SourceLocation) {
      self.text = text
      self.location = location
    }
  }

  /// `pass` wants the triple and no empty field in it; `fail` wants anything else.
  public enum Wanted: String, Sendable {
    /// The triple comes out, and none of its values is empty.
    case pass
    /// Anything else comes out.
    case fail
  }

  /// The rule's number; empty for none.
  public var rule: Entry
  /// The rule's level; empty for none.
  public var alert: Entry
  /// The decoder's name; empty for none.
  public var decoder: Entry
  /// What the `log` key ends in.
  public var wanted: Wanted

  /// A triple.
  public init(rule: Entry, alert: Entry, decoder: Entry, wanted: Wanted) {
    self.rule = rule
    self.alert = alert
    self.decoder = decoder
    self.wanted = wanted
  }

  /// How many of the expected fields are empty: what the reference's front end exits with when the triple is right.
  public var emptyFields: Int { [rule, alert, decoder].count { $0.text.isEmpty } }

  /// Whether an outcome satisfies the test.
  public func accepts(rule: ByteString, level: ByteString, decoder: ByteString) -> Bool {
    let equal = rule == self.rule.text && level == alert.text && decoder == self.decoder.text
    let exitsWithZero = equal && emptyFields == 0
    return wanted == .pass ? exitsWithZero : !exitsWithZero
  }
}
