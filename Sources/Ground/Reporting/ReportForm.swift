/// The forms in which something is reported, by name: whoever reports has an enum of those that it can write.
///
/// What a form is for follows from its name alone.
public protocol ReportForm: RawRepresentable, CaseIterable, Sendable where RawValue == String {}

extension ReportForm {
  /// Whether it is for people at a terminal, and may have colours.
  public var isForPeople: Bool { rawValue == "pretty" || rawValue == "compact" }

  /// Whether it is made of commands to GitHub Actions; in every other form they must not stand.
  package var isMadeOfCommands: Bool { rawValue == "github" }

  /// Whether people read it, at a terminal or in the log of a job: then another one may follow.
  package var isRead: Bool { isForPeople || isMadeOfCommands }
}
