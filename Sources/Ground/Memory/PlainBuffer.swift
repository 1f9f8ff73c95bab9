import Bytes

/// Memory for plain values: an array without reference counting and, in release builds, without bounds checks.
///
/// For what the engine reads and writes for every event. The owner allocates it once, keeps it for its own lifetime and
/// calls ``deallocate()`` in its `deinit`; copies of the struct share the memory and must not outlive the owner. Debug
/// builds, which the fuzzers run, stop at an index outside the bounds.
@frozen
public struct PlainBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  @usableFromInline var storedCount: Int
  /// Number of values.
  @inlinable public var count: Int { storedCount }

  /// No values, with room for some.
  @inlinable
  public init(capacity: Int) {
    self.capacity = Swift.max(capacity, 4)
    base = .allocate(capacity: self.capacity)
    storedCount = 0
  }

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

  /// Gives the memory back; nothing may use it any more.
  @inlinable
  public func deallocate() { base.deallocate() }

  /// The value at an index, 0 ..< `count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) nonmutating set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  /// Where the first value lies, or would lie. Good until the buffer grows.
  @inlinable
  public var first: UnsafePointer<Element> { UnsafePointer(base) }

  /// Where the value at an index lies; for values that are too large to copy. Good until the buffer grows.
  @inlinable
  @inline(__always)
  public func pointer(to index: Int) -> UnsafePointer<Element> {
    assert(index >= 0 && index < count)
    return UnsafePointer(base + index)
  }

  /// Adds a value behind the others.
  @inlinable
  public mutating func append(_ value: Element) {
    if count == capacity { self = grown() }
    (base + count).initialize(to: value)
    storedCount &+= 1
  }

  /// Adds values behind the others.
  @inlinable
  public mutating func append(contentsOf values: Slice<UnsafeBufferPointer<Element>>) {
    while count + values.count > capacity { self = grown() }
    for value in values {
      (base + storedCount).initialize(to: value)
      storedCount += 1
    }
  }

  /// Forgets the values and keeps the memory.
  @inlinable
  public mutating func removeAll() { storedCount = 0 }

  /// Removes the last value and gives it back; nil when there is none.
  @inlinable
  public mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    storedCount -= 1
    return base[count]
  }

  /// Removes values from the end.
  @inlinable
  public mutating func removeLast(_ number: Int) {
    assert(number >= 0 && number <= count)
    storedCount -= number
  }

  /// Adds a value in front of the one at `index`.
  @inlinable
  public mutating func insert(_ value: Element, at index: Int) {
    assert(index >= 0 && index <= count)
    if count == capacity { self = grown() }
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
  public func fill(_ value: Element) { base.update(repeating: value, count: count) }

  /// The values, to walk or to copy.
  @inlinable
  public var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

  // PERF: hands out a new buffer instead of changing this one, so that a buffer in a local variable stays in registers.
  @usableFromInline
  @inline(never)
  func grown() -> PlainBuffer {
    var copy = PlainBuffer(capacity: capacity * 2)
    copy.base.update(from: base, count: count)
    copy.storedCount = count
    base.deallocate()
    return copy
  }
}
