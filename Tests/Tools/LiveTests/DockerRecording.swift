import Foundation
import TestSupport
import Testing

@testable import Live

/// A run of the agent's listener against a server that did as it was told, as recorded.
struct DockerRecording: CustomTestStringConvertible {
  let name: String
  private let line: String

  var testDescription: String { name }

  static let all: [DockerRecording] = {
    guard let path = SharedFolder.path("vectors/live/docker/listener.jsonl.gz"),
      let lines = try? RecordedAnswers.lines(of: URL(fileURLWithPath: path))
    else { return [] }
    return lines.compactMap { DockerRecording($0.description) }
  }()

  /// Nil for what is about the socket, the environment or the bytes of HTTP.
  private init?(_ line: String) {
    self.line = line
    let named = (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["name"] as? String
    name = named ?? ""
    guard let object, named != nil, script["version"] is [[String: Any]],
      script["ping"] is [[String: Any]], script["events"] is [[String: Any]],
      ["env", "queue", "server", "actions"].allSatisfy({ object[$0] == nil || object[$0] is NSNull })
    else { return nil }
    let pieces = behaviours("events").flatMap { $0["chunks"] as? [Any] ?? [] }
    guard pieces.allSatisfy({ Self.bytes($0) != nil }) else { return nil }
  }

  private var object: [String: Any]? {
    try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
  }
  private var script: [String: Any] { object?["script"] as? [String: Any] ?? [:] }
  private func behaviours(_ kind: String) -> [[String: Any]] { script[kind] as? [[String: Any]] ?? [] }

  /// What was sent.
  var datagrams: [String] {
    (object?["datagrams"] as? [Any] ?? []).compactMap { Self.bytes($0).map { String(decoding: $0, as: UTF8.self) } }
  }
  var hasEnded: Bool { object?["ended"] as? Bool ?? false }

  private static func bytes(_ value: Any) -> [UInt8]? {
    if let text = value as? String { return Array(text.utf8) }
    if let parts = value as? [Any] {
      let all = parts.compactMap(bytes)
      return all.count == parts.count ? all.flatMap { $0 } : nil
    }
    guard let object = value as? [String: Any] else { return nil }
    if let text = object["b64"] as? String { return Data(base64Encoded: text).map { Array($0) } }
    if object["sleep"] != nil { return [] }
    if let repeated = object["rep"] as? [Any], let unit = repeated.first as? String, let count = repeated.last as? Int {
      let text = String(repeating: unit, count: count)
      return Array(((object["pre"] as? String ?? "") + text + (object["post"] as? String ?? "")).utf8)
    }
    return nil
  }

  /// What the listener sends when it is told the same, until as much was sent as was recorded.
  func replay() -> (messages: [String], hasEnded: Bool) {
    var listener = DockerListenerRun(isExact: true)
    let (datagrams, hasEnded) = (datagrams, hasEnded)
    let (versions, pings, streams) = (behaviours("version"), behaviours("ping"), behaviours("events"))
    var asked = [0, 0, 0]
    func next(_ kind: Int, _ behaviours: [[String: Any]]) -> [String: Any] {
      defer { asked[kind] += 1 }
      return behaviours[min(asked[kind], behaviours.count - 1)]
    }
    var messages: [String] = []
    var step = listener.start()
    for _ in 0..<500 {
      messages += listener.takeMessages().map(\.description)
      if messages.count >= datagrams.count, !hasEnded { break }
      switch step {
      case .get(let path):
        let behaviour = path == "/version" ? next(0, versions) : next(1, pings)
        guard let status = behaviour["status"] as? Int else {
          step = listener.failed("closed")
          continue
        }
        let json = behaviour["json"].flatMap { try? JSONSerialization.data(withJSONObject: $0) }
        step = listener.answered(status, json.map { Array($0) } ?? [])
      case .follow: step = stream(next(2, streams), &listener)
      case .wait: step = listener.resumed()
      case .goOn: return (messages, false)
      case .end: return (messages, true)
      }
    }
    return (messages, false)
  }

  private func stream(_ behaviour: [String: Any], _ listener: inout DockerListenerRun) -> DockerListenerRun.Step {
    guard let chunks = behaviour["chunks"] as? [Any] else {
      return listener.opened(behaviour["status"] as? Int ?? 200, isChunked: false)
    }
    var step = listener.opened(200)
    for chunk in chunks where step == .goOn { step = listener.received(Self.bytes(chunk) ?? []) }
    guard step == .goOn else { return step }
    return behaviour["end"] as? String == "keep" ? .goOn : listener.ended()
  }
}
