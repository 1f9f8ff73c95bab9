import Analysis
import Bytes
import Live
import Rulesets
import System
import Workbench

/// What a command that goes on until it is ended shows of its events: lines or documents, messages, counts.
final class LiveView {
  let screen: LiveScreen
  let sink: LiveSink
  private let isVerbose: Bool

  init(_ ruleset: CompiledRuleset, view: LiveViewArguments, colours: ColourArguments, isInteractive: Bool) throws {
    isVerbose = view.verbose
    let screen = LiveScreen(isInteractive: isInteractive)
    let text = LiveText(style: colours.colour.style(for: .output), zone: ruleset.options.zone, isVerbose: view.verbose)
    let isJSON = view.json
    let audience = LiveSink.Audience(
      show: { seen, document in
        if isJSON {
          if !document.isEmpty { screen.write(document) }
        } else {
          screen.write(Array(text.text(seen.outcome, seen.text, from: seen.location, at: seen.time).utf8))
        }
      },
      tellRefused: { beginning in
        screen.say("assay: warning: this is no message Q:LOCATION:TEXT: \(TerminalText.line(beginning))\n")
      })
    self.screen = screen
    sink = LiveSink(ruleset, wishes: try view.wishes(keepsLast: isInteractive), audience: audience)
    do throws(BadInput) { try ruleset.checkFiles() } catch { screen.say(error.rendered) }
  }

  /// Shows what the collector says: all that is wrong, and the rest where somebody wants to know.
  func tell(_ messages: [CollectorMessage]) {
    for message in messages {
      switch message.level {
      case .debug: continue
      case .info: guard isVerbose else { continue }
      case .warning, .error, .critical: break
      }
      screen.say("assay: \(TerminalText.line(message.line))\n")
    }
  }

  /// Says how much there was.
  func sayCounts() {
    screen.pause(false)
    screen.say("assay: \(sink.counts)\n")
  }

  /// Ends it: everything is shown and closed. What was lost ends the command.
  func finish() throws {
    screen.pause(false)
    screen.clear()
    try sink.finish()
  }
}
