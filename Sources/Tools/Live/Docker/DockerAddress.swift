import Bytes

/// Where a Docker Engine listens, as `DOCKER_HOST` and its companions say it.
public struct DockerAddress: Sendable, Equatable {
  /// Why an address cannot be used.
  public struct Fault: Error, Equatable {
    /// What is wrong with it.
    public var message: String
    /// What to write instead.
    public var hint: String
  }

  /// How the engine is reached.
  public enum Transport: Sendable, Equatable {
    /// A socket in the file system.
    case unix(path: String)
    /// Over the network.
    case tcp(host: String, port: Int)
  }

  /// Where TLS finds its files.
  public struct Certificates: Sendable, Equatable {
    /// `ca.pem`
    public var authority: String
    /// `cert.pem`
    public var certificate: String
    /// `key.pem`
    public var key: String
    /// Whether the engine has to show a certificate of that authority.
    public var verifies: Bool
  }

  /// How it is reached.
  public private(set) var transport = Transport.unix(path: "/var/run/docker.sock")
  /// For TLS; nil without it.
  public private(set) var certificates: Certificates?

  /// An address from the environment's variables, as docker-py reads them.
  ///
  /// - Parameters:
  ///   - host: `DOCKER_HOST`, or what the user gave instead; nil or empty for the usual socket.
  ///   - tlsVerify: `DOCKER_TLS_VERIFY`; whatever is not empty switches TLS on.
  ///   - certificatePath: `DOCKER_CERT_PATH`; switches TLS on without verification where the other is not set.
  ///   - home: the folder of the user, for `~/.docker`.
  /// - Throws: ``Fault`` for what is no address.
  public init(host: String?, tlsVerify: String? = nil, certificatePath: String? = nil, home: String? = nil)
    throws(Fault)
  {
    if let host, !host.isEmpty { transport = try Self.transport(host) }
    let verifies = tlsVerify?.isEmpty == false
    guard verifies || certificatePath?.isEmpty == false, case .tcp = transport else { return }
    guard let folder = certificatePath.flatMap({ $0.isEmpty ? nil : $0 }) ?? home.map({ $0 + "/.docker" }) else {
      throw Fault(
        message: "DOCKER_TLS_VERIFY asks for TLS, but there is no folder of certificates",
        hint: "name it with DOCKER_CERT_PATH")
    }
    certificates = Certificates(
      authority: folder + "/ca.pem", certificate: folder + "/cert.pem", key: folder + "/key.pem", verifies: verifies)
  }

  private static func transport(_ host: String) throws(Fault) -> Transport {
    let shown = TerminalText.line(host)
    if host.hasPrefix("unix://") {
      let path = String(host.dropFirst("unix://".count))
      guard path.hasPrefix("/") else {
        throw Fault(
          message: "'\(shown)' names no file", hint: "write unix:///run/user/1000/podman/podman.sock, for example")
      }
      return .unix(path: path)
    }
    if host.hasPrefix("/") { return .unix(path: host) }
    if host.hasPrefix("ssh://") {
      throw Fault(
        message: "an address of ssh is not supported",
        hint:
          "forward the socket: ssh -NL /tmp/docker.sock:/var/run/docker.sock USER@HOST, then unix:///tmp/docker.sock")
    }
    let fault = Fault(
      message: "'\(shown)' is no address of a Docker Engine", hint: "write unix:///PATH or tcp://HOST:PORT")
    guard host.hasPrefix("tcp://") else { throw fault }
    let rest = host.dropFirst("tcp://".count)
    guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
      (1...65_535).contains(port), colon > rest.startIndex
    else { throw fault }
    var name = rest[..<colon]
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    let isName = name.utf8.allSatisfy {
      ASCII.isAlphanumeric($0) || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":")].contains($0)
    }
    guard isName, !name.isEmpty else { throw fault }
    return .tcp(host: String(name), port: port)
  }
}
