import JSONText

/// Why a request has no result.
package struct RPCError: Error, Equatable, Sendable, JSONObject {
  /// The numbers that JSON-RPC 2.0 and the language server protocol give.
  package enum Code: Int, Sendable, CaseIterable {
    /// The body is no JSON.
    case parseError = -32700
    /// The body is JSON, and no message.
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParameters = -32602
    /// A fault of the server.
    case internalError = -32603
    /// Something else was asked before `initialize`.
    case notInitialized = -32002
    /// The request is right and cannot be met; the message says why.
    case requestFailed = -32803
    /// The server gave the request up itself.
    case serverCancelled = -32802
    /// The document has changed meanwhile, and the answer would be wrong.
    case contentModified = -32801
    /// The client gave the request up.
    case requestCancelled = -32800
  }

  /// One of ``Code``, or what somebody else defines.
  package var number: Int
  /// One sentence for people.
  package var message: String
  /// More for programs.
  package var data: JSONTree?

  package init(_ code: Code, _ message: String, data: JSONTree? = nil) {
    self.init(number: code.rawValue, message, data: data)
  }

  package init(number: Int, _ message: String, data: JSONTree? = nil) {
    self.number = number
    self.message = message
    self.data = data
  }

  /// The code, where it is one of those known here.
  package var code: Code? { Code(rawValue: number) }

  package func write(membersTo json: inout JSONWriter) {
    json.member("code", number)
    json.member("message", message)
    json.member("data", data)
  }
}
