import Analysis
import Bytes
import Explaining
import LineEditing
import Live
import Reporting
import System
import Workbench

/// Whoever sits at the terminal of a command that goes on: keys, a line of figures, signals.
final class LiveDesk {
  let signals = LiveSignals()
  private let sink: LiveSink
  private let screen: LiveScreen
  private var rules: LiveRules
  private let style: Style
  private let keys: KeyInput?
  private var rate = EventRate()
  /// How far behind the sources the engine is; nil where that cannot be known.
  var unreadBytes: () -> Int64? = { nil }
  /// Whether `q` was pressed.
  private(set) var hasQuit = false

  /// Whether keys can be asked for: both ends are a terminal, and it is ours.
  static var isInteractive: Bool {
    Terminal.isInteractive(.input) && Terminal.isInteractive(.error) && Terminal.isOwned
  }

  static let help = """
    p  pause: hold what is to be shown, and show it when pressed again
    e  explain the last event that was shown
    s  save it as a case
    f  show other alerts: level=7 rule=5710 group=web location=nginx
    r  load the ruleset again
    q  end (or Ctrl-C)

    """

  /// - Parameter isInteractive: whether keys are taken.
  init(_ view: LiveView, rules: LiveRules, style: Style, isInteractive: Bool) {
    (sink, screen) = (view.sink, view.screen)
    self.rules = rules
    self.style = style
    keys = isInteractive ? KeyInput() : nil
  }

  /// Says that there are keys, once everything is open: what comes from now on is seen.
  func greet() {
    if keys != nil { screen.say("assay: press ? for the keys\n") }
  }

  // MARK: Turns

  /// Looks at signals, keys and files of the ruleset, and refreshes the figures.
  /// - Returns: whether it goes on.
  func look() -> Bool {
    signals.look(stop: leave, goOn: comeBack)
    while goesOn, let key = keys.flatMap({ $0.isActive ? $0.next(within: 0) : nil }) { handle(key) }
    guard goesOn else { return false }
    if let news = rules.reloadIfChanged(at: sink.time.unix) {
      take(news, "the ruleset has changed")
    }
    if keys != nil, rate.isDue { showStatus() }
    return true
  }

  private var goesOn: Bool { !signals.isEnded && !hasQuit }

  /// How it ended, when ``look()`` says that it does.
  var status: ExitStatus { hasQuit ? .success : .interrupted }

  /// Waits for keys, signals and what others wait for, at most so long.
  func wait(_ milliseconds: Int32, for others: [Int32] = []) {
    let input: [Int32] = keys?.isActive == true ? [0] : []
    signals.wait(keys == nil ? milliseconds : min(milliseconds, 500), for: input + others)
  }

  /// Gives the terminal back.
  func close() { keys?.suspend() }

  private func leave() {
    screen.clear()
    keys?.suspend()
  }

  private func comeBack() { keys?.resume() }

  private func showStatus() {
    rate.count(sink.pipeline.eventCount)
    var parts = [
      "\(sink.pipeline.eventCount) events", "\(sink.pipeline.alertCount) alerts", "\(rate.perSecond)/s",
    ]
    if let unread = unreadBytes() { parts.append(unread == 0 ? "up to date" : "\(Self.size(unread)) behind") }
    parts.append("? keys")
    screen.status(parts.joined(separator: " · "))
  }

  private static func size(_ bytes: Int64) -> String {
    bytes < 1 << 10 ? "\(bytes) bytes" : bytes < 1 << 20 ? "\(bytes >> 10) KB" : "\(bytes >> 20) MB"
  }

  // MARK: Keys

