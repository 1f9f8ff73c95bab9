import ArgumentParser
import Bytes
import Diagnostics
import Live
import Rulesets
import Senders
import Workbench

/// How the lines of an input make events, where an event has several of them.
struct JoiningArguments: ParsableArguments {
  @Flag(name: .customLong("lines"), help: "All lines of the input are one event.")
  var isOneEvent = false

  @Option(
    help: ArgumentHelp(
      "How lines make an event, as <log_format> of a localfile: multi-line:N or multi-line-regex.", valueName: "form"))
  var logFormat: String?

  @Option(help: ArgumentHelp("The PCRE2 pattern of multi-line-regex.", valueName: "pattern"))
  var multilineRegex: String?

  @Option(help: ArgumentHelp("What it matches: start (the default), end or all.", valueName: "part"))
  var multilineMatch: String?

  @Option(
    help: ArgumentHelp(
      "What stands for the line ends of an event: no-replace (the default), none, wspace or tab.", valueName: "what"))
  var multilineReplace: String?

  func validate() throws {
    guard !isOneEvent || logFormat == nil && multilineRegex == nil else {
      throw ValidationError("--lines makes one event of the input; it goes with no --log-format.")
    }
    if multilineRegex == nil, multilineMatch != nil || multilineReplace != nil {
      throw ValidationError("--multiline-match and --multiline-replace belong to --multiline-regex.")
    }
    if let logFormat, multilineRegex != nil, logFormat != "multi-line-regex" {
      throw ValidationError("--multiline-regex belongs to --log-format multi-line-regex, not to \(logFormat).")
    }
  }

  /// Joins lines; nil where each line is an event.
  var joiner: LineJoiner? {
    get throws {
      if isOneEvent { return LineJoiner() }
      guard let format = logFormat ?? multilineRegex.map({ _ in "multi-line-regex" }) else { return nil }
      do throws(LineJoiner.Fault) {
        return try LineJoiner(
          format: ByteString(format), regex: multilineRegex.map { ByteString($0) }, match: multilineMatch,
          replace: multilineReplace)
      } catch {
        throw BadInput(Diagnostic(.error, code: "joining", error.message, hint: error.hint))
      }
    }
  }
}
