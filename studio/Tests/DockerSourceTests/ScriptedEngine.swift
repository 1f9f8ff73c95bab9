import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A Docker Engine that says what it was told to.
final class ScriptedEngine: ChannelInboundHandler, Sendable {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// What `/version` is answered with.
  let version: String
  /// The pieces of the first stream of events; later ones are empty and stay open.
  let events: [String]
  let streams = Atomic<Int>(0)

  init(version: String = #"{"ApiVersion": "1.43"}"#, events: [String]) {
    (self.version, self.events) = (version, events)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    func send(_ texts: [String], ends: Bool) {
      context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: .ok))), promise: nil)
      for text in texts {
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
      }
      context.flush()
      if ends { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
    }
    switch head.uri {
    case "/version": send([version], ends: true)
    case "/v1.43/_ping": send(["OK"], ends: true)
    default:
      // The first stream ends, the next one stays.
      let isFirst = streams.add(1, ordering: .relaxed).newValue == 1
      send(isFirst ? events : [], ends: isFirst)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func bootstrap(_ tls: NIOSSLContext?) -> ServerBootstrap {
    ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(self)
        }
      }
  }

  /// Listens at a socket in the file system.
  func listen(at path: String) async throws -> any Channel {
    try await bootstrap(nil).bind(unixDomainSocketPath: path).get()
  }

  /// Listens at a port of this machine, which is told.
  func listen(_ tls: NIOSSLContext?) async throws -> (channel: any Channel, port: Int) {
    let channel = try await bootstrap(tls).bind(host: "127.0.0.1", port: 0).get()
    return (channel, channel.localAddress?.port ?? 0)
  }
}

/// What a follower handed out: each message and each error in a line, as they came.
final class Transcript: Sendable {
  private let stream: AsyncStream<String>
  private let continuation: AsyncStream<String>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func add(_ line: String) { continuation.yield(line) }

  /// The lines up to the one that is asked for.
  func lines(until isLast: (String) -> Bool) async -> [String] {
    var lines: [String] = []
    for await line in stream {
      lines.append(line)
      if isLast(line) { break }
    }
    return lines
  }
}
