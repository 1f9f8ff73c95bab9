import Bytes
import Rulesets

/// One event on its way through the engine: its texts in an arena, everything else as places in it.
///
/// A session has one and resets it for each event without freeing anything.
final class EventState {
  /// A field that rules look up by name.
  struct DynamicField {
    var name: ByteRange
    var value: ByteRange
  }

  /// All bytes of this event.
  let arena = ByteArena()

  // MARK: Pre-decoding

  /// The log as received, up to its first NUL.
  var fullLog = ByteRange(offset: 0, count: 0)
  /// What the header left.
  var log = ByteRange(offset: 0, count: 0)
  /// Whether the reference's memory holds a NUL just before the log (spec/regex.md §1.5).
  var isNULBeforeLog = true
  var timestamp: ByteRange?
  var programName: ByteRange?
  var hostname = ByteRange(offset: 0, count: 0)
  /// The location that rules see.
  var location = ByteRange(offset: 0, count: 0)
  var agentID = ByteRange(offset: 0, count: 0)
  /// Whether the location named an agent, even `[000]`.
  var isFromAgent = false
  var time = EventTime.standard

  // MARK: Decoding

  /// The decoder that is reported; nil when no root took the log.
  var decoder: CompiledDecoder?
  /// What kind of log it is.
  var category = EventCategory.syslog
  /// Where `after_parent` and `after_prematch` of a plugin start to read.
  var afterParent: ByteRange?
  var afterPrematch: ByteRange?
  private(set) var known = [ByteRange?](repeating: nil, count: StaticField.allCases.count)
  private(set) var dynamic: [DynamicField] = []

  // MARK: Rules

  /// Logs collected by a history search, by slot (spec/rules.md §10.2).
  var previous: [ByteString?] = []
  /// The old log that `check_diff` compared with.
  var previousLog: ByteString?
  /// What a frequency rule leaves on the event.
  var mark = 0
  /// The number of the event in its session, for results that are kept per event.
  private(set) var generation = 0

  // MARK: Names

  private let names: FieldNames
  /// Per interned name: the event in which it was set, and the first field that did.
  private var firstByName: [(generation: Int, field: Int)]

  init(names: FieldNames) {
    self.names = names
    firstByName = Array(repeating: (-1, 0), count: names.count)
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
    for index in known.indices { known[index] = nil }
    dynamic.removeAll(keepingCapacity: true)
    previous.removeAll(keepingCapacity: true)
    previousLog = nil
    mark = 0
  }

  // MARK: Fields

  /// The value of a field the engine knows; nil when it is not set.
  subscript(field: StaticField) -> ByteRange? {
    get { known[Int(field.rawValue)] }
    set { known[Int(field.rawValue)] = newValue }
  }

  /// Appends a dynamic field; the first of a name is the one that rules see.
  func addDynamic(name: ByteRange, value: ByteRange) {
    if let id = names.id(of: arena.view(name)), firstByName[id].generation != generation {
      firstByName[id] = (generation, dynamic.count)
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
    for field in dynamic where arena.view(field.name).equalsFoldingCase(name) { return field.value }
    return nil
  }

  /// What `user` means in rules: dstuser, else srcuser.
  var user: ByteRange? { self[.dstuser] ?? self[.srcuser] }
}
