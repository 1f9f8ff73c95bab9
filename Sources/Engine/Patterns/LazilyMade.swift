import Synchronization

/// An object that is made when it is first asked for, whichever thread asks.
///
/// A ruleset has thousands of patterns, and one log meets few of them: loading checks them all and compiles none.
/// PERF: asking costs a load and a branch; the object is lent without counting references, and lives as long as this.
package struct LazilyMade<Value: AnyObject & Sendable>: ~Copyable, Sendable {
  private let made = FirstPointer()

  package init() {}

  deinit { if let made = made.value { Self.object(made).release() } }

  /// The object, made by `make` where there is none yet.
  @inline(__always)
  package func value(_ make: () -> Value) -> Unmanaged<Value> {
    if let made = made.value { return Self.object(made) }
    return Self.object(
      made.keep(Unmanaged.passRetained(make()).toOpaque()) { Self.object($0).release() })
  }

  /// PERF: `Unmanaged.fromOpaque` would count a reference.
  @inline(__always)
  private static func object(_ address: UnsafeRawPointer) -> Unmanaged<Value> {
    unsafeBitCast(address, to: Unmanaged<Value>.self)
  }
}

/// Memory that is filled when it is first asked for, whichever thread asks; the same for what is no object.
struct LazilyFilled: ~Copyable, Sendable {
  private let filled = FirstPointer()

  init() {}

  deinit { filled.value?.deallocate() }

  /// The memory, allocated and filled by `fill` where there is none yet.
  @inline(__always)
  func address(_ fill: () -> UnsafeRawPointer) -> UnsafeRawPointer {
    filled.value ?? filled.keep(fill()) { $0.deallocate() }
  }
}

/// The first of the pointers that any thread offers; what it points to is not written again.
private struct FirstPointer: ~Copyable, @unchecked Sendable {
  private let first = Atomic<UnsafeRawPointer?>(nil)

  /// What is kept, if anything.
  @inline(__always)
  var value: UnsafeRawPointer? { first.load(ordering: .acquiring) }

  /// Keeps a pointer, if it is the first; else discards it. Gives the one that is kept.
  @inline(never)
  func keep(_ own: UnsafeRawPointer, discard: (UnsafeRawPointer) -> Void) -> UnsafeRawPointer {
    let outcome = first.compareExchange(expected: nil, desired: own, ordering: .acquiringAndReleasing)
    guard !outcome.exchanged, let first = outcome.original else { return own }
    discard(own)
    return first
  }
}
