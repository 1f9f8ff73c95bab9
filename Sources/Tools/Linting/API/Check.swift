import Rulesets

/// One thing that lint looks for: its page, and how it is found.
///
/// A check is one file: what it looks for (its ``CheckPage``, which `assay lint --explain` prints), a small type, and
/// its messages at the bottom. It looks at a whole ruleset at once, and reports findings in any file of it; what is
/// found in files of the base is dropped by the ``Linter``.
///
/// ```swift
/// struct CRLFLineEnds: Check {
///   static let page = CheckPage(code: "crlf", …)
///   func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
///     for file in ruleset.files where … { findings.add(.carriageReturns, at: file.place(offset)) }
///   }
/// }
/// ```
package protocol Check: Sendable {
  /// Everything there is to say about the check but where it fires.
  static var page: CheckPage { get }

  /// Whether it looks at what was loaded, so that it says nothing of a ruleset that could not be.
  static var needsTrees: Bool { get }

  /// A check without settings of its own; they come with the ruleset.
  init()

  /// Looks at a ruleset.
  func run(_ ruleset: LintedRuleset, _ findings: inout Findings)
}

extension Check {
  /// Everything there is to say about the check but where it fires.
  public var page: CheckPage { Self.page }
  /// Most checks do.
  package static var needsTrees: Bool { true }
}

/// What a check is about.
public enum CheckCategory: String, Sendable, CaseIterable {
  /// What the engine leaves out while loading.
  case dropped
  /// What is loaded and can never come to anything.
  case dead
  /// What patterns mean.
  case patterns
  /// What rules mean.
  case rules
  /// What decoders mean.
  case decoders
  /// The files as such.
  case files
}
