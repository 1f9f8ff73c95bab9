import System

/// The documents that are open in the client.
struct Documents {
  private var byURI: [String: Document] = [:]
  private var uriOfPath: [String: String] = [:]

  /// The document of a name.
  subscript(uri: String) -> Document? {
    get { byURI[uri] }
    set {
      let path = newValue?.path ?? byURI[uri]?.path
      byURI[uri] = newValue
      if let path { uriOfPath[path] = newValue == nil ? nil : uri }
    }
  }

  /// The document of a file.
  func document(ofPath path: String) -> Document? { uriOfPath[path].flatMap { byURI[$0] } }

  /// All of them, in the order of their names.
  var all: [Document] { byURI.sorted { $0.key < $1.key }.map(\.value) }

  /// The name of a file: the client's own where it is open.
  func uri(of path: String) -> String { uriOfPath[path] ?? FileURI.uri(of: path) }
}
