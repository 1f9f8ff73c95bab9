import Bytes
import DockerSource
import Foundation
import Live
import NIOCore
import Synchronization
import Testing

/// Runs a follower until it has said something.
func follow(
  _ address: DockerAddress, isExact: Bool = false, until isLast: (String) -> Bool
) async throws -> [String] {
  let transcript = Transcript()
  let outlet = DockerFollower.Outlet(
    message: { transcript.add($0.description) }, error: { transcript.add("error: \($0)") })
  let follower = DockerFollower(address, isExact: isExact)
  let task = Task { try await follower.run(outlet) }
  let lines = await transcript.lines(until: isLast)
  task.cancel()
  _ = await task.result
  return lines
}

@Suite("Events of a Docker Engine on a socket")
struct DockerFollowerTests {
  private func run(_ engine: ScriptedEngine, until isLast: (String) -> Bool) async throws -> [String] {
    let path = NSTemporaryDirectory() + "assay-\(UUID().uuidString.prefix(8)).sock"
    let server = try await engine.listen(at: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = try await follow(try DockerAddress(host: "unix://" + path), until: isLast)
    try await server.close()
    return lines
  }

  @Test("They arrive in order, over a stream that ends, each once", .timeLimit(.minutes(1)))
  func follows() async throws {
    let engine = ScriptedEngine(events: [
      #"{"Type":"container","Action":"die","time":100,"timeNano":100000000001}"# + "\n",
      #"{"Type":"container","#, #""Action":"start","time":101,"timeNano":101000000001}"# + "\n",
    ])
    var count = 0
    let seen = try await run(engine) { _ in
      count += 1
      return count == 6
    }
    // Started, connected, two events, disconnected, connected.
    #expect(seen.map { $0.contains("Wodle event") } == [true, true, false, false, true, true])
    #expect(seen[2].contains(#""Action": "die""#) && seen[3].contains(#""Action": "start""#))
    #expect(engine.streams.load(ordering: .relaxed) >= 1)
  }

  @Test(
    "Half an event, an event of 70,000 bytes, something else: told, and the next one is taken", .timeLimit(.minutes(1)))
  func oddEvents() async throws {
    let long = #"{"Type":"container","Action":"\#(String(repeating: "x", count: 70_000))"}"#
    let engine = ScriptedEngine(events: [
      "<html>\n", long + "\n", #"{"Type":"container","Action":"start"}"# + "\n", #"{"Type":"con"#,
    ])
    let seen = try await run(engine) { $0.contains("Disconnected") }
    let errors = seen.filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 3, "\(errors.map { $0.prefix(200) })")
    #expect(errors.first?.contains("no JSON") == true)
    #expect(errors.contains { $0.contains("65535 bytes") } && errors.last?.contains("within an event") == true)
    #expect(seen.contains { $0.contains("xxxxxxxx") && !$0.hasPrefix("error") })
    #expect(seen.contains { $0.contains(#""Action": "start""#) })
  }

  @Test("A service that is none is told once", .timeLimit(.minutes(1)))
  func noEngine() async throws {
    let engine = ScriptedEngine(version: "<html>It works!</html>", events: [])
    let seen = try await run(engine) { $0.contains("not running") }
    #expect(seen.filter { $0.hasPrefix("error: ") }.count == 1)
    #expect(seen.contains { $0.contains("none of a Docker Engine") })
  }

  @Test("A socket that is not there is told once, with what to do", .timeLimit(.minutes(1)))
  func noSocket() async throws {
    let seen = try await follow(try DockerAddress(host: "unix:///nowhere/docker.sock")) { $0.hasPrefix("error") }
    #expect(seen.last?.contains("there is no socket '/nowhere/docker.sock'") == true)
  }

  @Test("A port at which nobody listens is told", .timeLimit(.minutes(1)))
  func noPort() async throws {
    let seen = try await follow(try DockerAddress(host: "tcp://127.0.0.1:1")) { $0.hasPrefix("error") }
    #expect(seen.last?.contains("127.0.0.1:1 takes no connection") == true, "\(seen)")
  }
}
