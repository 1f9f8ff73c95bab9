import Bytes
import CLibXML2

/// The little of libxml2 that the checks here need: its parser's complaints, and RELAX NG.
///
/// The engine's files are not read with it: their language is not XML (docs/reference/xml.md). It serves where XML is
/// meant.
enum XMLLibrary {
  /// Something the library complains about.
  struct Complaint: Equatable, Sendable {
    /// Line, counted from 1.
    var line: Int
    /// Column in bytes, counted from 1; nil where the library does not say.
    var column: Int?
    /// What is wrong, in the library's words.
    var message: String
    /// Whether the file cannot be read with it.
    var isFatal: Bool
  }

  /// Collects complaints; the library's callbacks get it as a bare pointer.
  private final class Collector {
    var complaints: [Complaint] = []
    /// A broken file may have thousands.
    static let limit = 50

    func take(_ error: xmlError) {
      guard complaints.count < Self.limit, error.message != nil else { return }
      var message = String(cString: error.message)
      while message.endsWithLineFeed { message.unicodeScalars.removeLast() }
      complaints.append(
        Complaint(
          line: Int(error.line), column: error.int2 > 0 ? Int(error.int2) : nil, message: message,
          isFatal: error.level == XML_ERR_FATAL || error.level == XML_ERR_ERROR))
    }
  }

  /// What the parser says about a text.
  static func complaints(about text: [UInt8]) -> [Complaint] {
    guard !text.isEmpty, text.count < Int(Int32.max) else { return [] }
    let collector = Collector()
    return withExtendedLifetime(collector) {
      guard let parser = xmlNewParserCtxt() else { return [] }
      defer { xmlFreeParserCtxt(parser) }
      parser.pointee._private = Unmanaged.passUnretained(collector).toOpaque()
      parser.pointee.sax.pointee.serror = { context, error in
        guard let context, let error else { return }
        let parser = context.assumingMemoryBound(to: xmlParserCtxt.self)
        guard let pointer = parser.pointee._private else { return }
        Unmanaged<Collector>.fromOpaque(pointer).takeUnretainedValue().take(error.pointee)
      }
      let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue)
      text.withUnsafeBytes { bytes in
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        // Bytes that are not UTF-8 are no fault of the text's form.
        if let document = xmlCtxtReadMemory(parser, start, Int32(text.count), nil, "ISO-8859-1", options) {
          xmlFreeDoc(document)
        }
      }
      return collector.complaints
    }
  }

  /// A compiled RELAX NG schema.
  final class Schema {
    private let schema: xmlRelaxNGPtr

    /// Compiles a schema; nil when it is none.
    init?(_ text: String) {
      let bytes = Array(text.utf8CString)
      guard
        let parser = bytes.withUnsafeBufferPointer({ xmlRelaxNGNewMemParserCtxt($0.baseAddress, Int32($0.count - 1)) })
      else { return nil }
      defer { xmlRelaxNGFreeParserCtxt(parser) }
      guard let schema = bytes.withUnsafeBufferPointer({ _ in xmlRelaxNGParse(parser) }) else { return nil }
      self.schema = schema
    }

    deinit { xmlRelaxNGFree(schema) }

    /// What the schema says about a document.
    fileprivate func complaints(about document: xmlDocPtr) -> [Complaint] {
      let collector = Collector()
      return withExtendedLifetime(collector) {
        guard let validator = xmlRelaxNGNewValidCtxt(schema) else { return [] }
        defer { xmlRelaxNGFreeValidCtxt(validator) }
        xmlRelaxNGSetValidStructuredErrors(
          validator,
          { context, error in
            guard let context, let error else { return }
            var complaint = error.pointee
            if complaint.line == 0, let node = complaint.node {
              complaint.line = Int32(truncatingIfNeeded: xmlGetLineNo(node.assumingMemoryBound(to: xmlNode.self)))
            }
            Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue().take(complaint)
          }, Unmanaged.passUnretained(collector).toOpaque())
        xmlRelaxNGValidateDoc(validator, document)
        return collector.complaints
      }
    }

    /// What the schema says about an element and all below it.
    func complaints(about element: Element) -> [Complaint] {
      guard let document = xmlNewDoc("1.0") else { return [] }
      defer { xmlFreeDoc(document) }
      guard let root = element.node(in: document) else { return [] }
      xmlDocSetRootElement(document, root)
      return complaints(about: document)
    }
  }

  /// An element to be checked.
  struct Element {
    var name: String
    var attributes: [(name: String, value: String)] = []
    var children: [Element] = []
    var text = ""
    /// A number up to 65535 that complaints about the element come with.
    var line = 0

    /// The library's node for it.
    fileprivate func node(in document: xmlDocPtr) -> xmlNodePtr? {
      guard let node = xmlNewDocNode(document, nil, name, nil) else { return nil }
      node.pointee.line = UInt16(clamping: line)
      for attribute in attributes { xmlNewProp(node, attribute.name, attribute.value) }
      for child in children {
        if let inner = child.node(in: document) { xmlAddChild(node, inner) }
      }
      if !text.isEmpty, let content = xmlNewDocText(document, text) { xmlAddChild(node, content) }
      return node
    }
  }
}