  private func handle(_ key: UInt8) {
    switch key {
    case UInt8(ascii: "q"), 4: hasQuit = true
    case 3, 28: signals.end()
    case 26: signals.suspend(stop: leave, goOn: comeBack)
    case UInt8(ascii: "p"), UInt8(ascii: " "): pause()
    case UInt8(ascii: "e"): withLast(explain)
    case UInt8(ascii: "s"): withLast(save)
    case UInt8(ascii: "f"): changeFilter()
    case UInt8(ascii: "r"): take(rules.reload(), "the ruleset was asked for")
    case UInt8(ascii: "?"), UInt8(ascii: "h"): screen.say(Self.help)
    default: break
    }
  }

  private func take(_ news: LiveRules.News, _ reason: String) {
    switch news {
    case .loaded(let ruleset):
      sink.pipeline.change(to: ruleset)
      screen.say("assay: \(reason) and was loaded again; counters and history begin anew\n")
    case .failed(let error):
      screen.say((error as? BadInput)?.rendered ?? "assay: error: \(error)\n")
      screen.say("assay: \(reason) and cannot be loaded; the one before goes on\n")
    }
  }

  private func pause() {
    screen.pause(!screen.isPaused)
    showStatus()
  }

  private func withLast(_ action: (SeenEvent) -> Void) {
    guard let last = sink.last else { return screen.say("assay: no event has been shown yet\n") }
    action(last)
  }

  private func explain(_ seen: SeenEvent) {
    let explainer = Explainer(sink.pipeline.ruleset)
    let event = seen.event(at: seen.time)
    let explanation = explainer.explain(event, in: Session(explainer.ruleset))
    var text = ExplainText(
      explanation, ruleset: explainer.ruleset, style: style, width: Terminal.width, showsAll: false, logs: [event.log])
    text.writeStory()
    screen.say(text.text + "\n")
    sayDifference(seen, explanation.outcome)
  }

  private func sayDifference(_ seen: SeenEvent, _ alone: Outcome) {
    if let difference = seen.difference(alone: alone) { screen.say("assay: note: \(difference)\n") }
  }

  private func save(_ seen: SeenEvent) {
    guard let file = ask("Save to [\(CaseDraft.defaultPath)]: ") else { return }
    let path = file.isEmpty ? CaseDraft.defaultPath : file
    guard path.hasSuffix(".ruletest") else {
      return screen.say("assay: error: 'assay test' runs files named *.ruletest; nothing was saved\n")
    }
    let suggestion = seen.title
    guard let answer = ask("Title [\(suggestion)]: ") else { return }
    let title = answer.isEmpty ? suggestion : answer
    guard CaseDraft.isTitle(title) else {
      return screen.say("assay: error: a title has no closing bracket; nothing was saved\n")
    }
    let (draft, outcome) = seen.draft(on: sink.pipeline.ruleset)
    do throws(BadInput) {
      screen.say(try draft.append(titled: title, to: path).text)
      sayDifference(seen, outcome)
    } catch {
      screen.say(error.rendered)
    }
  }

  private func changeFilter() {
    guard let words = ask("Show only (level=7 rule=5710 group=web location=nginx; nothing for all): ") else { return }
    guard let filter = AlertFilter(words: words) else {
      return screen.say("assay: error: a filter is made of level=N, rule=ID, group=NAME and location=TEXT\n")
    }
    sink.pipeline.filter = filter
    screen.say(words.isEmpty ? "assay: all alerts are shown\n" : "assay: only those alerts are shown\n")
  }

  /// Asks for a line; nil when there is none.
  private func ask(_ question: String) -> String? {
    leave()
    defer { comeBack() }
    let (line, isEnded): (ByteString?, Bool) = signals.away {
      guard let terminal = ControllingTerminal() else {
        StandardError.write(question)
        var lines = LineReader()
        return ((try? lines.next()) ?? nil, false)
      }
      switch LinePrompt(terminal: terminal, editor: LineEditor(prompt: question)).next() {
      case .line(let line): return (line, false)
      case .end, .interrupted: return (nil, false)
      case .signal: return (nil, true)
      }
    }
    if isEnded { signals.end() }
    return line.map { $0.description.split(separator: " ").joined(separator: " ") }
  }
}
