/// The frame of a page that needs nothing else: what it looks like and what it does stand in it.
package enum HTMLPage {
  /// Everything up to where the body begins.
  /// - Parameters:
  ///   - title: the title, in HTML.
  ///   - style: how it looks, in CSS.
  package static func head(title: String, style: String) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>\(title)</title>
    <style>
    \(style)
    </style></head><body>
    """
  }

  /// What it does, and the end of the page.
  /// - Parameter script: the statements.
  package static func end(script: String) -> String {
    """
    <script>
    \(script)
    </script></body></html>

    """
  }
}
