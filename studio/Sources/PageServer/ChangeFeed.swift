/// Tells pages when something has changed: more alerts, files of cases or rules.
actor ChangeFeed {
  private let engine: Engine
  private var listeners: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
  private var number = 0
  private var last: [UInt8] = []
  private var watch: Task<Void, Never>?

  /// A page has one; more are somebody's mistake.
  static let mostListeners = 32

  init(_ engine: Engine) { self.engine = engine }

  /// What changes from now on, and how things stand; nil when there are too many listeners.
  func listen() -> AsyncStream<[UInt8]>? {
    guard listeners.count < Self.mostListeners else { return nil }
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingNewest(1))
    number += 1
    let own = number
    listeners[own] = continuation
    continuation.onTermination = { _ in Task { await self.forget(own) } }
    if !last.isEmpty { continuation.yield(last) }
    if watch == nil { watch = Task { await look() } }
    return stream
  }

  private func forget(_ listener: Int) {
    listeners[listener] = nil
    guard listeners.isEmpty else { return }
    watch?.cancel()
    watch = nil
  }

  private func look() async {
    var silence = 0
    while !Task.isCancelled {
      if let status = try? await engine.ask(Array(#"{"op":"status"}"#.utf8), for: "status"), status != last {
        last = status
        silence = 0
        for listener in listeners.values { listener.yield(status) }
      } else {
        silence += 1
        // Something now and then, so that whoever has left is noticed.
        if silence % 15 == 0 { for listener in listeners.values { listener.yield([]) } }
      }
      try? await Task.sleep(for: .milliseconds(700))
    }
  }
}
