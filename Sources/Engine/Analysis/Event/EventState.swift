import Bytes
import Calendar
import Memory
import RulesetSyntax
import Rulesets

/// One event on its way through the engine: its texts in an arena, everything else as places in it.
///
/// A session has one and resets it for each event without freeing anything.
final class EventState {
  /// A field that rules look up by name.
  struct DynamicField: BitwiseCopyable {
    var name: ByteRange
    var value: ByteRange
  }

  /// A log that an alert repeats.
  enum PreviousLog: BitwiseCopyable {
    /// That of a remembered event, by its place in the ``EventMemory``.
    case remembered(at: Int)
    /// What stands above the log that `check_diff` compared with.
    case heading
    /// The log that `check_diff` compared with.
    case compared
  }

  /// All bytes of this event.
  let arena = ByteArena()

  // MARK: Pre-decoding

  /// The log as received, up to its first NUL.
  @exclusivity(unchecked) var fullLog = ByteRange(offset: 0, count: 0)
  /// What the header left.
  @exclusivity(unchecked) var log = ByteRange(offset: 0, count: 0)
  /// Whether the reference's memory holds a NUL just before the log (docs/reference/regex.md §1.5).
  @exclusivity(unchecked) var isNULBeforeLog = true
  @exclusivity(unchecked) var timestamp: ByteRange?
  @exclusivity(unchecked) var programName: ByteRange?
  @exclusivity(unchecked) var hostname = ByteRange(offset: 0, count: 0)
  /// The location that rules see.
  @exclusivity(unchecked) var location = ByteRange(offset: 0, count: 0)
  @exclusivity(unchecked) var agentID = ByteRange(offset: 0, count: 0)
  /// Whether the location named an agent, even `[000]`.
  @exclusivity(unchecked) var isFromAgent = false
  @exclusivity(unchecked) var time = EventTime.standard

  // MARK: Decoding

  /// The decoder that is reported; nil when no root took the log.
  var decoder: CompiledDecoder? {
    get { reportedDecoder?.takeUnretainedValue() }
    set {
      reportedDecoder = newValue.map { .passUnretained($0) }
      decoderNameID = newValue?.nameID ?? 0
    }
  }
  /// Whether the reported decoder carries values between logs of one id.
  var decoderAccumulates: Bool {
    ask { $0.definition.accumulates } ?? false
  }
  /// Asks the decoder that is reported, without counting a reference.
  @inline(__always)
  func ask<Answer>(_ question: (CompiledDecoder) -> Answer) -> Answer? {
    reportedDecoder?._withUnsafeGuaranteedRef(question)
  }
  // PERF: not counted; the ruleset keeps all decoders.
  @exclusivity(unchecked) private var reportedDecoder: Unmanaged<CompiledDecoder>?
  /// The number of the reported decoder's name; 0 without a decoder.
  @exclusivity(unchecked) private(set) var decoderNameID = 0
  /// What kind of log it is.
  @exclusivity(unchecked) var category = EventCategory.syslog
  /// Where `after_parent` and `after_prematch` of a plugin start to read.
  @exclusivity(unchecked) var afterParent: ByteRange?
  @exclusivity(unchecked) var afterPrematch: ByteRange?
  @exclusivity(unchecked) private var known = PlainBuffer(
    repeating: EventState.unset, count: StaticField.allCases.count)
  @exclusivity(unchecked) private(set) var dynamic: PlainBuffer<DynamicField>

  // MARK: Rules

  /// Logs collected by a history search, by slot (docs/reference/rules.md §10.2).
  @exclusivity(unchecked) var previous = PlainBuffer<PreviousLog>(capacity: 16)
  /// The old log that `check_diff` compared with.
  @exclusivity(unchecked) var previousLog: ByteString?
  /// What decoders in code leave on the event; nil for most.
  @exclusivity(unchecked) private(set) var codeExtras: EventExtras?
  /// The same, to be set.
  var extras: EventExtras {
    if let codeExtras { return codeExtras }
    let made = EventExtras()
    codeExtras = made
    return made
  }
  /// What a frequency rule leaves on the event.
  @exclusivity(unchecked) var mark = 0
  /// The number of the event in its session, for results that are kept per event.
  @exclusivity(unchecked) private(set) var generation = 0

  // MARK: Names

  private let names: FieldNames
  /// Per interned name: the event in which it was set, and the first field that did.
  @exclusivity(unchecked) private var firstByName: PlainBuffer<FirstField>

  private struct FirstField: BitwiseCopyable {
    var generation: Int
    var field: Int32
    /// The number of its value among those that conditions ask for: ``none`` for another value, ``unknown`` where
    /// nobody has asked.
    var value: Int32

    static let unknown: Int32 = -2
    static let none: Int32 = -1
  }

  /// What stands for a field that is not set.
  private static let unset = ByteRange(offset: 0, count: -1)

