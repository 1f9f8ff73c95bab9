import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// `assay try` at a terminal, for real: keys go in, and the terminal is as it was when it ends.
@Suite("At a terminal")
struct PseudoTerminalTests {
  static let log = "Jan 10 12:00:00 web shop: login of ada denied"

  private func workspace() throws -> Workspace {
    try Workspace([
      "decoders/shop.xml": #"<decoder name="shop"><program_name>^shop$</program_name></decoder>"#,
      "rules/shop.xml": """
      <group name="shop,"><rule id="100100" level="5"><decoded_as>shop</decoded_as>
        <description>Messages of the shop.</description></rule></group>
      """,
    ])
  }

  @Test("Lines are edited, kept, and come back the next time")
  func editing() throws {
    let workspace = try workspace()
    let first = try PseudoTerminal(["try", "--explain", "--base", "minimal"], in: workspace.path)
    try first.expect("> ")
    first.type("Jan 10 12:00:00 web shop: login of ada denyed\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[3~i\r")
    try first.expect("4  Verdict")
    try first.expect("> ")
    first.type(":ru\t1001\t\r")
    try first.expect("Rule 100100 fired")
    try first.expect("> ")
    first.type("\u{1B}[200~Jan 10 12:00:00 web shop: \u{1B}[31mred\nJan 10 12:00:00 web shop: next\u{1B}[201~\r")
    try first.expect("4  Verdict")
    try first.expect("4  Verdict")
    try first.expect("> ")
    first.type("\u{4}")
    #expect(first.end() == 0)
    #expect(first.isAsItWas)
    #expect(!first.shown.contains("\u{1B}[31m"))

    let file = workspace.path + "/state/assay/history"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.hasPrefix(Self.log + "\n:rule 100100\nJan 10 12:00:00 web shop: \u{1B}[31mred\n"))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)

    let second = try PseudoTerminal(
      ["try", "--explain", "--base", "minimal", "--no-history"], in: workspace.path)
    try second.expect("> ")
    second.type("\u{1B}[A")
    second.type("\u{3}")
    #expect(second.end() == 130)
    #expect(second.isAsItWas)
    let third = try PseudoTerminal(["try", "--base", "minimal"], in: workspace.path)
    try third.expect("\u{1B}[?2004h")
    third.type("\u{12}ada\r")
    try third.expect("id: '100100'")
    // What is typed before the terminal is taken again means what it means to the terminal.
    try third.expect("\u{1B}[?2004h")
    third.type("\u{4}")
    #expect(third.end() == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasSuffix(Self.log + "\n"))
  }

  @Test("A signal leaves the terminal as it was, and ends the process", arguments: [SIGTERM, SIGHUP, SIGINT])
  func signals(signal: Int32) throws {
    let workspace = try workspace()
    let terminal = try PseudoTerminal(["try", "--explain", "--base", "minimal"], in: workspace.path)
    try terminal.expect("> ")
    terminal.type("half a line")
    try terminal.expect("half a line")
    #expect(!terminal.isAsItWas, "keys come one by one")
    terminal.kill(signal)
    #expect(terminal.end() == signal)
    #expect(terminal.isAsItWas)
    #expect(terminal.shown.hasSuffix("\u{1B}[?2004l"))
  }

  @Test(
    "What was typed while nobody asked for a line comes in its order, and Ctrl-D ends it",
    arguments: [([], "**Phase 3"), (["--explain"], "4  Verdict")])
  func typedAhead(options: [String], answer: String) throws {
    let workspace = try workspace()
    // The command is not there yet, so the terminal takes all of that as it does while an answer is being printed.
    let terminal = try PseudoTerminal(
      ["try", "--base", "minimal"] + options, in: workspace.path, typed: Self.log + "\n" + Self.log + "\n\u{4}")
    #expect(terminal.end() == 0)
    #expect(terminal.isAsItWas)
    #expect(terminal.shown.components(separatedBy: answer).count == 3)
  }

  @Test("Control characters of a log are shown, not obeyed")
  func controls() throws {
    let workspace = try workspace()
    let terminal = try PseudoTerminal(
      ["try", "--base", "minimal", "Jan 10 12:00:00 web shop: a\u{1B}[2Jb\u{9B}31m\u{202E}c"], in: workspace.path)
    #expect(terminal.end() == 0)
    #expect(terminal.shown.contains("a␛[2Jb\u{FFFD}31m\u{FFFD}c"))
    // A pipe gets what wazuh-logtest would write.
    let piped = try workspace.run("try", "--base", "minimal", "Jan 10 12:00:00 web shop: a\u{1B}[2Jb")
    #expect(piped.output.contains("a\u{1B}[2Jb"))
  }

  @Test("Plain try has a prompt, and knows :help")
  func plainTry() throws {
    let workspace = try workspace()
    defer { withExtendedLifetime(workspace) {} }
    let terminal = try PseudoTerminal(["try", "--base", "minimal"], in: workspace.path)
    try terminal.expect("> ")
    terminal.type(":help\r")
    try terminal.expect(":session new")
    try terminal.expect("> ")
    terminal.type(":hlep\r")
    try terminal.expect("no command :hlep")
    terminal.type(":session new\r")
    try terminal.expect("a new session")
    terminal.type(":quit\r")
    #expect(terminal.end() == 0)
    #expect(terminal.isAsItWas)
  }

  @Test("--review takes single keys, and says how many changes there are")
  func review() throws {
    let workspace = try workspace()
    try workspace.write("[a]\n> \(Self.log)\nrule = 1\nlevel = 2\ndecoder = x\n", to: "a.ruletest")
    let terminal = try PseudoTerminal(
      ["test", "a.ruletest", "--base", "minimal", "--ruleset", ".", "--review"], in: workspace.path)
    try terminal.expect("(1 of 3)")
    terminal.type("y")
    try terminal.expect("(2 of 3)")
    terminal.type("x")
    try terminal.expect("(2 of 3)")
    terminal.type("n")
    try terminal.expect("(3 of 3)")
    terminal.type("\u{3}")
    #expect(terminal.end() == 1)
    #expect(terminal.isAsItWas)
    #expect(try workspace.read("a.ruletest") == "[a]\n> \(Self.log)\nrule = 100100\nlevel = 2\ndecoder = x\n")
  }

  @Test("A terminal that knows no sequences gets none")
  func dumb() throws {
    let workspace = try workspace()
    let terminal = try PseudoTerminal(
      ["try", "--explain", "--base", "minimal"], in: workspace.path, kind: "dumb")
    try terminal.expect("> ")
    terminal.type(Self.log + "\n")
    try terminal.expect("4  Verdict")
    terminal.type("\u{4}")
    #expect(terminal.end() == 0)
    #expect(!terminal.shown.contains("\u{1B}"))
  }
}

