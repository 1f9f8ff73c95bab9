import System
import Testing

@testable import Live

/// What the collector refuses, and in which words.
@Suite struct ConfigurationTests {
  @Test(arguments: [
    (
      "<log_format>Syslog</log_format><location>/x</location>",
      "(1235): Invalid value for element 'log_format': Syslog."
    ),
    ("<location>/x</location>", "(1901): Missing 'log_format' element."),
    ("<log_format>syslog</log_format>", "(1902): Missing 'location' element."),
    (
      "<log_format>syslog</log_format><Location>/x</Location>",
      "(1230): Invalid element in the configuration: 'Location'."
    ),
    ("<log_format>syslog</log_format><location>/x</location><age>10x</age>", "Invalid age for localfile"),
    (
      "<log_format>syslog</log_format><location>/x</location><ignore>a(b</ignore>",
      "(1975): Syntax error on regex ignore: 'a(b'"
    ),
    ("<log_format>json</log_format><location>/x</location><label key=\"\">1</label>", "Label with empty key."),
    (
      "<log_format>command</log_format><command>x</command><frequency>1h</frequency>",
      "(1235): Invalid value for element 'frequency': 1h."
    ),
  ])
  func refuses(_ block: String, _ words: String) throws {
    let desk = try CollectorDesk("<localfile>\(block)</localfile>")
    desk.start()
    #expect(desk.log == ["ERROR: \(words)", "ERROR: (1202): Configuration error at 'etc/ossec.conf'."])
    #expect(!desk.collector.isRunning)
    #expect(desk.poll() == [])
  }

  @Test func aTargetThatIsNotDefinedIsFatal() throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>syslog</log_format><location>/x</location><target>agent, s</target></localfile>")
    desk.start()
    #expect(desk.log == ["CRITICAL: Socket 's' for '/x' is not defined."])
    #expect(!desk.collector.isRunning)
  }

  @Test(arguments: [
    ("010", 8), ("0x10s", 16), ("5m", 300), ("2h", 7200), ("1d", 86_400), ("1w", 604_800), ("0", nil), ("-1", nil),
    ("x", nil),
    ("1x", nil), ("", nil), ("99999999999999999999", 1 << 40),
  ])
  func spans(_ text: String, _ seconds: Int?) {
    #expect(ConfiguredNumber.span(.init(text), needsUnit: false) == seconds)
  }

  @Test(arguments: [("10B", 10), ("1k", 1024), ("2G", 2 << 30), ("3G", nil), ("x", nil)])
  func sizes(_ text: String, _ bytes: Int64?) {
    #expect(ConfiguredNumber.size(.init(text)) == bytes)
  }

  @Test func settingsAreChecked() {
    var settings = CollectorSettings()
    #expect(throws: CollectorSettings.Problem.self) { try settings.apply([("max_line", "1")]) }
    #expect(throws: CollectorSettings.Problem.self) { try settings.apply([("logcollector.max_files", "0")]) }
    #expect(throws: Never.self) { try settings.apply([("logcollector.vcheck_files", "10"), ("loop_timeout", "5")]) }
    #expect(settings.turnsPerCheck == 2)
  }
}
