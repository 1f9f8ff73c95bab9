import Bytes
import JSONRPC
import JSONText

/// The messages of a client: what came and was not answered yet, and what was given up.
///
/// It is asked while a tool works, too, so that a client can give up what takes long. It holds so many messages at most;
/// the others wait in the pipe.
package struct MessageInbox {
  private var framing = LineFraming()
  private var pending: [RPCFrame] = []
  private var cancelled: Set<RPCIdentifier> = []
  private var isAtEnd = false
  /// Bytes that are there, at most so many; none at the end, nil where there are none now. Waits for some if told so.
  private let read: (_ waits: Bool) -> [UInt8]?

  /// More messages are not held.
  private static let mostPending = 64

  package init(_ read: @escaping (_ waits: Bool) -> [UInt8]?) { self.read = read }

  /// The next message; nil behind the last one.
  package mutating func next() -> RPCFrame? {
    while pending.isEmpty, !isAtEnd { take(waits: true) }
    return pending.isEmpty ? nil : pending.removeFirst()
  }

  /// Whether a request was given up, as far as is known by now.
  package mutating func isCancelled(_ request: RPCIdentifier) -> Bool {
    if !cancelled.contains(request), !isAtEnd, pending.count < Self.mostPending { take(waits: false) }
    return cancelled.contains(request)
  }

  /// Forgets that a request was given up: another one may have its name.
  package mutating func forget(_ request: RPCIdentifier) { cancelled.remove(request) }

  private mutating func take(waits: Bool) {
    guard let bytes = read(waits) else { return }
    if bytes.isEmpty {
      isAtEnd = true
      if let last = framing.finish() { put(last) }
      return
    }
    framing.append(bytes)
    while let frame = framing.next() { put(frame) }
  }

  private mutating func put(_ frame: RPCFrame) {
    if case .body(let body) = frame, let request = Self.cancellation(in: body) {
      // A client that gives up what it never asked for cannot make this grow.
      if cancelled.count < 1024 { cancelled.insert(request) }
    } else {
      pending.append(frame)
    }
  }

  private static func cancellation(in body: [UInt8]) -> RPCIdentifier? {
    guard case .notification("notifications/cancelled", let parameters)? = try? RPCMessage(reading: body) else {
      return nil
    }
    return parameters["requestId"].flatMap(RPCIdentifier.init)
  }
}
