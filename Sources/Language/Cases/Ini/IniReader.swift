import Bytes
import Diagnostics

/// Reads the reference's ini tests (docs/reference/rules.md §15): every key that starts with `log ` is a
/// case of its own with a fresh session; each line of its value is an event, and only the last one is judged.
public enum IniReader {
  /// Reads an ini file.
  public static func parse(path: String, bytes: [UInt8]) -> TestSuite {
    var suite = TestSuite(path: path, format: .ini)
    if let nul = bytes.firstIndex(of: 0) {
      let line = bytes[..<nul].count { $0 == 10 } + 1
      suite.diagnostics.append(
        Diagnostic(
          .error, code: "binary", "a NUL byte: this is not a text file",
          at: SourceLocation(file: path, line: line, column: 1)))
      return suite
    }
    let document = IniDocument(path: path, bytes: bytes)
    suite.diagnostics = document.diagnostics
    let skip = reasonToSkip(path: path)
    for section in document.sections {
      let logs = section.entries.filter { $0.key.hasPrefix("log ") }
      guard !logs.isEmpty else { continue }
      guard let rule = entry("rule", section, &suite), let alert = entry("alert", section, &suite),
        let decoder = entry("decoder", section, &suite)
      else { continue }
      for log in logs {
        let steps = log.lines.filter { !$0.text.isEmpty }.map { Step(EventText($0.text, at: $0.location)) }
        let wanted: IniTriple.Wanted = log.key.hasSuffix("fail") ? .fail : .pass
        var test = TestCase(
          title: logs.count == 1 ? section.name : "\(section.name): \(log.key)", location: log.location, steps: steps,
          judgement: .triple(IniTriple(rule: rule, alert: alert, decoder: decoder, wanted: wanted)))
        if let skip { test.settings.skip = Located(skip, at: log.location) }
        suite.cases.append(test)
      }
    }
    return suite
  }

  /// Why the reference's runner leaves a file out; nil when it does not.
  static func reasonToSkip(path: String) -> String? {
    path.hasSuffix("geoip.ini") ? "needs a manager built with GeoIP, as upstream's runner says" : nil
  }

  private static func entry(
    _ key: String, _ section: IniDocument.Section, _ suite: inout TestSuite
  ) -> IniTriple.Entry? {
    if let entry = section.entry(key) { return IniTriple.Entry(entry.value, at: entry.location) }
    suite.diagnostics.append(
      Diagnostic(
        .error, code: "ini-missing-key", "the test [\(section.name)] has no `\(key)`", at: section.location,
        hint: "a test has rule, alert (the level) and decoder; leave one empty for none"))
    return nil
  }
}
