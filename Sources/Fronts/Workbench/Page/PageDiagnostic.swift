import Diagnostics
import JSONText

/// A diagnostic as the page gets it.
enum PageDiagnostic {
  static func write(_ diagnostic: Diagnostic, to json: inout JSONWriter) {
    json.member("severity", diagnostic.severity.rawValue)
    json.member("code", diagnostic.code)
    json.member("message", diagnostic.message)
    json.member("hint", diagnostic.hint)
    json.member("file", diagnostic.location?.file)
    json.member("line", diagnostic.location?.line)
    json.member("column", diagnostic.location?.column)
  }
}
