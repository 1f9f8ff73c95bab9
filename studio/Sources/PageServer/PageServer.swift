import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// Listens on this machine alone, and serves the page.
public enum PageServer {
  /// Serves until the task is cancelled.
  /// - Parameters:
  ///   - port: where to listen; 0 for any port that is free.
  ///   - command: the engine, as a program with its arguments.
  ///   - ready: is told the address.
  public static func run(port: Int, command: [String], ready: @escaping @Sendable (String) -> Void) async throws {
    let port = try await port == 0 ? freePort() : port
    let service = PageService(access: Access(port: port), engine: Engine(command))
    var logger = Logger(label: "assay-studio")
    logger.logLevel = .error
    let server = try HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(120))).buildServer(
      configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: port)),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
      responder: { request, writer, _ in
        let response = await service.respond(to: request)
        try await writer.write(response: response.head, body: response.body)
      },
      onServerRunning: { _ in ready(service.access.address) })
    try await server.run()
  }

  /// A port that was free a moment ago.
  private static func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(
      host: "127.0.0.1", port: 0
    ).get()
    defer { channel.close(promise: nil) }
    return channel.localAddress?.port ?? 0
  }
}
