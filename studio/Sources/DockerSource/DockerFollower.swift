import AsyncHTTPClient
import Bytes
import Live
import NIOCore

/// Runs the listener against a Docker Engine until it ends or is cancelled.
public struct DockerFollower: Sendable {
  private let address: DockerAddress
  private let isExact: Bool

  /// - Parameters:
  ///   - address: where the engine is.
  ///   - isExact: whether it does as the agent's listener does, defects included.
  public init(_ address: DockerAddress, isExact: Bool = false) {
    self.address = address
    self.isExact = isExact
  }

  /// Where what comes goes.
  public struct Outlet: Sendable {
    /// Takes messages of the manager's queue, in order.
    public var message: @Sendable (ByteString) throws -> Void
    /// Takes what is said to the user.
    public var error: @Sendable (String) -> Void

    /// An outlet.
    public init(message: @escaping @Sendable (ByteString) throws -> Void, error: @escaping @Sendable (String) -> Void) {
      self.message = message
      self.error = error
    }
  }

  /// Follows the engine's events; returns when the listener has ended, as it only does in the exact form.
  ///
  /// - Throws: what the outlet throws, and `CancellationError`.
  public func run(_ outlet: Outlet) async throws {
    var engine: DockerEngine?
    do {
      try await follow(&engine, outlet)
    } catch {
      await engine?.shutdown()
      throw error
    }
    await engine?.shutdown()
  }

  private func follow(_ engine: inout DockerEngine?, _ outlet: Outlet) async throws {
    var listener = DockerListenerRun(isExact: isExact)
    var step = listener.start()
    while true {
      try deliver(&listener, outlet)
      try Task.checkCancellation()
      switch step {
      case .get(let path): step = await answer(path, &engine, &listener)
      case .follow(let path):
        guard let engine else { return }
        step = try await stream(path, engine, &listener, outlet)
      case .wait(let milliseconds):
        try await Task.sleep(for: .milliseconds(milliseconds))
        step = listener.resumed()
      case .goOn, .end: return
      }
    }
  }

  /// Asks the engine. What TLS needs is read until it is there: until then the service is as good as not running.
  private func answer(
    _ path: String, _ engine: inout DockerEngine?, _ listener: inout DockerListenerRun
  ) async -> DockerListenerRun.Step {
    let known: DockerEngine
    do throws(EngineFault) {
      if let engine { known = engine } else { known = try DockerEngine(address) }
    } catch {
      return listener.failed(error.message)
    }
    engine = known
    do {
      let answer = try await known.get(path)
      return listener.answered(answer.status, answer.body)
    } catch {
      return listener.failed(known.explanation(of: error))
    }
  }

  private func stream(
    _ path: String, _ engine: DockerEngine, _ listener: inout DockerListenerRun, _ outlet: Outlet
  ) async throws -> DockerListenerRun.Step {
    do {
      let response = try await engine.follow(path)
      let isChunked = response.headers[canonicalForm: "transfer-encoding"].contains("chunked")
      var step = listener.opened(Int(response.status.code), isChunked: isChunked)
      guard step == .goOn else { return step }
      for try await piece in response.body {
        step = listener.received(Array(piece.readableBytesView))
        try deliver(&listener, outlet)
        guard step == .goOn else { return step }
      }
      return listener.ended()
    } catch let error as UndeliveredMessage {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      return listener.failed(engine.explanation(of: error))
    }
  }

  private struct UndeliveredMessage: Error { let cause: any Error }

  private func deliver(_ listener: inout DockerListenerRun, _ outlet: Outlet) throws {
    for error in listener.takeErrors() { outlet.error(error) }
    for message in listener.takeMessages() {
      do { try outlet.message(message) } catch { throw UndeliveredMessage(cause: error) }
    }
  }
}
