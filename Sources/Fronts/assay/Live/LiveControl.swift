import Bytes
import Live
import Rulesets
import System
import Workbench

/// `assay live --control`: the collector as a machine that is told when to turn.
struct LiveControl {
  private let command: LiveCommand

  init(_ command: LiveCommand) { self.command = command }

  func run() throws {
    guard let document = try command.configuration() else { return }
    var settings = CollectorSettings()
    // Files are looked for at every other poll, as with the settings the recordings of the reference were made with.
    settings.turnsPerCheck = 2
    var dialogue = ControlDialogue(
      document, settings: try command.settings(over: settings), hostname: Machine.name,
      statePath: command.sources.state.map { ByteString($0) }, journal: Journalctl())
    var lines = LineReader()
    var isFaulty = false
    while let line = try lines.next() {
      if line.bytes.allSatisfy({ $0 <= 0x20 }) { continue }
      StandardOutput.write(dialogue.answer(line))
      isFaulty = isFaulty || dialogue.hasRefused
    }
    if isFaulty { ExitStatus.invalidInput.exit() }
  }
}
