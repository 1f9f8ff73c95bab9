import Bytes
import JSONText
import System

/// The agent's log collector as a state machine: each ``poll(at:_:)`` is one turn of its loop.
///
/// It never sleeps and looks at no clock; whoever polls says what time it is. Events are handed over one by one, so that
/// nothing is held but a buffer, however much there is to read.
///
/// ```swift
/// let collector = Collector(configuration, settings: settings, hostname: Machine.name)
/// collector.start(at: now)
/// collector.poll(at: now + 2) { event in … }
/// ```
package final class Collector {
  let blocks: [LocalFile]
  let settings: CollectorSettings
  let outlet: Outlet
  /// Files with a path of their own, and commands, in the order of their blocks.
  var plain: [FollowedFile] = []
  var commands: [CommandRun] = []
  var patterns: [PatternLocation] = []
  var journal: JournalFollower?
  /// All that is open, so that no file is read under two names.
  var openIdentities: Set<FileFacts.Identity> = []
  /// Said once each.
  var toldOnce: Set<ByteString> = []
  /// For the whole collector: between turns nothing of a file is kept but its offset.
  let room = ReadRoom(count: 1 << 18)
  private let isFaulty: Bool
  private let statePath: ByteString?
  /// Whether positions are kept, and with them sums of what was read.
  var keepsPositions: Bool { statePath != nil }
  /// Where the files stand that events are written to; nil when they could not be written, so that positions have to
  /// stay where they are.
  package var outputMarks: () -> [OutputMark]? = { [] }
  private var savedText: [UInt8] = []
  /// What was kept of the journal before, for as long as no block asks for it.
  private var savedJournal: UInt64?
  private var turn = 0
  private var day = 0

  /// Whether it was started and can run.
  package private(set) var isRunning = false
  /// Whether a file was ever open, or a command or the journal is there to be read.
  package var hadSources: Bool { hasOpened || !commands.isEmpty || journal != nil }
  var hasOpened = false
  /// How many bytes the open files hold that were not read yet.
  package var unreadBytes: Int64 {
    let files = plain + patterns.flatMap(\.files)
    return files.reduce(0) { sum, file in sum + max(0, (file.opened?.facts?.size ?? 0) - file.offset) }
  }
  /// How many files are open.
  package var openCount: Int { openIdentities.count }

  /// - Parameters:
  ///   - configuration: the blocks.
  ///   - settings: the `logcollector.*` settings.
  ///   - hostname: the machine's name.
  ///   - statePath: the file of saved positions; nil to keep none.
  ///   - journal: where journald's entries come from; nil where there is no journal.
  package init(
    _ configuration: CollectorConfiguration, settings: CollectorSettings, hostname: ByteString,
    statePath: ByteString? = nil, journal: (any JournalSource)? = nil
  ) {
    blocks = configuration.localFiles
    self.settings = settings
    self.statePath = statePath
    isFaulty = configuration.isFaulty
    outlet = Outlet(hostname: hostname, settings: settings, sockets: configuration.sockets)
    for message in configuration.messages { outlet.log.add(message.level, message.text) }
    self.journal = journal.flatMap { JournalFollower($0, blocks: blocks, log: &outlet.log) }
  }

  deinit { closeAll() }

  /// What was left out so far although no filter said so.
  package var losses: TextLosses { outlet.losses }

  /// What was said since the last time.
  package func takeLog() -> [CollectorMessage] { outlet.log.take() }

  /// Opens what is there, where it was left or at its end.
  package func start(at time: Double) {
    guard !isFaulty, !isRunning else { return }
    outlet.begin(at: time) { _ in }
    defer { outlet.end() }
    let positions = statePath.map { SavedPositions(reading: $0, isExact: settings.isExact) } ?? SavedPositions()
    savedJournal = positions.journal
    day = LocalTime(time).day
    guard makeSources(time) else { return closeAll() }
    isRunning = true
    for index in plain.indices { openAtStart(&plain[index], positions) }
    for index in patterns.indices {
      for file in patterns[index].files.indices { openAtStart(&patterns[index].files[file], positions) }
    }
    journal?.start(after: positions.journal, at: time, log: &outlet.log)
    savePositions()
  }

  /// One turn: everything new is read, and now and then new files are looked for.
  /// - Parameters:
  ///   - time: seconds since 1970.
  ///   - isLast: whether unfinished last lines are taken as they are, because nobody will ask again.
  ///   - receive: takes each event; what it gets is valid only while it runs.
  package func poll(at time: Double, isLast: Bool = false, _ receive: @escaping (CollectedEvent) -> Void) {
    guard isRunning else { return }
    outlet.begin(at: time, isLast: isLast, receive)
    defer { outlet.end() }
    readPlain()
    for index in patterns.indices {
      for file in patterns[index].files.indices { read(&patterns[index].files[file]) }
    }
    journal?.read(blocks, outlet)
    // The reference looks in a thread of its own; here that comes behind the reading, once in so many turns.
    if turn % settings.turnsPerCheck == 0 {
      checkDates(time)
      checkFiles()
      checkPatterns()
      savePositions()
    } else {
      keepPositions()
    }
    turn += 1
  }

  /// Keeps the positions and closes everything.
  package func stop() {
    guard isRunning else { return }
    savePositions(isLast: true)
    closeAll()
    isRunning = false
  }

  // MARK: Reading

  private func readPlain() {
    // Blocks are read in their order; commands are blocks like others.
    var command = 0
    for index in plain.indices {
      while command < commands.count, commands[command].block < plain[index].block {
        commands[command].run(blocks[commands[command].block], outlet)
        command += 1
      }
      read(&plain[index])
    }
    for index in commands.indices.dropFirst(command) { commands[index].run(blocks[commands[index].block], outlet) }
  }

  /// Reads a file as far as a turn goes.
  func read(_ file: inout FollowedFile) {
    guard let opened = file.opened else { return }
    let block = blocks[file.block]
    if let age = block.age, let facts = opened.facts, facts.modified.seconds < outlet.seconds - age {
      outlet.log.add(.debug, "Ignoring file '" + file.path + "' due to modification time")
      return close(&file)
    }
    var source = PieceReader(opened, at: file.offset, room, endsLine: outlet.isLast)
    block.read(&source, &file.state, outlet)
    file.offset = source.offset
    settle(&file, opened)
  }

  /// Reads a file to its end, however many turns that would take.
  func drain(_ file: inout FollowedFile) {
    guard !settings.isExact else { return }
    var before: Int64 = -1
    while file.opened != nil, file.offset != before {
      before = file.offset
      read(&file)
    }
  }

  // MARK: Positions

  /// Keeps the positions where files are written to that have to agree with them.
  package func keepPositions() {
    if isRunning, outputMarks()?.isEmpty == false { savePositions() }
  }

  private func savePositions(isLast: Bool = false) {
    guard let statePath, let marks = outputMarks() else { return }
    var positions = SavedPositions()
    positions.outputs = isLast ? [] : marks
    positions.files = plain.compactMap(\.saved) + patterns.flatMap { $0.files.compactMap(\.saved) }
    positions.journal = journal?.timestamp ?? savedJournal
    let text = positions.text
    guard text != savedText else { return }
    do throws(FileReplacement.Failure) {
      // The last positions may be lost with the machine: to wait for the disk each time would cost more.
      try FileReplacement(permissions: FileReplacement.allowed(0o640), isDurable: false).put(text, at: statePath)
      savedText = text
    } catch {
      tellOnce(.error, "Could not write '" + statePath + "': " + ByteString(error.reason) + ".")
    }
  }

  /// Says something that would otherwise be said at every turn.
  func tellOnce(_ level: CollectorMessage.Level, _ text: ByteString) {
    guard toldOnce.count < 10_000, toldOnce.insert(text).inserted else { return }
    outlet.log.add(level, text)
  }

  private func closeAll() {
    for index in plain.indices { close(&plain[index]) }
    for index in patterns.indices {
      for file in patterns[index].files.indices { close(&patterns[index].files[file]) }
    }
  }

  private func checkDates(_ time: Double) {
    let today = LocalTime(time).day
    guard today != day else { return }
    day = today
    for index in plain.indices { changeDate(&plain[index], time) }
  }
}
