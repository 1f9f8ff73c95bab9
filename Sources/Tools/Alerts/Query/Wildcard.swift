import Bytes

/// A value in which `*` stands for anything.
package struct Wildcard: Sendable, Equatable {
  /// What stands between the stars, one more than there are stars.
  private let parts: [ByteString]
  private let foldsCase: Bool

  /// - Parameters:
  ///   - parts: what stands between the stars.
  ///   - foldsCase: whether ASCII letters are compared without case.
  init(parts: [ByteString], foldsCase: Bool = false) {
    self.parts = foldsCase ? parts.map(\.lowercased) : parts
    self.foldsCase = foldsCase
  }

  /// Whether a value is like that.
  func matches(_ value: ByteView) -> Bool {
    guard foldsCase else { return matchesExactly(value) }
    var folded = [UInt8](value.buffer)
    for index in folded.indices { folded[index] = ASCII.fold(folded[index]) }
    return folded.withView { matchesExactly($0) }
  }

  private func matchesExactly(_ value: ByteView) -> Bool {
    guard let first = parts.first, let last = parts.last else { return false }
    if parts.count == 1 { return first.withView { $0 == value } }
    guard first.count + last.count <= value.count, first.withView({ value.starts(with: $0) }) else { return false }
    let end = value.count - last.count
    guard last.withView({ value.from(end) == $0 }) else { return false }
    var at = first.count
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = part.withView({ value.firstIndex(of: $0, from: at) }), found + part.count <= end else {
        return false
      }
      at = found + part.count
    }
    return true
  }
}
