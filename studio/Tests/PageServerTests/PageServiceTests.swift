import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Testing
import PageServer

/// An engine for tests: a shell that answers each line with what it got.
private let echo = ["/bin/sh", "-c", #"while read -r line; do printf '%s\n' "$line"; done"#]

@Suite("The page: who may ask, and what comes back")
struct PageServiceTests {
  private let service = PageService(access: Access(port: 7878), engine: Engine(echo))

  private func request(
    _ path: String, _ method: HTTPRequest.Method = .get, host: String = "127.0.0.1:7878", body: String = "",
    fields: HTTPFields = [:]
  ) -> Request {
    var head = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
    head.headerFields = fields
    return Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
  }

  private func cookie() async throws -> String {
    let secret = service.access.secret
    let response = await service.respond(to: request("/?k=\(secret)"))
    #expect(response.status == .ok)
    let set = try #require(response.headers[.setCookie])
    #expect(set.contains("HttpOnly") && set.contains("SameSite=Strict"))
    return String(set.prefix { $0 != ";" })
  }

  private func text(_ response: Response) async throws -> String {
    let writer = Collected()
    try await response.write(to: writer)
    return String(buffer: writer.buffer)
  }

  @Test("Without the secret nothing is shown, and with it the page and its cookie")
  func secret() async throws {
    #expect(await service.respond(to: request("/")).status == .forbidden)
    #expect(await service.respond(to: request("/?k=0123")).status == .forbidden)
    #expect(await service.respond(to: request("/main.js")).status == .forbidden)
    let cookie = try await cookie()
    for path in ["/", "/main.js", "/page.css"] {
      #expect(await service.respond(to: request(path, fields: [.cookie: cookie])).status == .ok)
    }
    #expect(await service.respond(to: request("/../etc/passwd", fields: [.cookie: cookie])).status == .notFound)
    #expect(await service.respond(to: request("/main.js", fields: [.cookie: cookie + "0"])).status == .forbidden)
  }

  @Test(
    "A page elsewhere gets nothing: neither by a name that leads here nor from another origin",
    arguments: ["evil.example:7878", "127.0.0.1:7879", "localhost.evil.example:7878", "", "127.0.0.1"])
  func otherHosts(host: String) async throws {
    let cookie = try await cookie()
    #expect(
      await service.respond(to: request("/?k=\(service.access.secret)", host: host)).status == .forbidden)
    #expect(
      await service.respond(to: request("/api/status", .post, host: host, body: "{}", fields: [.cookie: cookie])).status
        == .forbidden)
  }

  @Test("Requests of other origins are refused, also with the cookie")
  func otherOrigins() async throws {
    let cookie = try await cookie()
    let type = "application/json"
    for origin in ["http://evil.example", "null", "https://127.0.0.1:7878", "http://127.0.0.1:7879"] {
      let fields: HTTPFields = [.cookie: cookie, .origin: origin, .contentType: type]
      #expect(await service.respond(to: request("/api/status", .post, body: "{}", fields: fields)).status == .forbidden)
    }
    var fields: HTTPFields = [.cookie: cookie, .origin: "http://127.0.0.1:7878", .contentType: type]
    #expect(await service.respond(to: request("/api/status", .post, body: "{}", fields: fields)).status == .ok)
    if let name = HTTPField.Name("Sec-Fetch-Site") { fields[name] = "cross-site" }
    #expect(await service.respond(to: request("/api/status", .post, body: "{}", fields: fields)).status == .forbidden)
    // What a form of another page can send.
    let form: HTTPFields = [.cookie: cookie, .contentType: "text/plain"]
    #expect(
      await service.respond(to: request("/api/save", .post, body: "{}", fields: form)).status == .unsupportedMediaType)
    #expect(
      await service.respond(to: request("/api/save", .get, fields: [.cookie: cookie])).status == .methodNotAllowed)
  }

  @Test("Every answer forbids what this page does not need")
  func protection() async throws {
    for path in ["/", "/?k=\(service.access.secret)", "/api/status", "/nothing"] {
      let response = await service.respond(to: request(path))
      let name = try #require(HTTPField.Name("Content-Security-Policy"))
      let policy = try #require(response.headers[name])
      #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
      #expect(!policy.contains("unsafe"))
    }
  }

  @Test(
    "A question is handed on as one line, with what is asked in front",
    arguments: [
      ("{}", #"{"op":"terms"}"#),
      ("\n {\n}", #"{"op":"terms"}"#),
      (#"{"op":"save","a":1}"#, #"{"op":"terms","op":"save","a":1}"#),
      ("{\"a\":\n\"b\"}", #"{"op":"terms","a": "b"}"#),
    ])
  func lines(body: String, line: String) async throws {
    let fields: HTTPFields = [.cookie: try await cookie(), .contentType: "application/json"]
    let response = await service.respond(to: request("/api/terms", .post, body: body, fields: fields))
    #expect(try await text(response) == line)
  }

  @Test("What is no question, unknown, or too large is refused")
  func refused() async throws {
    let fields: HTTPFields = [.cookie: try await cookie(), .contentType: "application/json"]
    #expect(await service.respond(to: request("/api/terms", .post, body: "[]", fields: fields)).status == .badRequest)
    #expect(await service.respond(to: request("/api/exit", .post, body: "{}", fields: fields)).status == .notFound)
    let large = "{\"a\":\"\(String(repeating: "x", count: PageService.largestBody))\"}"
    #expect(
      await service.respond(to: request("/api/terms", .post, body: large, fields: fields)).status == .contentTooLarge)
  }
}

@Suite("The engine behind the page")
struct EngineTests {
  @Test("Answers come to whom they belong, in any number")
  func answers() async throws {
    let engine = Engine(echo)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<40 {
        group.addTask { try await engine.ask(Array("question \(number)".utf8)) == Array("question \(number)".utf8) }
      }
      for try await isRight in group { #expect(isRight) }
    }
    await engine.stop()
  }

  @Test("Of those that wait for one place only the newest is asked")
  func newest() async throws {
    let engine = Engine(["/bin/sh", "-c", #"while read -r line; do sleep 0.3; printf '%s\n' "$line"; done"#])
    async let first = engine.ask(Array("a".utf8), for: "x")
    try await Task.sleep(for: .milliseconds(100))
    let second = Task { try await engine.ask(Array("b".utf8), for: "x") }
    try await Task.sleep(for: .milliseconds(50))
    let third = Task { try await engine.ask(Array("c".utf8), for: "x") }
    #expect(try await first == Array("a".utf8))
    #expect(try await third.value == Array("c".utf8))
    await #expect(throws: Engine.Failure.superseded) { try await second.value }
    await engine.stop()
  }

  @Test("One that hangs or ends is begun anew")
  func restarts() async throws {
    let engine = Engine(
      ["/bin/sh", "-c", #"read -r line; case $line in hang) sleep 20;; end) exit 1;; *) echo "$line";; esac"#],
      limit: .milliseconds(400))
    await #expect(throws: Engine.Failure.tooSlow) { try await engine.ask(Array("hang".utf8)) }
    #expect(try await engine.ask(Array("a".utf8)) == Array("a".utf8))
    await #expect(throws: Engine.Failure.gone) { try await engine.ask(Array("end".utf8)) }
    await engine.stop()
  }
}

/// Keeps what a response writes.
private final class Collected: @unchecked Sendable {
  var buffer = ByteBuffer()
}

private struct CollectedWriter: ResponseBodyWriter {
  let target: Collected

  mutating func write(_ buffer: ByteBuffer) async throws {
    var buffer = buffer
    target.buffer.writeBuffer(&buffer)
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension Response {
  fileprivate func write(to target: Collected) async throws {
    try await body.write(CollectedWriter(target: target))
  }
}
