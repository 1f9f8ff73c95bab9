import Bytes
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

  /// All bytes of this event.
  let arena = ByteArena()

  // MARK: Pre-decoding

  /// The log as received, up to its first NUL.
  @exclusivity(unchecked) var fullLog = ByteRange(offset: 0, count: 0)
  /// What the header left.
  @exclusivity(unchecked) var log = ByteRange(offset: 0, count: 0)
  /// Whether the reference's memory holds a NUL just before the log (spec/regex.md §1.5).
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
  @exclusivity(unchecked) var decoder: CompiledDecoder? {
    didSet { decoderNameID = decoder?.nameID ?? 0 }
  }
  /// The number of the reported decoder's name; 0 without a decoder.
  @exclusivity(unchecked) private(set) var decoderNameID = 0
  /// What kind of log it is.
  @exclusivity(unchecked) var category = EventCategory.syslog
  /// Where `after_parent` and `after_prematch` of a plugin start to read.
  @exclusivity(unchecked) var afterParent: ByteRange?
  @exclusivity(unchecked) var afterPrematch: ByteRange?
  private let known = PlainBuffer(repeating: EventState.unset, count: StaticField.allCases.count)
  @exclusivity(unchecked) private(set) var dynamic: PlainBuffer<DynamicField>

  // MARK: Rules

  /// Logs collected by a history search, by slot (spec/rules.md §10.2).
  @exclusivity(unchecked) var previous: [ByteString?] = []
  /// The old log that `check_diff` compared with.
  @exclusivity(unchecked) var previousLog: ByteString?
  /// What a frequency rule leaves on the event.
  @exclusivity(unchecked) var mark = 0
  /// The number of the event in its session, for results that are kept per event.
  @exclusivity(unchecked) private(set) var generation = 0

  // MARK: Names

  private let names: FieldNames
  /// Per interned name: the event in which it was set, and the first field that did.
  private let firstByName: PlainBuffer<FirstField>

  private struct FirstField: BitwiseCopyable {
    var generation: Int
    var field: Int
  }

  /// What stands for a field that is not set.
  private static let unset = ByteRange(offset: 0, count: -1)

  init(names: FieldNames) {
    self.names = names
    firstByName = PlainBuffer(repeating: FirstField(generation: -1, field: 0), count: names.count)
    dynamic = PlainBuffer(capacity: 64)
  }

  deinit {
    known.deallocate()
    dynamic.deallocate()
    firstByName.deallocate()
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
    decoder = nil
    category = .syslog
    afterParent = nil
    afterPrematch = nil
    known.fill(Self.unset)
    dynamic.removeAll()
    previous.removeAll(keepingCapacity: true)
    previousLog = nil
    mark = 0
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

  /// Appends a dynamic field; the first of a name is the one that rules see.
  func addDynamic(name: ByteRange, value: ByteRange) {
    if let id = names.id(of: arena.view(name)), firstByName[id].generation != generation {
      firstByName[id] = FirstField(generation: generation, field: dynamic.count)
    }
    dynamic.append(DynamicField(name: name, value: value))
  }

  /// The value of an interned field name.
  func dynamicValue(named id: Int) -> ByteRange? {
    let first = firstByName[id]
    return first.generation == generation ? dynamic[first.field].value : nil
  }

  /// The value of the first dynamic field with this name, compared without case.
  func dynamicValue(named name: ByteView) -> ByteRange? {
    dynamic.buffer.first { arena.view($0.name).equalsFoldingCase(name) }?.value
  }

  /// What `user` means in rules: dstuser, else srcuser.
  var user: ByteRange? { self[.dstuser] ?? self[.srcuser] }
}
