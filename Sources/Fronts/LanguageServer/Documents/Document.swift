import Bytes
import JSONRPC
import JSONText
import Symbols

/// A document that is open in the client.
struct Document: Sendable {
  /// Its name, as the client writes it.
  let uri: String
  /// The file; nil for one that has none yet.
  let path: String?
  /// The client's number for this text.
  private(set) var version: Int?
  private(set) var text: DocumentText

  /// Opens a document.
  init(_ item: JSONTree?) throws(RPCError) {
    guard let uri = item?["uri"]?.string, let text = item?["text"]?.bytes else {
      throw RPCError(.invalidParameters, "textDocument has a uri and a text.")
    }
    self.uri = uri
    path = FileURI.path(of: uri)
    version = item?["version"]?.integer
    self.text = DocumentText(text.bytes)
  }

  /// Takes changes in their order, each of the text that the ones before it left.
  mutating func apply(_ changes: [JSONTree], version: Int?, _ encoding: PositionEncoding) {
    self.version = version ?? self.version
    for change in changes {
      guard let new = change["text"]?.bytes else { continue }
      if let range = TextRange(change["range"]) {
        text.replace(text.bytes(of: range, encoding), with: new.bytes)
      } else {
        text = DocumentText(new.bytes)
      }
    }
  }
}
