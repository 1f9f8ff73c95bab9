import Bytes
import JSONText

/// A message of JSON-RPC 2.0, read.
package enum RPCMessage: Sendable, Equatable {
  /// Wants an answer.
  case request(RPCIdentifier, method: String, parameters: JSONTree)
  /// Wants none.
  case notification(method: String, parameters: JSONTree)
  /// Answers a request of ours.
  case answer(RPCIdentifier, Result<JSONTree, RPCError>)

  /// Reads the body of a message.
  ///
  /// Parameters that are left out are `null`. Several messages in one (a batch) are refused: neither the language server
  /// protocol nor today's Model Context Protocol has them.
  /// - Throws: what is to be answered; under ``RPCIdentifier/none`` where ``identifier(of:)`` finds no name.
  package init(reading body: [UInt8]) throws(RPCError) {
    guard let tree = JSONTree(reading: UnicodeEscapes.replaced(in: body)) else {
      throw RPCError(.parseError, "This is no JSON document.")
    }
    try self.init(tree)
  }

  /// Takes a document for a message.
  package init(_ tree: JSONTree) throws(RPCError) {
    guard case .object = tree else { throw RPCError(.invalidRequest, "A message is one JSON object.") }
    let identifier = tree["id"].flatMap(RPCIdentifier.init)
    if let method = tree["method"] {
      guard let method = method.string else { throw RPCError(.invalidRequest, "\"method\" is a text.") }
      let parameters = tree["params"] ?? .null
      if tree["id"] == nil {
        self = .notification(method: method, parameters: parameters)
      } else {
        guard let identifier, identifier != .none else {
          throw RPCError(.invalidRequest, "\"id\" is a whole number or a text.")
        }
        self = .request(identifier, method: method, parameters: parameters)
      }
      return
    }
    guard let identifier else {
      throw RPCError(.invalidRequest, "A message has a \"method\", or the \"id\" it answers.")
    }
    if let error = tree["error"], !error.isNull {
      self = .answer(
        identifier,
        .failure(RPCError(number: error["code"]?.integer ?? 0, error["message"]?.string ?? "", data: error["data"])))
    } else if let result = tree["result"] {
      self = .answer(identifier, .success(result))
    } else {
      throw RPCError(.invalidRequest, "An answer has a \"result\" or an \"error\".")
    }
  }

  /// The name of the request in a body that is no good message, as far as it can be told.
  package static func identifier(of body: [UInt8]) -> RPCIdentifier {
    JSONTree(reading: body)?["id"].flatMap(RPCIdentifier.init) ?? .none
  }

  // MARK: Writing

  /// The body of an answer; `result` writes one value.
  package static func answer(to request: RPCIdentifier, _ result: (inout JSONWriter) -> Void) -> [UInt8] {
    body { json in
      json.member("id", request)
      json.key("result")
      result(&json)
    }
  }

  /// The body of an answer that there is none.
  package static func answer(to request: RPCIdentifier, _ error: RPCError) -> [UInt8] {
    body { json in
      json.member("id", request)
      json.member("error", error)
    }
  }

  /// The body of a notification; `parameters` writes one value.
  package static func notification(_ method: String, _ parameters: (inout JSONWriter) -> Void) -> [UInt8] {
    body { json in
      json.member("method", method)
      json.key("params")
      parameters(&json)
    }
  }

  /// The body of a request; `parameters` writes one value, nil for none.
  package static func request(
    _ identifier: RPCIdentifier, _ method: String, _ parameters: ((inout JSONWriter) -> Void)?
  ) -> [UInt8] {
    body { json in
      json.member("id", identifier)
      json.member("method", method)
      guard let parameters else { return }
      json.key("params")
      parameters(&json)
    }
  }

  private static func body(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("jsonrpc", "2.0")
      members(&json)
    }
    return json.bytes
  }
}
