import Rulesets

/// Colours, or none.
public struct LintStyle: Sendable {
  /// Whether text is coloured.
  public var isColoured: Bool

  /// No colours.
  public static let plain = LintStyle(isColoured: false)
  /// The colours of a terminal.
  public static let ansi = LintStyle(isColoured: true)

  func bold(_ text: String) -> String { paint(text, "1") }
  func dim(_ text: String) -> String { paint(text, "2") }
  func green(_ text: String) -> String { paint(text, "32") }
  func red(_ text: String) -> String { paint(text, "31") }

  func severity(_ severity: Diagnostic.Severity, _ text: String? = nil) -> String {
    switch severity {
    case .error: paint(text ?? severity.rawValue, "31")
    case .warning: paint(text ?? severity.rawValue, "33")
    case .info: paint(text ?? severity.rawValue, "36")
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
