import ArgumentParser
import Harness

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// When output has colours.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// `auto`: never with `NO_COLOR`, always with `CLICOLOR_FORCE`, else on a terminal that knows colours.
  func style(for descriptor: Int32) -> Style {
    switch self {
    case .always: return .ansi
    case .never: return .plain
    case .auto:
      if isSet("NO_COLOR") { return .plain }
      if isSet("CLICOLOR_FORCE"), variable("CLICOLOR_FORCE") != "0" { return .ansi }
      return isatty(descriptor) == 1 && variable("TERM") != "dumb" ? .ansi : .plain
    }
  }

  private func isSet(_ name: String) -> Bool { !(variable(name) ?? "").isEmpty }
}

/// The value of a variable of the environment.
func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// `--color`, on every command that prints for people.
struct ColourArguments: ParsableArguments {
  @Option(name: .customLong("color"), help: "Colours: auto, always or never (NO_COLOR and CLICOLOR_FORCE count).")
  var colour: ColourChoice = .auto
}

extension Terminal {
  /// Columns of standard output; 100 when it is no terminal.
  static var width: Int {
    if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 20 { return columns }
    var size = winsize()
    #if canImport(Glibc)
      let request = UInt(TIOCGWINSZ)
    #else
      let request = TIOCGWINSZ
    #endif
    guard ioctl(1, request, &size) == 0, size.ws_col > 20 else { return 100 }
    return Int(size.ws_col)
  }
}

/// A clock for durations: seconds since some fixed moment.
func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// A clock for profiles: nanoseconds since some fixed moment.
func monotonicNanoseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
}

/// The folder that relative paths start from.
func currentFolder() -> String {
  guard let path = getcwd(nil, 0) else { return "/" }
  defer { free(path) }
  return String(cString: path)
}

/// Cores that the process may use.
func availableCores() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
