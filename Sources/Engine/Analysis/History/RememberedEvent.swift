import Bytes
import Memory
import RulesetSyntax
import Rulesets

/// An event that rules may count later (docs/reference/rules.md §10.1), as plain values in the memory of an
/// ``EventMemory``.
struct RememberedEvent: BitwiseCopyable {
  /// The number of the event in its session, from 1.
  let number: Int
  let arrival: Int
  /// Its texts; nil where no search looks at them.
  private let block: PlainBlock?
  /// The level of the strongest rule that counted it.
  var mark: Int32
  let category: EventCategory

  /// What a block begins with. The values follow, behind them the bytes.
  private struct Head: BitwiseCopyable {
    var fullLog: ByteRange
    var log: ByteRange
    var agent: ByteRange
    /// Number of dynamic fields that the event had.
    var dynamicCount: Int32
    var valueCount: Int32
  }

  /// A text that filters may compare.
  struct Value: BitwiseCopyable {
    /// The number of the subject.
    var subject: Int32
    var range: ByteRange
  }

  /// An event of which no search asks for any text.
  init(_ event: EventState, number: Int) {
    self.init(event, number: number, block: nil)
  }

  /// An event that searches look at: its full log and what filters compare are copied to a block of memory.
  ///
  /// - Parameter values: with places in the event's arena.
  init(_ event: EventState, number: Int, values: PlainView<Value>, blocks: inout BlockQueue) {
    let start = Self.start(ofBytesBehind: values.count)
    let block = blocks.take(byteCount: start + Self.byteCount(event, values))
    var copy = TextCopy(of: event, to: block, from: start)
    let head = Head(
      fullLog: copy.add(event.fullLog), log: copy.add(event.log), agent: copy.add(event.agentID),
      dynamicCount: Int32(event.dynamic.count), valueCount: Int32(values.count))
    block.store(head, at: 0)
    for (number, value) in values.enumerated() {
      block.store(Value(subject: value.subject, range: copy.add(value.range)), at: Self.start(ofBytesBehind: number))
    }
    self.init(event, number: number, block: block)
  }

  /// Where the value behind so many others stands in a block, and so the bytes behind all values.
  @inline(__always)
  private static func start(ofBytesBehind count: Int) -> Int {
    MemoryLayout<Head>.stride + count * MemoryLayout<Value>.stride
  }

  private init(_ event: EventState, number: Int, block: PlainBlock?) {
    self.number = number
    arrival = event.time.seconds
    mark = Int32(clamping: event.mark)
    category = event.category
    self.block = block
  }

  /// The number of bytes that ``TextCopy`` will copy.
  private static func byteCount(_ event: EventState, _ values: PlainView<Value>) -> Int {
    var count = event.fullLog.count
    for value in values where !event.fullLog.contains(value.range) { count += value.range.count }
    if !event.fullLog.contains(event.log) { count += event.log.count }
    if !event.fullLog.contains(event.agentID) { count += event.agentID.count }
    return Int(count)
  }

  /// Whether it holds memory that has to be given back.
  var hasBlock: Bool { block != nil }

  /// The log as received; valid as long as the memory keeps the event's texts.
  var fullLog: ByteView { view(head?.fullLog) }

  /// The log behind its header; valid until the event is forgotten.
  var log: ByteView { view(head?.log) }

  /// Number of dynamic fields.
  var dynamicCount: Int { Int(head?.dynamicCount ?? 0) }

  /// The number of the agent that it came from; valid until the event is forgotten.
  var agent: ByteView {
    @inline(__always) get { view(head?.agent) }
  }

  /// The value of a subject that searches compare of this event; nil when it was not set.
  @inline(__always)
  func value(of subject: Int32) -> ByteView? {
    guard let block, let head else { return nil }
    for number in 0..<Int(head.valueCount) {
      let value = block.load(at: Self.start(ofBytesBehind: number), as: Value.self)
      if value.subject == subject { return view(value.range) }
    }
    return nil
  }

  private var head: Head? {
    @inline(__always) get { block?.load(at: 0, as: Head.self) }
  }

  @inline(__always)
  private func view(_ range: ByteRange?) -> ByteView {
    guard let block, let head, let range else { return .empty }
    let start = Self.start(ofBytesBehind: Int(head.valueCount))
    return block.bytes(at: start + Int(range.offset), count: Int(range.count))
  }
}

/// Copies an event's texts one behind the other, beginning with its full log; what lies in that is not copied again.
private struct TextCopy {
  private let arena: ByteView
  private let fullLog: ByteRange
  private let block: PlainBlock
  /// Where in the block the copies begin.
  private let start: Int
  private var count: Int

  init(of event: EventState, to block: PlainBlock, from start: Int) {
    arena = event.arena.view(event.arena.range(from: 0))
    fullLog = event.fullLog
    self.block = block
    self.start = start
    count = Int(fullLog.count)
    block.store(event.arena.view(fullLog), at: start)
  }

  /// Where a text lies in the copy.
  mutating func add(_ range: ByteRange) -> ByteRange {
    if fullLog.contains(range) {
      return ByteRange(offset: Int(range.offset - fullLog.offset), count: Int(range.count))
    }
    block.store(arena[Int(range.offset)..<Int(range.offset + range.count)], at: start + count)
    defer { count += Int(range.count) }
    return ByteRange(offset: count, count: Int(range.count))
  }
}

extension ByteRange {
  /// Whether a range lies in this one.
  fileprivate func contains(_ other: ByteRange) -> Bool {
    other.offset >= offset && other.offset + other.count <= offset + count
  }
}
