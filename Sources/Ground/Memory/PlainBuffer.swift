/// Memory for values that are written and read for every event: an array without reference counting and, in release
/// builds, without bounds checks.
///
/// It owns its memory and gives it back when it ends: whoever holds one cannot be copied either, and nothing is freed by
/// hand. Others look at it through a ``view``, which must not outlive it. Debug builds, which the fuzzers run, stop at an
/// index outside the bounds.
@frozen
public struct PlainBuffer<Element: ~Copyable>: ~Copyable, @unchecked Sendable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  /// Values that fit; 0 where the memory was taken away.
  @usableFromInline var capacity: Int
  @usableFromInline var storedCount: Int
  /// Number of values.
  @inlinable public var count: Int {
    @inline(__always) get { storedCount }
  }

  /// No values, with room for some.
  @inlinable
  public init(capacity: Int) {
    self.init(base: .allocate(capacity: Swift.max(capacity, 4)), capacity: Swift.max(capacity, 4), count: 0)
  }

  @usableFromInline
  @inline(__always)
  init(base: UnsafeMutablePointer<Element>, capacity: Int, count: Int) {
    self.base = base
    self.capacity = capacity
    storedCount = count
  }

  @inlinable
  deinit {
    guard capacity > 0 else { return }
    base.deinitialize(count: storedCount)
    base.deallocate()
  }

  /// The value at an index, 0 ..< `count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      assert(index >= 0 && index < count)
      return UnsafePointer(base + index)
    }
    @inline(__always) unsafeMutableAddress {
      assert(index >= 0 && index < count)
      return base + index
    }
  }

  /// Adds a value behind the others.
  @inlinable
  public mutating func append(_ value: consuming Element) {
    if storedCount == capacity { (base, capacity) = Self.grown(base, capacity, storedCount) }
    (base + storedCount).initialize(to: value)
    storedCount &+= 1
  }

  /// Forgets the values and keeps the memory.
  @inlinable
  public mutating func removeAll() { removeLast(count) }

  /// Removes values from the end.
  @inlinable
  public mutating func removeLast(_ number: Int) {
    assert(number >= 0 && number <= count)
    storedCount &-= number
    (base + storedCount).deinitialize(count: number)
  }

  /// Removes the first value and gives it back.
  @inlinable
  public mutating func removeFirst() -> Element {
    assert(count > 0)
    let first = base.move()
    storedCount &-= 1
    base.moveInitialize(from: base + 1, count: storedCount)
    return first
  }

  /// Exchanges two values.
  @inlinable
  public mutating func swapAt(_ first: Int, _ second: Int) {
    guard first != second else { return }
    let value = (base + first).move()
    (base + first).moveInitialize(from: base + second, count: 1)
    (base + second).initialize(to: value)
  }

  /// Takes the values and their memory out: what stays is empty, and gets new memory when it is used again.
  @inlinable
  @inline(__always)
  public mutating func take() -> PlainBuffer {
    let taken = PlainBuffer(base: base, capacity: capacity, count: storedCount)
    capacity = 0
    storedCount = 0
    return taken
  }

  /// New memory for twice as many values, with the old ones.
  ///
  /// PERF: takes and gives the parts instead of changing the buffer, so that one in a local variable stays in registers.
  @usableFromInline
  @inline(never)
  static func grown(
    _ base: UnsafeMutablePointer<Element>, _ capacity: Int, _ count: Int
  ) -> (UnsafeMutablePointer<Element>, Int) {
    let wider = Swift.max(capacity * 2, 4)
    let grown = UnsafeMutablePointer<Element>.allocate(capacity: wider)
    grown.moveInitialize(from: base, count: count)
    if capacity > 0 { base.deallocate() }
    return (grown, wider)
  }
}

extension PlainBuffer where Element: BitwiseCopyable {
  /// The values of a sequence.
  @inlinable
  public init(_ values: some Collection<Element>) {
    self.init(capacity: values.count)
    for value in values { append(value) }
  }

  /// `count` times the same value.
  @inlinable
  public init(repeating value: Element, count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: value, count: count)
    storedCount = count
  }

  /// The values, to walk, to copy or to hand on; good until the buffer grows or ends.
  @inlinable
  public var view: PlainView<Element> {
    @inline(__always) get { PlainView(base: UnsafePointer(base), count: count) }
  }

  /// Where the value at an index lies; for values that are too large to copy. Good until the buffer grows or ends.
  @inlinable
  @inline(__always)
  public func place(of index: Int) -> PlainPlace<Element> {
    assert(index >= 0 && index < count)
    return PlainPlace(address: UnsafePointer(base + index))
  }

  /// Where the first value lies, or would lie, for writing; good until the buffer grows or ends.
  @inlinable
  public var start: UnsafeMutablePointer<Element> {
    @inline(__always) mutating get { base }
  }

  /// Adds values behind the others.
  @inlinable
  public mutating func append(contentsOf values: PlainView<Element>) {
    while count &+ values.count > capacity { (base, capacity) = Self.grown(base, capacity, storedCount) }
    for value in values {
      (base + storedCount).initialize(to: value)
      storedCount &+= 1
    }
  }

  /// Removes the last value and gives it back; nil when there is none.
  @inlinable
  public mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    storedCount -= 1
    return base[count]
  }

  /// Adds a value in front of the one at `index`.
  @inlinable
  public mutating func insert(_ value: Element, at index: Int) {
    assert(index >= 0 && index <= count)
    if count == capacity { (base, capacity) = Self.grown(base, capacity, storedCount) }
    (base + index + 1).update(from: base + index, count: count - index)
    base[index] = value
    storedCount += 1
  }

  /// Removes values from the front.
  @inlinable
  public mutating func removeFirst(_ number: Int) {
    base.update(from: base + number, count: count - number)
    storedCount -= number
  }

  /// Sets all values.
  @inlinable
  public mutating func fill(_ value: Element) { base.update(repeating: value, count: count) }
}
