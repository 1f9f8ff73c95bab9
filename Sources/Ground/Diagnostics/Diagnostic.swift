/// What Assay says about a file: where, what, why, and what to try.
public struct Diagnostic: Equatable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable, Comparable {
    /// Nothing works until it is mended.
    case error
    /// Something is dropped, or does not mean what it seems to.
    case warning
    /// Worth knowing.
    case info

    /// From worst to mildest.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .info: 2
      }
    }
  }

  /// A further place that explains the first.
  public struct Note: Equatable, Sendable {
    /// Where.
    public var location: SourceLocation?
    /// What is to be seen there.
    public var message: String

    /// A note.
    public init(_ message: String, at location: SourceLocation? = nil) {
      self.location = location
      self.message = message
    }
  }

  /// How bad it is.
  public var severity: Severity
  /// The reference's message code where there is one (`7617`), else a stable code of ours (`duplicate-title`).
  public var code: String
  /// One sentence.
  public var message: String
  /// Where; nil for what belongs to no file.
  public var location: SourceLocation?
  /// What to try.
  public var hint: String?
  /// Further places, causes and consequences.
  public var notes: [Note]

  /// A diagnostic.
  public init(
    _ severity: Severity, code: String, _ message: String, at location: SourceLocation? = nil, hint: String? = nil,
    notes: [Note] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.hint = hint
    self.notes = notes
  }
}
