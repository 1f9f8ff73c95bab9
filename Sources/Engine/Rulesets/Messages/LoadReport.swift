import Bytes
import Diagnostics

/// Ends the engine's loading: everything the engine says has been said.
struct LoadStop: Error {
  /// Ends ours, too.
  var isFinal = false
}

/// Collects what is said during loading: the reference's messages in its order, and ours with places and hints.
///
/// One problem is one diagnostic. Where the reference says the same thing in several messages ("Syntax error …", then
/// "Decoder configuration error …"), the later ones become notes of the first.
///
/// The engine stops at the first error; its author wants to know of the others at once. So loading goes on behind a
/// stop, without messages, but with diagnostics.
final class LoadReport {
  /// What can only be explained when everything has been read.
  enum OpenQuestion {
    /// A rule was asked for that was not there (yet).
    case rule(id: Int, askedBy: Int)
    /// A group was asked for that no rule had (yet).
    case group(ByteString)
    /// A decoder was asked for that was not there (yet), as a parent.
    case parentDecoder(ByteString)
  }

  private(set) var messages: [LoadMessage] = []
  private(set) var logLines: [LoadMessage] = []
  var diagnostics: [Diagnostic] = []
  private(set) var openQuestions: [(diagnostic: Int, question: OpenQuestion)] = []
  /// How many more "did you mean" are looked for; the search goes over all names, and a broken file may ask often.
  var suggestionsLeft = 200
  /// Whether the engine has stopped.
  private(set) var hasStopped = false

  /// Whether loading goes on behind every fault without the faulty part, as far as there is a way: for lint.
  let isLenient: Bool
  /// What a lenient loading went on without.
  private(set) var leftOut: [LeftOut] = []
  private var knownLeftOut: Set<LeftOut> = []
  /// The attribute that was complained about last, by its node.
  var faultyAttribute: Int?
  /// Rules and decoders in texts that could not be read as XML, with their places.
  var unreadRules: [Int: SourceLocation] = [:]
  var unreadDecoders: [ByteString: SourceLocation] = [:]

  /// An empty report.
  init(isLenient: Bool = false) { self.isLenient = isLenient }

  /// A report that goes on from where another one is.
  init(copying other: LoadReport) {
    messages = other.messages
    logLines = other.logLines
    diagnostics = other.diagnostics
    openQuestions = other.openQuestions
    suggestionsLeft = other.suggestionsLeft
    hasStopped = other.hasStopped
    isLenient = other.isLenient
    (leftOut, knownLeftOut) = (other.leftOut, other.knownLeftOut)
    unreadRules = other.unreadRules
    unreadDecoders = other.unreadDecoders
  }

  /// Notes what a lenient loading goes on without.
  func leaveOut(_ part: LeftOut) { if isLenient, knownLeftOut.insert(part).inserted { leftOut.append(part) } }

  /// Goes on behind a fault without the faulty part if loading is lenient; else it ends there.
  func goOn(without part: @autoclosure () -> LeftOut, after stop: LoadStop) throws(LoadStop) {
    guard isLenient else { throw stop }
    try attempt { () throws(LoadStop) in throw stop }
    leaveOut(part())
  }

  /// Runs a part of loading that may be what the engine stops at.
  /// - Returns: whether it was.
  @discardableResult
  func attempt(_ part: () throws(LoadStop) -> Void) throws(LoadStop) -> Bool {
    do throws(LoadStop) {
      try part()
      return false
    } catch {
      hasStopped = true
      if error.isFinal { throw error }
      return true
    }
  }

  /// Says something in the reference's words.
  /// - Parameters:
  ///   - code: the reference's code, which is part of its text, or a stable one of ours, which is not.
  ///   - notes: further places.
  /// - Returns: the diagnostic's index.
  @discardableResult
  func say(
    _ level: LoadMessage.Level, _ code: String, _ text: MessageText, at location: SourceLocation?,
    hint: String? = nil, notes: [Diagnostic.Note] = []
  ) -> Int {
    if !hasStopped { messages.append(LoadMessage(level, Self.numbered(code, text))) }
    return add(level, code, text, at: location, hint: hint, notes: notes)
  }

  /// Says what the reference writes to its log alone.
  func log(
    _ level: LoadMessage.Level, _ code: String, _ text: MessageText, at location: SourceLocation?, hint: String? = nil
  ) {
    if !hasStopped { logLines.append(LoadMessage(level, Self.numbered(code, text))) }
    add(level, code, text, at: location, hint: hint, notes: [])
  }

  /// Says what the reference says once more about the problem before.
  func follow(_ level: LoadMessage.Level, _ code: String, _ text: MessageText) {
    if !hasStopped { messages.append(LoadMessage(level, Self.numbered(code, text))) }
    note(text)
  }

  /// Says in its log what the reference says once more about the problem before.
  func followInLog(_ level: LoadMessage.Level, _ code: String, _ text: MessageText) {
    if !hasStopped { logLines.append(LoadMessage(level, Self.numbered(code, text))) }
    note(text)
  }

  /// Says what the reference passes over in silence.
  func remark(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Leaves a question about a diagnostic for the end.
  func ask(_ question: OpenQuestion, about diagnostic: Int) { openQuestions.append((diagnostic, question)) }

  private static func numbered(_ code: String, _ text: MessageText) -> ByteString {
    guard code.utf8.allSatisfy({ ASCII.isDigit($0) }) else { return text.bytes }
    var numbered = ByteString("(\(code)): ")
    numbered.append(text.bytes)
    return numbered
  }

  @discardableResult
  private func add(
    _ level: LoadMessage.Level, _ code: String, _ text: MessageText, at location: SourceLocation?, hint: String?,
    notes: [Diagnostic.Note]
  ) -> Int {
    let severity: Diagnostic.Severity =
      switch level {
      case .error, .critical: .error
      case .warning: .warning
      case .info: .info
      }
    diagnostics.append(
      Diagnostic(severity, code: code, shown(text), at: location, hint: hint, notes: notes))
    return diagnostics.count - 1
  }

  private func note(_ text: MessageText) {
    guard !diagnostics.isEmpty else { return }
    diagnostics[diagnostics.count - 1].notes.append(Diagnostic.Note(shown(text)))
  }

  /// A message quotes whole texts; people see the beginning.
  private func shown(_ text: MessageText) -> String {
    guard text.bytes.count > 400 else { return text.bytes.description }
    return ByteString(Array(text.bytes.bytes.prefix(400))).description + "…"
  }
}
