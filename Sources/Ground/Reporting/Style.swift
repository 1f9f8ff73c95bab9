/// Colours, or none.
public struct Style: Sendable {
  /// Whether text is coloured.
  public var isColoured: Bool

  /// No colours.
  public static let plain = Style(isColoured: false)
  /// The colours of a terminal.
  public static let ansi = Style(isColoured: true)

  /// Something bad.
  public func red(_ text: String) -> String { paint(text, "31") }
  /// Something good.
  public func green(_ text: String) -> String { paint(text, "32") }
  /// Something to look at.
  public func yellow(_ text: String) -> String { paint(text, "33") }
  /// A name.
  public func cyan(_ text: String) -> String { paint(text, "36") }
  /// A heading.
  public func bold(_ text: String) -> String { paint(text, "1") }
  /// Something minor.
  public func dim(_ text: String) -> String { paint(text, "2") }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
