import AsyncHTTPClient
import Live
import NIOCore

/// A Docker Engine, reached over HTTP.
struct DockerEngine: Sendable {
  private let base: String
  private let address: DockerAddress
  private let client: HTTPClient

  /// - Throws: ``EngineFault`` for what is wrong with the certificates.
  init(_ address: DockerAddress) throws(EngineFault) {
    self.address = address
    var configuration = HTTPClient.Configuration()
    configuration.timeout = .init(connect: .seconds(10))
    configuration.redirectConfiguration = .disallow
    // The listener has a rhythm of its own, and the user wants to know why at once.
    configuration.connectionPool.retryConnectionEstablishment = false
    if let certificates = address.certificates {
      configuration.tlsConfiguration = try TLSFiles.configuration(certificates)
    }
    let scheme = address.certificates == nil ? "http" : "https"
    switch address.transport {
    case .unix(let path): base = "http+unix://" + Self.percentEncoded(path)
    case .tcp(let host, let port): base = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  private static func percentEncoded(_ path: String) -> String {
    path.utf8.map { byte -> String in
      let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.utf8.count < 2 ? "0" : "") + digits
    }.joined()
  }

  func shutdown() async { try? await client.shutdown() }

  /// The whole answer to a question.
  func get(_ path: String) async throws -> (status: Int, body: [UInt8]) {
    let response = try await client.execute(request(path), timeout: .seconds(30))
    let body = try await response.body.collect(upTo: 1 << 20)
    return (Int(response.status.code), Array(body.readableBytesView))
  }

  /// An answer that does not end.
  func follow(_ path: String) async throws -> HTTPClientResponse {
    try await client.execute(request(path), deadline: .distantFuture)
  }

  private func request(_ path: String) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: base + path)
    // A path is no name of a host; podman refuses it.
    if case .unix = address.transport { request.headers.replaceOrAdd(name: "Host", value: "localhost") }
    return request
  }

  /// What a failure means to a user, with what to try.
  func explanation(of error: any Error) -> String {
    let text = String(describing: error)
    switch address.transport {
    case .unix(let path): return Self.explanation(text, socket: path)
    case .tcp(let host, let port):
      let words = address.certificates.flatMap { TLSFiles.explanation(of: text, $0) }
      return "\(host):\(port) " + (words ?? Self.explanation(text, isSecured: address.certificates != nil))
    }
  }

  private static func explanation(_ text: String, socket path: String) -> String {
    if text.contains("errno: 2)") || text.contains("No such file") {
      return "there is no socket '\(path)': is the service running? "
        + "Name another with --host unix:///PATH or DOCKER_HOST"
    }
    if text.contains("errno: 13)") || text.contains("Permission denied") {
      return
        "the socket '\(path)' may not be used: join the group that owns it, or use the socket of a rootless service"
    }
    if text.contains("errno: 111)") || text.contains("Connection refused") {
      return "nobody listens at '\(path)': start the service"
    }
    return "'\(path)' does not answer: \(text)"
  }

  private static func explanation(_ text: String, isSecured: Bool) -> String {
    if text.contains("errno: 111)") || text.contains("Connection refused") {
      return "takes no connection: is the service running, and does it listen on the network?"
    }
    if text.contains("connectTimeout") { return "does not answer: check the address, and what lies between" }
    if !isSecured, ["remoteConnectionClosed", "HTTPParserError", "invalid"].contains(where: { text.contains($0) }) {
      return "does not answer as HTTP; where it wants TLS, set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH: \(text)"
    }
    return "does not answer: \(text)"
  }
}
