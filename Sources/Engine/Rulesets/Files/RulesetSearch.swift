import Diagnostics

/// What was looked for where, and what is not loaded although it was found.
public struct RulesetSearch: Sendable, Equatable {
  /// A file of the base whose place one of the ruleset's own files takes.
  public struct Replacement: Sendable, Equatable {
    /// The base's file, which is not loaded.
    public var file: String
    /// The own file of the same base name, which is.
    public var by: String
  }

  /// The folders and files that were to hold the ruleset, as they were named.
  public var places: [String] = []
  /// Folders below them that have an `assay.conf` and thus are rulesets of their own.
  public var otherRulesets: [String] = []
  /// Files of decoders and rules that belong to the ruleset itself, not to its base.
  public var ownFiles: [String] = []
  /// Those of them, and of its lists, that could not be read.
  public var unreadable: [String] = []
  /// Whether those that could be read hold no rule and no decoder, not even a faulty one.
  package var holdsNothing = false
  /// Files of the base that are not loaded.
  public var replacements: [Replacement] = []

  /// Nothing was looked for.
  public init() {}

  /// Where was looked, for a message.
  public var place: String { places.isEmpty ? "what the options name" : places.map(Self.named).joined(separator: ", ") }

  /// What to say when there was nothing to look at.
  /// - Parameter place: where was looked.
  public func nothingFound(in place: String) -> Diagnostic {
    let hint =
      otherRulesets.isEmpty
      ? holdsNothing
        ? "\(ownFiles.prefix(5).joined(separator: ", ")) \(ownFiles.count == 1 ? "holds" : "hold") none."
        : "Looked at are the .xml files there and in the folders below, except tests and hidden ones; "
          + "--ruleset DIR and --rules PATH name others."
      : "\(otherRulesets.prefix(5).joined(separator: ", ")) \(otherRulesets.count == 1 ? "has" : "have") an assay.conf: "
        + "run the command there, or name the folder with --ruleset."
    return Diagnostic(.error, code: "no-ruleset", "There are no rules and no decoders in \(place).", hint: hint)
  }

  /// What to say when files of the ruleset could not be read, so that the answer is about a part of it; nil without any.
  public var unreadableFiles: Diagnostic? {
    guard let first = unreadable.first else { return nil }
    let others = unreadable.count > 1 ? " and \(unreadable.count - 1) more" : ""
    return Diagnostic(
      .error, code: "unreadable-file", "\(first)\(others) cannot be read: the answer is about the rest of the ruleset.",
      hint: "assay load says why.")
  }

  /// Whether there were files, and none of them could be read.
  public var hasReadNothing: Bool { !ownFiles.isEmpty && Set(ownFiles).isSubset(of: unreadable) }

  private static func named(_ place: String) -> String { place == "." ? "the current folder" : place }
}
