import DockerSource
import Foundation
import Live
import NIOSSL
import Testing

/// Two authorities, and certificates of the first one for an engine and its client, made with the system's `openssl`.
private final class Certificates {
  let folder = NSTemporaryDirectory() + "assay-tls-\(UUID().uuidString.prefix(8))"

  static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

  private static let script = """
    set -e
    for name in ca other; do
      openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name" -keyout $name-key.pem -out $name.pem
    done
    sign() {
      openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout $1-key.pem -out $1.csr
      printf '%s\\n' "$2" > $1.ext
      openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -extfile $1.ext -out $1.pem
    }
    sign server 'subjectAltName=IP:127.0.0.1'
    sign elsewhere 'subjectAltName=DNS:engine.example'
    sign client 'extendedKeyUsage=clientAuth'
    mkdir client stranger incomplete
    cp ca.pem client/ca.pem; cp client.pem client/cert.pem; cp client-key.pem client/key.pem
    cp other.pem stranger/ca.pem; cp client.pem stranger/cert.pem; cp client-key.pem stranger/key.pem
    cp ca.pem incomplete/ca.pem
    """

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", Self.script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl makes no certificates here")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// What an engine needs that shows a certificate, and wants one of the first authority.
  func engine(_ name: String) throws -> NIOSSLContext {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile("\(folder)/\(name).pem").map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: "\(folder)/\(name)-key.pem", format: .pem)))
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile("\(folder)/ca.pem"))
    tls.certificateVerification = .noHostnameVerification
    return try NIOSSLContext(configuration: tls)
  }
}

/// An engine that is reached over the network with TLS, as `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH` say.
@Suite("A Docker Engine behind TLS", .enabled(if: Certificates.isPossible, "openssl is not installed"))
struct DockerTLSTests {
  private let certificates: Certificates
  private let engine = ScriptedEngine(events: [#"{"Type":"container","Action":"start"}"# + "\n"])

  init() throws { certificates = try Certificates() }

  private func run(
    showing name: String?, with files: String?, until isLast: (String) -> Bool
  ) async throws -> [String] {
    let (server, port) = try await engine.listen(try name.map { try certificates.engine($0) })
    let address = try DockerAddress(
      host: "tcp://127.0.0.1:\(port)", tlsVerify: files == nil ? nil : "1",
      certificatePath: files.map { "\(certificates.folder)/\($0)" })
    let lines = try await follow(address, until: isLast)
    try await server.close()
    return lines
  }

  @Test("Both sides show certificates of one authority: events come", .timeLimit(.minutes(2)))
  func trusts() async throws {
    let seen = try await run(showing: "server", with: "client") { $0.contains("Action") || $0.hasPrefix("error") }
    #expect(seen.last?.contains(#""Action": "start""#) == true, "\(seen)")
  }

  @Test(
    "What is wrong with certificates is said once, and Docker is not running",
    .timeLimit(.minutes(2)),
    arguments: [
      ("server", "stranger", "did not sign"), ("elsewhere", "client", "for another name"),
      ("server", "incomplete", "cert.pem', which cannot be used"), (nil, "client", "does not speak TLS"),
      ("server", nil, "set DOCKER_TLS_VERIFY=1"),
    ] as [(String?, String?, String)])
  func refuses(name: String?, files: String?, words: String) async throws {
    let seen = try await run(showing: name, with: files) { $0.contains("not running") || $0.contains("Action") }
    let errors = seen.filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1 && errors[0].contains(words), "\(seen)")
    #expect(seen.last?.contains("Docker service is not running") == true)
  }
}