/// The command at a terminal of its own.
final class PseudoTerminal {
  struct Silence: Error {
    var awaited: String
    var shown: String
  }

  private let master: Int32
  /// Held open, so that the terminal can be looked at when the command is gone.
  private let slave: Int32
  private let process = Process()
  private let before: termios
  private var output: [UInt8] = []
  private var expected = 0

  /// - Parameter typed: what is typed before the command begins.
  init(_ arguments: [String], in folder: String, kind: String = "xterm", typed: String = "") throws {
    (master, slave) = try Self.open()
    var size = winsize(ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    var settings = termios()
    tcgetattr(slave, &settings)
    before = settings
    type(typed)
    process.executableURL = URL(fileURLWithPath: CommandLineTool.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = [
      "PATH": "/usr/bin:/bin", "TERM": kind, "XDG_STATE_HOME": folder + "/state", "NO_COLOR": "1",
    ].merging(Sanitizer.environment) { $1 }
    let handle = FileHandle(fileDescriptor: slave)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.runTakingSignals()
  }

  private static func open() throws -> (master: Int32, slave: Int32) {
    #if canImport(Darwin)
      let master = posix_openpt(O_RDWR | O_NOCTTY)
      guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master) else {
        throw CocoaError(.fileReadUnknown)
      }
      return (master, Foundation.open(String(cString: name), O_RDWR | O_NOCTTY))
    #else
      // What posix_openpt, unlockpt and ptsname do on Linux; their header is not part of the module.
      let master = Foundation.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var number: Int32 = 0
      var isLocked: Int32 = 0
      guard master >= 0, ioctl(master, 0x4004_5431, &isLocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
        throw CocoaError(.fileReadUnknown)
      }
      return (master, Foundation.open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC))
    #endif
  }

  deinit {
    if process.isRunning { kill(SIGKILL) }
    close(master)
    close(slave)
  }

  /// What the terminal was sent.
  var shown: String { String(decoding: output, as: UTF8.self) }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  func kill(_ signal: Int32) { _ = Foundation.kill(process.processIdentifier, signal) }

  /// Waits until something is shown, behind what was expected before.
  func expect(_ text: String) throws {
    let wanted = Array(text.utf8)
    for _ in 0..<600 {
      if let place = output[expected...].indices.first(where: { output[$0...].starts(with: wanted) }) {
        expected = place + wanted.count
        return
      }
      take(50)
    }
    throw Silence(awaited: text, shown: String(decoding: output[expected...], as: UTF8.self))
  }

  /// Waits for the end; its exit code, or the number of the signal.
  func end() -> Int32 {
    for _ in 0..<600 where process.isRunning { take(50) }
    if process.isRunning { kill(SIGKILL) }
    process.waitUntilExit()
    while take(0) {}
    return process.terminationStatus
  }

  /// Whether the terminal's settings are those it began with.
  var isAsItWas: Bool {
    var now = termios()
    tcgetattr(slave, &now)
    return now.c_lflag == before.c_lflag && now.c_iflag == before.c_iflag && now.c_oflag == before.c_oflag
  }

  @discardableResult
  private func take(_ milliseconds: Int32) -> Bool {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0, source.revents & Int16(POLLIN) != 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    output += bytes[..<count]
    return true
  }
}
