import Diagnostics
import Rulesets

/// The documentation of a check, in one fixed shape.
///
/// ``avoid`` and ``prefer`` are the check's fixtures, too: a test loads the first and wants a finding at each place that a
/// caret marks, and loads the second and wants none. Their format is described at `Example`.
public struct CheckPage: Sendable {
  /// How it is known that the engine does what ``engine`` says.
  public enum Evidence: Sendable {
    /// The reference was run and its answer recorded; where that is written down.
    case recorded(String)
    /// It was found by reading only; where that is written down.
    case read(String)
    /// It is a convention, and nothing that the engine would care about.
    case convention(String)

    /// A sentence for the page.
    public var text: String {
      switch self {
      case .recorded(let place): "Recorded from the reference engine: \(place)."
      case .read(let place): "Read in the description of the reference engine, not run: \(place)."
      case .convention(let reason): "A convention: \(reason)."
      }
    }
  }

  /// The stable name: the reference's message code where there is one, else words joined by hyphens.
  public var code: String
  /// Further codes of messages that the page is about; findings keep them.
  public var messages: [String] = []
  /// How bad a finding is unless settings say otherwise.
  public var severity: Diagnostic.Severity
  /// What the check is about.
  public var category: CheckCategory
  /// Whether the check runs only when it is asked for.
  public var isOptIn = false
  /// One sentence: what is wrong.
  public var summary: String
  /// What the engine makes of it.
  public var engine: String
  /// An example that the check complains about.
  public var avoid: String
  /// The same, mended.
  public var prefer: String
  /// How the claim was verified.
  public var verified: Evidence
  /// Keys of `assay.conf` that change what the check does, with their meaning.
  public var options: [(key: String, meaning: String)] = []
  /// Where to read on.
  public var references: [String] = []
}
