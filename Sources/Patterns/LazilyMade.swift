import Synchronization

/// An object that is made when it is first asked for, whichever thread asks.
///
/// A ruleset has thousands of patterns, and one log meets few of them: loading checks them all and compiles none.
/// PERF: asking costs a load and a branch; the object is lent without counting references, and lives as long as this.
package struct LazilyMade<Value: AnyObject & Sendable>: ~Copyable {
  private let made = Atomic<Unmanaged<Value>?>(nil)

  package init() {}

  deinit { made.load(ordering: .acquiring)?.release() }

  /// The object, made by `make` where there is none yet.
  @inline(__always)
  package func value(_ make: () -> Value) -> Unmanaged<Value> { made.load(ordering: .acquiring) ?? keep(make()) }

  /// Keeps an object; of several threads that come here at once the first one's stands.
  @inline(never)
  private func keep(_ value: Value) -> Unmanaged<Value> {
    let own = Unmanaged.passRetained(value)
    let outcome = made.compareExchange(expected: nil, desired: own, ordering: .acquiringAndReleasing)
    guard !outcome.exchanged, let first = outcome.original else { return own }
    own.release()
    return first
  }
}

/// Memory that is filled when it is first asked for, whichever thread asks; the same for what is no object.
struct LazilyFilled: ~Copyable {
  private let filled = Atomic<UnsafeRawPointer?>(nil)

  init() {}

  deinit { filled.load(ordering: .acquiring)?.deallocate() }

  /// The memory, allocated and filled by `fill` where there is none yet.
  @inline(__always)
  func address(_ fill: () -> UnsafeRawPointer) -> UnsafeRawPointer {
    filled.load(ordering: .acquiring) ?? keep(fill())
  }

  /// Keeps memory; of several threads that come here at once the first one's stands.
  @inline(never)
  private func keep(_ own: UnsafeRawPointer) -> UnsafeRawPointer {
    let outcome = filled.compareExchange(expected: nil, desired: own, ordering: .acquiringAndReleasing)
    guard !outcome.exchanged, let first = outcome.original else { return own }
    own.deallocate()
    return first
  }
}
