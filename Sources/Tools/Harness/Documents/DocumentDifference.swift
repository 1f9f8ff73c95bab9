import Bytes
import JSONText
import Reporting

/// A place where a document is not as its snapshot.
public struct DocumentDifference: Sendable, Equatable {
  /// The place, `rule.mitre.id`; elements of arrays by number.
  public var path: ByteString
  /// What the snapshot has there, as JSON; nil for nothing.
  public var expected: ByteString?
  /// What came, as JSON; nil for nothing.
  public var came: ByteString?

  /// A difference.
  public init(path: ByteString, expected: ByteString?, came: ByteString?) {
    self.path = path
    self.expected = expected
    self.came = came
  }

  /// Differences of one document that are told.
  static let maximumTold = 20
  /// Differences of one document that are looked for.
  static let maximumFound = 1000

  /// Where a document is not as its snapshot, in the order of the snapshot, then of the document.
  ///
  /// What depends on the run and not on the ruleset is left out on both sides: ``DocumentComparison/varying``.
  static func differences(expected: ByteString, came: ByteString) -> [DocumentDifference] {
    guard let wanted = AlertDocument.read(expected), let found = AlertDocument.read(came) else {
      return expected == came ? [] : [DocumentDifference(path: "", expected: expected, came: came)]
    }
    var comparison = DocumentComparison(leavesOutWhatVaries: true)
    comparison.compare(wanted, found, at: "")
    return comparison.differences
  }

  /// `a.b`
  static func join(_ object: ByteString, _ name: ByteString) -> ByteString {
    object.isEmpty ? name : ByteString(object.bytes + [UInt8(ascii: ".")] + name.bytes)
  }

  /// `different in 2 places`
  static func summary(of differences: [DocumentDifference]) -> String {
    let more = differences.count >= maximumFound ? "at least " : ""
    let others = differences.count > 1 ? ", …" : ""
    let first = differences.first.map { " (alert.\(TerminalText.line($0.path))\(others))" } ?? ""
    return "different in \(more)\(differences.count.counted("place"))\(first)"
  }

  /// A line each, for people: `alert.rule.level: expected 5, came 7`.
  static func lines(of differences: [DocumentDifference]) -> [String] {
    var lines = differences.prefix(maximumTold).map { difference in
      let path = difference.path.isEmpty ? "alert" : "alert.\(difference.path)"
      let wanted = difference.expected.map(shown) ?? "nothing"
      let came = difference.came.map(shown) ?? "nothing"
      return TerminalText.line("\(path): expected \(wanted), came \(came)")
    }
    if differences.count > maximumTold { lines.append("and \(differences.count - maximumTold) more") }
    return lines
  }

  private static func shown(_ value: ByteString) -> String {
    value.count <= 200 ? value.description : ByteString(value.bytes.prefix(200)).description + "…"
  }
}

extension DocumentDifference: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("path", path.description)
    json.member("expected", expected?.description)
    json.member("actual", came?.description)
  }
}
