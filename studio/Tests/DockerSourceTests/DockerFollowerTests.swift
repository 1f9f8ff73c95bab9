import Bytes
import DockerSource
import Foundation
import Live
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

/// A Docker Engine that says what it was told to, on a socket in the file system.
private final class ScriptedEngine: ChannelInboundHandler, Sendable {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  let events: [String]
  let streams = Atomic<Int>(0)

  init(events: [String]) { self.events = events }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    func send(_ texts: [String], ends: Bool) {
      context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: .ok))), promise: nil)
      for text in texts {
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
      }
      if ends { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
    }
    switch head.uri {
    case "/version": send([#"{"ApiVersion": "1.43"}"#], ends: true)
    case "/v1.43/_ping": send(["OK"], ends: true)
    default:
      // The first stream ends, the next one stays.
      send(events, ends: streams.add(1, ordering: .relaxed).newValue == 1)
    }
  }
}

@Suite("Events of a Docker Engine on a socket")
struct DockerFollowerTests {
  @Test("They arrive in order, over a stream that ends, each once", .timeLimit(.minutes(1)))
  func follows() async throws {
    let path = NSTemporaryDirectory() + "assay-\(UUID().uuidString.prefix(8)).sock"
    let engine = ScriptedEngine(events: [
      #"{"Type":"container","Action":"die","time":100,"timeNano":100000000001}"# + "\n",
      #"{"Type":"container","#, #""Action":"start","time":101,"timeNano":101000000001}"# + "\n",
    ])
    let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.pipeline.configureHTTPServerPipeline().flatMap { channel.pipeline.addHandler(engine) }
      }
      .bind(unixDomainSocketPath: path).get()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (messages, continuation) = AsyncStream.makeStream(of: String.self)
    let outlet = DockerFollower.Outlet(
      message: { continuation.yield($0.description) }, error: { Issue.record("\($0)") })
    let follower = DockerFollower(try DockerAddress(host: "unix://" + path))
    let task = Task { try await follower.run(outlet) }
    var seen: [String] = []
    for await message in messages {
      seen.append(message)
      // Started, connected, two events, disconnected, connected.
      if seen.count == 6 { break }
    }
    task.cancel()
    _ = await task.result
    try await server.close()
    #expect(seen.map { $0.contains("Wodle event") } == [true, true, false, false, true, true])
    #expect(seen[2].contains(#""Action": "die""#) && seen[3].contains(#""Action": "start""#))
    #expect(engine.streams.load(ordering: .relaxed) >= 1)
  }

  @Test("A socket that is not there is told once, with what to do", .timeLimit(.minutes(1)))
  func noSocket() async throws {
    let (errors, continuation) = AsyncStream.makeStream(of: String.self)
    let outlet = DockerFollower.Outlet(message: { _ in }, error: { continuation.yield($0) })
    let follower = DockerFollower(try DockerAddress(host: "unix:///nowhere/docker.sock"))
    let task = Task { try await follower.run(outlet) }
    var iterator = errors.makeAsyncIterator()
    let error = await iterator.next()
    task.cancel()
    _ = await task.result
    #expect(error?.contains("there is no socket '/nowhere/docker.sock'") == true, "\(error ?? "")")
  }
}
