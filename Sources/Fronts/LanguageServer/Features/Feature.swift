import Bytes
import Diagnostics
import JSONRPC
import JSONText
import Symbols

/// One request of the protocol that is answered from the workspace: a file of its own each.
protocol Feature {
  /// The method's name.
  static var method: String { get }
  /// Whether an answer about a text that is about to change is of no use.
  static var isPassing: Bool { get }

  /// The answer.
  static func answer(_ question: Question) throws(RPCError) -> JSONTree
}

extension Feature {
  static var isPassing: Bool { false }
}

/// A request, and what it takes to answer it.
struct Question {
  let parameters: JSONTree
  let server: LanguageServer

  var encoding: PositionEncoding { server.client.encoding }

  /// A document that a request is about, with its ruleset.
  struct Subject {
    var uri: String
    var path: String
    var text: DocumentText
    var root: Root?
    var isOpen: Bool
  }

  /// The document that the request is about.
  func subject() throws(RPCError) -> Subject {
    guard let uri = parameters["textDocument"]?["uri"]?.string else {
      throw RPCError(.invalidParameters, "textDocument has a uri.")
    }
    return try subject(uri)
  }

  /// A document by its name.
  func subject(_ uri: String) throws(RPCError) -> Subject {
    if let document = server.documents[uri] {
      let path = document.path ?? ""
      return Subject(
        uri: uri, path: path, text: document.text,
        root: path.isEmpty ? nil : server.workspace.root(of: path), isOpen: true)
    }
    guard let path = FileURI.path(of: uri), let text = server.workspace.text(of: path) else {
      throw RPCError(.invalidParameters, "There is no document \(uri).")
    }
    return Subject(
      uri: uri, path: path, text: DocumentText(text), root: server.workspace.root(of: path), isOpen: false)
  }

  /// The byte of the document that the request is about.
  func offset(in subject: Subject) throws(RPCError) -> Int {
    guard let position = TextPosition(parameters["position"]) else {
      throw RPCError(.invalidParameters, "position has a line and a character.")
    }
    return subject.text.offset(of: position, encoding)
  }

  /// The name under the cursor, and the names of the ruleset.
  func name(in subject: Subject) throws(RPCError) -> (occurrence: SymbolOccurrence, root: Root)? {
    guard let root = subject.root else { return nil }
    let offset = try offset(in: subject)
    // A file of the base may be on disk what it is not in the client.
    guard let occurrence = root.names.symbol(at: offset, in: subject.path),
      occurrence.range.upperBound <= subject.text.bytes.count
    else { return nil }
    return (occurrence, root)
  }

  /// A place as the protocol has it; nil where the file cannot be read.
  func location(_ range: Range<Int>, in path: String) -> JSONTree? {
    guard let text = server.text(of: path) else { return nil }
    return ["uri": JSONTree(server.documents.uri(of: path)), "range": text.range(of: range, encoding).tree]
  }

  /// The same for a place that loading or linting names.
  func location(_ location: SourceLocation, in root: Root) -> JSONTree? {
    let path = root.path(of: location.file)
    guard let text = server.text(of: path) else { return nil }
    return [
      "uri": JSONTree(server.documents.uri(of: path)),
      "range": ProblemRange.range(of: location, in: text, encoding).tree,
    ]
  }

  /// An edit of several files as the protocol has it.
  func workspaceEdit(_ edits: [String: [TextEdit]]) -> JSONTree {
    let files = edits.sorted { $0.key < $1.key }.compactMap { path, edits -> (String, [JSONTree])? in
      guard let text = server.text(of: path) else { return nil }
      return (path, edits.map { text.tree(of: $0, encoding) })
    }
    guard server.client.takesDocumentChanges else {
      return [
        "changes": .object(files.map { JSONTree.Member(ByteString(server.documents.uri(of: $0.0)), .array($0.1)) })
      ]
    }
    return [
      "documentChanges": .array(
        files.map { path, edits in
          let version = server.documents.document(ofPath: path)?.version
          return [
            "textDocument": [
              "uri": JSONTree(server.documents.uri(of: path)), "version": version.map { JSONTree($0) } ?? .null,
            ],
            "edits": .array(edits),
          ]
        })
    ]
  }
}
