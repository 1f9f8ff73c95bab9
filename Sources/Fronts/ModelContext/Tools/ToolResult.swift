import Bytes
import Diagnostics
import JSONText
import Reporting
import Workbench

/// What a tool has to say: a text, most often a JSON document.
struct ToolResult {
  /// The text.
  var text: [UInt8]
  /// Whether it says why there is no answer.
  var isError = false

  /// Assistants pay for each byte: a longer text is no answer to anything they would have asked.
  static let mostBytes = 100_000

  init(_ text: String, isError: Bool = false) { (self.text, self.isError) = (Array(text.utf8), isError) }

  /// A document.
  init(_ json: [UInt8]) { text = json.last == 10 ? Array(json.dropLast()) : json }

  /// An object of these members.
  init(_ members: (inout JSONWriter) -> Void) { self.init(JSONWriter.document(members).bytes) }

  /// Why something could not be done.
  init(failure: BadInput) {
    let most = 50
    var text = failure.diagnostics.prefix(most).map { DiagnosticText.block($0, style: .plain) }.joined()
    if failure.diagnostics.count > most { text += "and \(failure.diagnostics.count - most) more\n" }
    self.init(text, isError: true)
  }

  /// The same, unless it is too long.
  var bounded: ToolResult {
    guard text.count > Self.mostBytes else { return self }
    return ToolResult(
      "The answer has \(text.count) bytes, and \(Self.mostBytes) are sent at most: ask for less (fewer logs, one path, a smaller limit).",
      isError: true)
  }

  /// Writes it as the result of `tools/call`.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.objects("content", [text]) { text, json in
        json.member("type", "text")
        json.member("text", String(decoding: text, as: UTF8.self))
      }
      json.member("isError", isError)
    }
  }
}
