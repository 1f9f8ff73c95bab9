import Foundation
import Testing

@testable import Live

/// What comes of files that grow, move and go.
@Suite struct FileLifeTests {
  static let plain = "<localfile><log_format>syslog</log_format><location>$D/a.log</location></localfile>"
  static let pattern = "<localfile><log_format>syslog</log_format><location>$D/*.log</location></localfile>"

  @Test func existingLinesAreSkippedAndUnfinishedOnesWait() throws {
    let desk = try CollectorDesk(Self.plain)
    try desk.write("a.log", "old\n")
    desk.start()
    try desk.append("a.log", "one\ntw")
    #expect(desk.poll() == ["$D/a.log:one"])
    try desk.append("a.log", "o\n")
    #expect(desk.poll() == ["$D/a.log:two"])
  }

  @Test func rotatedFileIsReadFromItsStart() throws {
    let desk = try CollectorDesk(Self.plain)
    try desk.write("a.log", "")
    desk.start()
    _ = desk.poll(2)
    desk.rename("a.log", "a.log.1")
    try desk.append("a.log.1", "late\n")
    #expect(desk.poll(2) == ["$D/a.log:late"])
    try desk.write("a.log", "new\n")
    #expect(
      desk.poll() == ["logcollector:ossec: File rotated (inode changed): '$D/a.log'.", "$D/a.log:new"])
  }

  @Test func truncatedFileIsReadFromItsStart() throws {
    let desk = try CollectorDesk(Self.plain)
    try desk.write("a.log", "old old old\n")
    desk.start()
    try desk.append("a.log", "x\n")
    #expect(desk.poll() == ["$D/a.log:x"])
    try desk.write("a.log", "y\n")
    #expect(
      desk.poll() == ["logcollector:ossec: File size reduced (inode remained): '$D/a.log'.", "$D/a.log:y"])
  }

  @Test func newFilesOfAPatternAreSkippedToTheirEndUnlessNothingIsToBeLost() throws {
    for isExact in [true, false] {
      var settings = CollectorSettings.fast
      settings.isExact = isExact
      let desk = try CollectorDesk(Self.pattern, settings: settings)
      desk.start()
      _ = desk.poll(1)
      try desk.write("n.log", "early\n")
      #expect(desk.poll(2) == (isExact ? [] : ["$D/n.log:early"]))
      try desk.append("n.log", "late\n")
      #expect(desk.poll(2) == ["$D/n.log:late"])
    }
  }

  @Test func whatIsNoFileIsLeftAlone() throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>syslog</log_format><location>$D/*</location></localfile>"
        + "<localfile><log_format>syslog</log_format><location>$D/pipe</location></localfile>")
    try FileManager.default.createDirectory(atPath: desk.path("folder"), withIntermediateDirectories: true)
    #expect(mkfifo(desk.path("pipe"), 0o600) == 0)
    symlink("/dev/zero", desk.path("device"))
    symlink(desk.path("nothing"), desk.path("dangling"))
    try desk.write("file", "")
    desk.start()
    try desk.append("file", "1\n")
    #expect(desk.poll() == ["$D/file:1"])
    #expect(desk.log.contains { $0.contains("'$D/pipe' is not a regular file") })
  }

  @Test func namesMayHoldAnyByte() throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>syslog</log_format><location>$D/*</location></localfile>")
    let name: [CChar] = Array(desk.path("").utf8CString.dropLast()) + [-1, 0x3A, 0x7C, 0]
    desk.start()
    let file = fopen(name, "w")
    fclose(file)
    #expect(desk.poll() == [])
    let again = fopen(name, "a")
    fputs("x\n", again)
    fclose(again)
    #expect(desk.poll() == ["$D/\u{FFFD}|:||:x"])
  }

  @Test func aFileIsReadUnderOneName() throws {
    let desk = try CollectorDesk(Self.pattern)
    try desk.write("real.log", "")
    symlink(desk.path("real.log"), desk.path("link.log"))
    desk.start()
    try desk.append("real.log", "1\n")
    #expect(desk.poll() == ["$D/link.log:1"])
  }

  @Test func aFileThatIsMissingIsGivenUpAfterSoManyChecks() throws {
    var settings = CollectorSettings.fast
    settings.openAttempts = 2
    let desk = try CollectorDesk(Self.plain, settings: settings)
    desk.start()
    _ = desk.poll(3)
    #expect(desk.log.contains("ERROR: (1904): File not available, ignoring it: '$D/a.log'."))
    try desk.write("a.log", "x\n")
    #expect(desk.poll(3) == [])
  }

  @Test func oldFilesAreClosedBeforeTheyAreRead() throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>syslog</log_format><location>$D/a.log</location><age>1d</age></localfile>")
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", "1\n")
    var times = [timeval(tv_sec: 1_600_000_000, tv_usec: 0), timeval(tv_sec: 1_600_000_000, tv_usec: 0)]
    #expect(utimes(desk.path("a.log"), &times) == 0)
    #expect(desk.poll() == [])
  }

  @Test func binaryFilesAreKeptOut() throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>syslog</log_format><location>$D/*.log</location><ignore_binaries>yes</ignore_binaries>"
        + "</localfile>")
    try desk.write("a.log", [0xFF, 0xFE, 0x80, 10])
    try desk.write("b.log", "gr\u{FC}n\n")
    desk.start()
    try desk.append("a.log", "1\n")
    try desk.append("b.log", "2\n")
    #expect(desk.poll() == ["$D/b.log:2"])
  }
}
