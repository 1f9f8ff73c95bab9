import Bytes
import CLibXML2

/// Writes XML through libxml2's writer: what comes out is well-formed whatever the texts hold.
package final class XMLDocumentWriter {
  private let buffer: xmlBufferPtr?
  private let writer: xmlTextWriterPtr?

  /// A writer without text.
  package init() {
    buffer = xmlBufferCreate()
    writer = buffer.flatMap { xmlNewTextWriterMemory($0, 0) }
    if let writer {
      xmlTextWriterSetIndent(writer, 1)
      xmlTextWriterSetIndentString(writer, "  ")
    }
  }

  deinit {
    if let writer { xmlFreeTextWriter(writer) }
    if let buffer { xmlBufferFree(buffer) }
  }

  /// The line that says it is XML 1.0 in UTF-8.
  package func startDocument() { if let writer { xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil) } }

  /// An element with its attributes; `body` writes what is in it.
  package func element(_ name: String, _ attributes: [(String, String)] = [], body: () -> Void = {}) {
    guard let writer else { return }
    xmlTextWriterStartElement(writer, name)
    for (name, value) in attributes { xmlTextWriterWriteAttribute(writer, name, Self.clean(value)) }
    body()
    xmlTextWriterEndElement(writer)
  }

  /// Text; what XML cannot hold is replaced.
  package func text(_ text: String) { if let writer { xmlTextWriterWriteString(writer, Self.clean(text)) } }

  /// Everything written so far, as text; the writer starts again with an empty buffer.
  package func take() -> String {
    guard let writer, let buffer else { return "" }
    xmlTextWriterFlush(writer)
    guard let content = xmlBufferContent(buffer) else { return "" }
    let text = String(cString: content)
    xmlBufferEmpty(buffer)
    return text
  }

  /// Text without what XML 1.0 cannot hold, not even as a reference, and without what a terminal would obey: whoever
  /// prints a report wants to see it, too.
  private static func clean(_ text: String) -> String {
    let shown = TerminalText.paragraph(text)
    guard shown.unicodeScalars.contains(where: { $0.value == 0xFFFE || $0.value == 0xFFFF }) else { return shown }
    return String(
      String.UnicodeScalarView(shown.unicodeScalars.map { $0.value == 0xFFFE || $0.value == 0xFFFF ? "\u{FFFD}" : $0 }))
  }
}