  init(names: FieldNames) {
    self.names = names
    firstByName = PlainBuffer(
      repeating: FirstField(generation: -1, field: 0, value: FirstField.unknown), count: names.table.count)
    dynamic = PlainBuffer(capacity: 64)
  }

  /// Forgets the last event and takes over the next one's log and place of origin.
  func reset(time: EventTime) {
    arena.removeAll()
    generation += 1
    let nothing = ByteRange(offset: 0, count: 0)
    (fullLog, log, hostname, location, agentID) = (nothing, nothing, nothing, nothing, nothing)
    isNULBeforeLog = true
    isFromAgent = false
    timestamp = nil
    programName = nil
    self.time = time
    reportedDecoder = nil
    decoderNameID = 0
    category = .syslog
    afterParent = nil
    afterPrematch = nil
    known.fill(Self.unset)
    dynamic.removeAll()
    previous.removeAll()
    if previousLog != nil { previousLog = nil }
    if codeExtras != nil { codeExtras = nil }
    mark = 0
  }

  /// Sets the decoder that is reported, and what the log is.
  @inline(__always)
  func report(_ decoder: Unmanaged<CompiledDecoder>, nameID: Int32, category: EventCategory) {
    reportedDecoder = decoder
    decoderNameID = Int(nameID)
    self.category = category
  }

  // MARK: Fields

  /// The value of a field the engine knows; nil when it is not set.
  subscript(field: StaticField) -> ByteRange? {
    get {
      let range = known[Int(field.rawValue)]
      return range.count < 0 ? nil : range
    }
    set { known[Int(field.rawValue)] = newValue ?? Self.unset }
  }

  /// The values of all fields the engine knows, by raw value; a negative count stands for one that is not set.
  var knownValues: PlainView<ByteRange> { known.view }

  /// What stands before the names of an object's members: its own name, which has two parts, and a dot.
  @inline(never)
  func path(to key: ByteRange, in path: ByteRange) -> ByteRange {
    let name = arena.append(path, key)
    arena.reserve(1)
    arena.append(reserved: UInt8(ascii: "."))
    return ByteRange(offset: Int(name.offset), count: Int(name.count) &+ 1)
  }

  /// Appends a dynamic field whose name has two parts, and says what its name is.
  ///
  /// PERF: one call for each field of a JSON log, with all that it needs inlined.
  @inline(never)
  @discardableResult
  func addDynamic(path: ByteRange, key: ByteRange, value: ByteRange) -> ByteRange {
    let name = path.isEmpty ? key : arena.append(path, key)
    addDynamic(name: name, number: names.table.numberInPlace(of: arena.view(name)) ?? -1, value: value)
    return name
  }

  /// Appends a dynamic field; the first of a name is the one that rules see.
  func addDynamic(name: ByteRange, value: ByteRange) {
    addDynamic(name: name, number: names.table.number(of: arena.view(name)) ?? -1, value: value)
  }

  /// Appends a dynamic field whose name has a number, or −1.
  @inline(__always)
  func addDynamic(name: ByteRange, number: Int, value: ByteRange) {
    if number >= 0, firstByName[number].generation != generation {
      firstByName[number] = FirstField(
        generation: generation, field: Int32(dynamic.count), value: FirstField.unknown)
    }
    dynamic.append(DynamicField(name: name, value: value))
  }

  /// The number of a field's value among those that conditions ask for; −1 for any other value, nil without the field.
  @inline(__always)
  func valueNumber(named id: Int, among values: borrowing FoldedTextTable) -> Int32? {
    let first = firstByName[id]
    guard first.generation == generation else { return nil }
    if first.value != FirstField.unknown { return first.value }
    return lookUpValue(named: id, among: values)
  }

  private func lookUpValue(named id: Int, among values: borrowing FoldedTextTable) -> Int32 {
    var first = firstByName[id]
    let number = values.number(of: arena.view(dynamic[Int(first.field)].value), tag: id)
    first.value = number.map { Int32($0) } ?? FirstField.none
    firstByName[id] = first
    return first.value
  }

  /// Whether a field of an interned name is set.
  @inline(__always)
  func hasDynamic(named id: Int) -> Bool { firstByName[id].generation == generation }

  /// The value of an interned field name.
  func dynamicValue(named id: Int) -> ByteRange? {
    let first = firstByName[id]
    return first.generation == generation ? dynamic[Int(first.field)].value : nil
  }

  /// The value of the first dynamic field with this name, compared without case.
  func dynamicValue(named name: ByteView) -> ByteRange? {
    dynamic.view.first { arena.view($0.name).equalsFoldingCase(name) }?.value
  }

  /// What `user` means in rules: dstuser, else srcuser.
  var user: ByteRange? { self[.dstuser] ?? self[.srcuser] }
}
