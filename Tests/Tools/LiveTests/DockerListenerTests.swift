import Foundation
import Senders
import TestSupport
import Testing

@testable import Live

/// The listener against a scripted Docker Engine.
@Suite("Docker's events become messages")
struct DockerListenerTests {
  private static let head = #"1:Wazuh-Docker:{"integration": "docker", "docker": "#
  private static let started = head + #"{"Wodle event": "Started"}}"#
  private static let connected = head + #"{"Wodle event": "Connected to Docker service"}}"#
  private static let missing = head + #"{"Wodle event": "Docker service is not running"}}"#
  private static let disconnected = head + #"{"Wodle event": "Disconnected from the Docker service"}}"#

  /// A listener that has its stream.
  private func following(isExact: Bool = false) -> DockerListenerRun {
    var listener = DockerListenerRun(isExact: isExact)
    #expect(listener.start() == .get(path: "/version"))
    #expect(listener.answered(200, Array(#"{"ApiVersion": "1.43"}"#.utf8)) == .get(path: "/v1.43/_ping"))
    #expect(listener.answered(200, Array("OK".utf8)) == .follow(path: "/v1.43/events"))
    #expect(listener.opened(200) == .goOn)
    #expect(listener.takeMessages().map(\.description) == [Self.started, Self.connected])
    return listener
  }

  private static let die = #"{"Type":"container","Action":"die","time":100,"timeNano":100000000001}"#
  private static let start = #"{"Type":"container","Action":"start","time":101,"timeNano":101000000001}"#
  private static func sent(_ action: String, _ time: Int) -> String {
    head + #"{"Type": "container", "Action": "\#(action)", "time": \#(time), "timeNano": \#(time)000000001}}"#
  }

  @Test(
    "Events come as they are cut",
    arguments: [
      [die + "\n", start + "\n"], [die + "\n" + start + "\n"], [die, start], [die + "\r\n\r\n", "\n", start + "\n"],
      [String(die.prefix(20)), String(die.dropFirst(20)) + "\n" + start.prefix(9), start.dropFirst(9) + "\n"],
    ])
  func pieces(_ pieces: [String]) {
    var listener = following()
    for piece in pieces { #expect(listener.received(Array(piece.utf8)) == .goOn) }
    #expect(listener.takeMessages().map(\.description) == [Self.sent("die", 100), Self.sent("start", 101)])
    #expect(listener.takeErrors().isEmpty)
  }

  @Test("What cannot be read is told, and the next event is taken")
  func badEvents() {
    var listener = following()
    for piece in ["<html>\n", "{\"a\":\n", "\u{FEFF}{}\n", Self.start + "\n"] {
      #expect(listener.received(Array(piece.utf8)) == .goOn)
    }
    #expect(listener.takeErrors().count == 3)
    #expect(listener.takeMessages().map(\.description) == [Self.sent("start", 101)])
    #expect(listener.received([0x7B, 0xFF, 0x7D, 10]) == .goOn)
    #expect(listener.takeErrors().count == 1)
  }

  @Test("An event without an end does not grow without bound")
  func endless() {
    var listener = following()
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<64 { #expect(listener.received(piece) == .goOn) }
    #expect(listener.takeErrors().count == 1)
    #expect(listener.received(Array("\n\(Self.die)\n".utf8)) == .goOn)
    #expect(listener.takeMessages().count == 1)
  }

  @Test("A new stream begins before the old one ended, and nothing comes twice")
  func resumes() {
    var listener = following()
    _ = listener.received(Array((Self.die + "\n" + Self.start + "\n").utf8))
    _ = listener.takeMessages()
    #expect(listener.ended() == .wait(milliseconds: 250))
    #expect(listener.takeMessages().map(\.description) == [Self.disconnected])
    #expect(listener.resumed() == .get(path: "/version"))
    _ = listener.answered(200, Array(#"{"ApiVersion": "1.43"}"#.utf8))
    #expect(listener.answered(200, []) == .follow(path: "/v1.43/events?since=100"))
    _ = listener.opened(200)
    let between = #"{"Type":"container","Action":"stop","time":101,"timeNano":101000000001}"#
    _ = listener.received(Array((Self.die + "\n" + Self.start + "\n" + between + "\n").utf8))
    #expect(listener.takeMessages().map(\.description) == [Self.connected, Self.sent("stop", 101)])
  }

  @Test("Failing attempts come more and more slowly")
  func pauses() {
    var listener = following()
    var waits: [Int] = []
    for _ in 0..<7 {
      if case .wait(let milliseconds) = listener.ended() { waits.append(milliseconds) }
      _ = listener.resumed()
      _ = listener.answered(200, Array(#"{"ApiVersion": "1.43"}"#.utf8))
      _ = listener.answered(200, [])
    }
    #expect(waits == [250, 500, 1000, 2000, 4000, 5000, 5000])
  }

  @Test(
    "A service that is none is told once, with the reason",
    arguments: [
      (200, "<html>", "none of a Docker Engine"), (200, #"{"ApiVersion": "1.23"}"#, "1.24 or later"),
      (200, #"{"ApiVersion": "1.43/../x"}"#, "1.24 or later"), (503, "", "status 503"),
    ])
  func noService(status: Int, body: String, words: String) {
    var listener = DockerListenerRun()
    _ = listener.start()
    for _ in 0..<3 {
      #expect(listener.answered(status, Array(body.utf8)) == .wait(milliseconds: 5000))
      _ = listener.resumed()
    }
    #expect(listener.takeMessages().map(\.description) == [Self.started, Self.missing])
    let errors = listener.takeErrors()
    #expect(errors.count == 1 && errors[0].contains(words), "\(errors)")
  }

  // MARK: As recorded

  static let recorded: [DockerRecording] = DockerRecording.all

  @Test("The exact form sends what was recorded", .enabled(if: !recorded.isEmpty), arguments: recorded)
  func answers(_ recording: DockerRecording) {
    let (messages, hasEnded) = recording.replay()
    #expect(messages == recording.datagrams)
    if recording.hasEnded { #expect(hasEnded) }
  }
}
