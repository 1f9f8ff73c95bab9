import ArgumentParser
import Harness
import System

/// When output has colours.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// `auto`: never with `NO_COLOR`, always with `CLICOLOR_FORCE`, else on a terminal that knows colours.
  func style(for stream: Terminal.Stream) -> Style {
    switch self {
    case .always: return .ansi
    case .never: return .plain
    case .auto:
      if isSet("NO_COLOR") { return .plain }
      if isSet("CLICOLOR_FORCE"), Environment.variable("CLICOLOR_FORCE") != "0" { return .ansi }
      return Terminal.isInteractive(stream) && Environment.variable("TERM") != "dumb" ? .ansi : .plain
    }
  }

  private func isSet(_ name: String) -> Bool { !(Environment.variable(name) ?? "").isEmpty }
}

/// `--color`, on every command that prints for people.
struct ColourArguments: ParsableArguments {
  @Option(name: .customLong("color"), help: "Colours: auto, always or never (NO_COLOR and CLICOLOR_FORCE count).")
  var colour: ColourChoice = .auto
}
