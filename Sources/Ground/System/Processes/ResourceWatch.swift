import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread that ends the process when it has taken too long or too much memory.
///
/// Limits of the system would do it without a word: an allocation that fails ends a Swift program as a crash does.
package enum ResourceWatch {
  /// What the user granted.
  package struct Budget: Sendable {
    package var milliseconds: Int?
    package var bytes: Int?

    package init(milliseconds: Int? = nil, bytes: Int? = nil) {
      self.milliseconds = milliseconds
      self.bytes = bytes
    }
  }

  /// What ran out.
  package enum Limit: Sendable, Equatable {
    case time(milliseconds: Int)
    case memory(bytes: Int)
  }

  private static let granted = Atomic(Int.max)
  private static let grantedTime = Atomic(Int.max)
  /// Milliseconds between two looks at the memory.
  private static let pause = 10

  /// Begins to watch.
  /// - Parameters:
  ///   - stopsWhenTold: whether the command looks at ``Interruption/happened``, and has something to say before it ends.
  ///     It has a tenth of the time more for that, but no more than ten seconds and no less than one.
  ///   - reached: says so, and ends the process.
  /// - Returns: false when there is no thread for it.
  package static func start(
    _ budget: Budget, stopsWhenTold: Bool, reached: @escaping @Sendable (Limit) -> Never
  ) -> Bool {
    if let bytes = budget.bytes { granted.store(bytes, ordering: .relaxed) }
    if let time = budget.milliseconds { grantedTime.store(time, ordering: .relaxed) }
    let start = Stopwatch.nanoseconds() / 1_000_000
    let thread = SystemThread {
      while true {
        if let limit = memoryLimit { reached(limit) }
        var rest = budget.bytes == nil ? Int.max : pause
        if let time = budget.milliseconds {
          let grace = Interruption.isTimeOver ? min(max(time / 10, 1000), 10_000) : 0
          let left = start + time + grace - Stopwatch.nanoseconds() / 1_000_000
          if left <= 0 {
            guard stopsWhenTold, !Interruption.isTimeOver else { reached(.time(milliseconds: time)) }
            Interruption.endTime()
            continue
          }
          rest = min(rest, left)
        }
        sleep(milliseconds: rest)
      }
    }
    return thread != nil
  }

  /// The limit that the process has gone past, if any. With memory that may have been between two looks of the thread.
  package static var reached: Limit? {
    Interruption.isTimeOver ? .time(milliseconds: grantedTime.load(ordering: .relaxed)) : memoryLimit
  }

  private static var memoryLimit: Limit? {
    let bytes = granted.load(ordering: .relaxed)
    return bytes < Int.max && peakBytes > bytes ? .memory(bytes: bytes) : nil
  }

  /// The most memory that the process itself has had. What the system counts includes whoever started it.
  private static var peakBytes: Int {
    #if canImport(Darwin)
      return Int(ThisProcess.peakMegabytes * 1e6)
    #else
      let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return Int(ThisProcess.peakMegabytes * 1e6) }
      defer { SystemCall.close(descriptor) }
      return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { room in
        let count = SystemCall.read(descriptor, into: room)
        let name = "VmHWM:"
        guard count > 0, let at = room[..<count].firstRange(of: name.utf8)?.upperBound else {
          return Int(ThisProcess.peakMegabytes * 1e6)
        }
        let digits = room[at..<count].drop { $0 == 0x20 || $0 == 0x09 }.prefix { (0x30...0x39).contains($0) }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } << 10
      }
    #endif
  }

  private static func sleep(milliseconds: Int) {
    // A hundred years do not fit everywhere; a day does, and then it looks again.
    let bounded = min(max(milliseconds, 1), 86_400_000)
    var rest = timespec(tv_sec: bounded / 1000, tv_nsec: bounded % 1000 * 1_000_000)
    nanosleep(&rest, nil)
  }
}
