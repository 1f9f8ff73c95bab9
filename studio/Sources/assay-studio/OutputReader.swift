import Foundation

/// Whoever reads what this program writes.
enum OutputReader {
  /// Ends the program when nobody reads its output any more, also when there is nothing to write for hours: who started
  /// it may be gone without having said so.
  static func exitWhenGone() -> Task<Void, Never> {
    Task.detached {
      while !Task.isCancelled, !isGone { try? await Task.sleep(for: .milliseconds(500)) }
      if !Task.isCancelled { exit(0) }
    }
  }

  /// Whether standard output is a pipe that is closed at the other end.
  private static var isGone: Bool {
    var output = pollfd(fd: 1, events: 0, revents: 0)
    return poll(&output, 1, 0) > 0
  }
}
