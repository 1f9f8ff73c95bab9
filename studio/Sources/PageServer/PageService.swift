import HTTPTypes
import HummingbirdCore
import NIOCore

/// Answers requests of the browser: files of the page, questions to the engine, changes.
public struct PageService: Sendable {
  /// Who may ask.
  public let access: Access
  private let engine: Engine
  private let feed: ChangeFeed

  /// A body may be as large as two files in the editor, and logs.
  public static let largestBody = 4 << 20
  /// What can be asked; the engine knows what it means.
  public static let operations: Set<String> = [
    "status", "dashboards", "panels", "table", "terms", "fields", "histogram", "document", "try", "rule", "ruleset",
    "tree", "regex", "tests", "changes", "accept", "save", "attack",
  ]

  /// - Parameters:
  ///   - access: who may ask.
  ///   - engine: who answers.
  public init(access: Access, engine: Engine) {
    self.access = access
    self.engine = engine
    feed = ChangeFeed(engine)
  }

  /// Answers a request.
  public func respond(to request: Request) async -> Response {
    var response: Response
    do {
      response = try await answer(request)
    } catch let refusal as Access.Refusal {
      response = Self.text(.forbidden, Self.words(for: refusal))
    } catch {
      response = Self.text(.internalServerError, "something went wrong")
    }
    for (name, value) in Self.protection {
      if let name = HTTPField.Name(name) { response.headers[name] = value }
    }
    return response
  }

  /// Nothing but this page's own files runs or is loaded, nobody shows it in a frame, and no address leaves it.
  private static let protection = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
  ]

  private static func words(for refusal: Access.Refusal) -> String {
    switch refusal {
    case .wrongHost: "This page is for this machine alone: open the address that 'assay serve' printed."
    case .otherPage: "This page answers no other page."
    case .noSecret: "Open the address that 'assay serve' printed, with what stands behind the question mark."
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let path = request.uri.path
    if path == "/" {
      guard access.hasSecret(request.head) else {
        try access.check(request.head, needsCookie: true)
        return Self.file("index.html")
      }
      try access.check(request.head, needsCookie: false)
      var response = Self.file("index.html")
      response.headers[.setCookie] = access.setCookie
      return response
    }
    try access.check(request.head, needsCookie: true)
    if path == "/api/events" { return await events() }
    if path.hasPrefix("/api/") { return try await ask(String(path.dropFirst(5)), request) }
    guard request.method == .get || request.method == .head else { return Self.text(.methodNotAllowed, "GET it") }
    return Self.file(String(path.dropFirst()))
  }

  private static func file(_ name: String) -> Response {
    guard let file = PageFile.all[name] else { return text(.notFound, "there is nothing of this name") }
    return Response(
      status: .ok, headers: [.contentType: file.type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
  }

  private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
  }

  private static func json(_ status: HTTPResponse.Status, _ bytes: [UInt8]) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private static func fault(_ status: HTTPResponse.Status, _ message: String) -> Response {
    json(status, Array(#"{"error":{"message":"\#(message)"}}"#.utf8))
  }

  // MARK: Questions

  private func ask(_ operation: String, _ request: Request) async throws -> Response {
    guard Self.operations.contains(operation) else { return Self.fault(.notFound, "there is no such question") }
    guard request.method == .post else {
      var response = Self.fault(.methodNotAllowed, "questions are posted")
      response.headers[.allow] = "POST"
      return response
    }
    // A page elsewhere cannot send this type without asking first.
    guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
      return Self.fault(.unsupportedMediaType, "a question is application/json")
    }
    guard let body = try? await request.body.collect(upTo: Self.largestBody) else {
      return Self.fault(.contentTooLarge, "the question is larger than 4 MB")
    }
    guard let line = Self.line(operation, Array(body.readableBytesView)) else {
      return Self.fault(.badRequest, "a question is a JSON object")
    }
    let place = HTTPField.Name("X-Place").flatMap { request.headers[$0] }
    do {
      let answer = try await engine.ask(line, for: place)
      return Self.json(answer.starts(with: Array(#"{"error""#.utf8)) ? .unprocessableContent : .ok, answer)
    } catch let failure as Engine.Failure {
      switch failure {
      // No fault: browsers would tell of one.
      case .superseded: return Response(status: .noContent)
      case .busy: return Self.fault(.tooManyRequests, "too many questions wait")
      case .tooSlow: return Self.fault(.gatewayTimeout, "the answer took too long")
      case .gone: return Self.fault(.badGateway, "the engine has ended; see the terminal")
      }
    } catch {
      return Self.fault(.badGateway, "the engine does not start")
    }
  }

  /// The engine's line for a question: with what is asked as its first member, and no line ends.
  static func line(_ operation: String, _ body: [UInt8]) -> [UInt8]? {
    let blanks: Set<UInt8> = [9, 10, 13, 32]
    let text = body.drop { blanks.contains($0) }
    guard text.first == UInt8(ascii: "{") else { return nil }
    let rest = text.dropFirst().drop { blanks.contains($0) }
    let comma = rest.first == UInt8(ascii: "}") ? "" : ","
    return Array(#"{"op":"\#(operation)"\#(comma)"#.utf8) + rest.map { $0 == 10 || $0 == 13 ? 32 : $0 }
  }

  // MARK: Changes

  private func events() async -> Response {
    guard let changes = await feed.listen() else { return Self.fault(.tooManyRequests, "too many pages are open") }
    let body = ResponseBody { writer in
      for await change in changes {
        let text = change.isEmpty ? Array(": \n\n".utf8) : Array("data: ".utf8) + change + Array("\n\n".utf8)
        try await writer.write(ByteBuffer(bytes: text))
      }
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
  }
}
