import System

/// Where to listen: a port, on this machine alone unless an address stands before it.
package struct NetworkAddress: Sendable, Equatable {
  package var host: String
  package var port: String

  /// Reads `514`, `0.0.0.0:514`, `[::1]:514`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let last = parts.last, let number = UInt16(last), last.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    port = String(number)
    var host = parts.dropLast().joined(separator: ":")
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if parts.count > 2 {
      return nil
    }
    guard parts.count == 1 || !host.isEmpty else { return nil }
    self.host = parts.count == 1 ? "127.0.0.1" : host
  }

  /// Whether only programs of this machine reach it.
  package var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

  package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// A socket that is bound to it and does not block.
  func bound(_ kind: Socket.Kind) throws(InboundFailure) -> Socket {
    do throws(Socket.Failure) {
      return try Socket.bound(host: host, port: port, kind)
    } catch {
      switch error {
      case .noAddress:
        throw InboundFailure(
          message: "'\(host)' is no address of a network", hint: "write an address in digits, such as 127.0.0.1:5514")
      case .system(let error): throw failure(error)
      }
    }
  }

  private func failure(_ error: SystemError) -> InboundFailure {
    let hint =
      switch error {
      case .addressInUse: "another program listens there; name another port"
      case .accessDenied: "ports below 1024 are the administrator's; take 5514, say"
      default: "name an address of this machine, or only a port"
      }
    return InboundFailure(message: "cannot listen on \(text): \(error.reason)", hint: hint)
  }
}
