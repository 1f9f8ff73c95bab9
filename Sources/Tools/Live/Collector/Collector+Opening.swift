import Bytes
import System

extension Collector {
  /// Makes what the blocks name; false when the collector cannot start with it.
  func makeSources(_ time: Double) -> Bool {
    for (index, block) in blocks.enumerated() {
      switch block.format {
      case .command, .fullCommand: commands.append(CommandRun(block: index, name: block.commandName))
      case .journald, .foreign: break
      default:
        if PathPattern.isPattern(block.location) {
          makePattern(block, index, time)
        } else if block.location.bytes.contains(UInt8(ascii: "%")) {
          guard let path = dated(block.location, time) else {
            outlet.log.add(.critical, "(1906): Error parsing file: '" + block.location + "'.")
            return false
          }
          outlet.log.add(.info, "(1952): Monitoring variable log file: '" + path + "'.")
          add(path, index, datePattern: block.location)
        } else {
          add(block.location, index)
        }
      }
    }
    return true
  }

  /// A location with its date; nil when the date changes nothing.
  func dated(_ location: ByteString, _ time: Double) -> ByteString? {
    LocalTime(time).text(location, limit: 256).flatMap { $0 == location ? nil : $0 }
  }

  private func add(_ path: ByteString, _ block: Int, datePattern: ByteString? = nil) {
    dropEarlier(path)
    plain.append(
      FollowedFile(
        path: path, block: block, isFromPattern: false, datePattern: datePattern, isSumming: isSumming))
  }

  private func makePattern(_ block: LocalFile, _ index: Int, _ time: Double) {
    var exclude = block.exclude
    if let written = exclude, written.bytes.contains(UInt8(ascii: "%")) {
      exclude = LocalTime(time).text(written, limit: 256) ?? written
    }
    var location = PatternLocation(block: index, pattern: block.location, exclude: exclude)
    for path in PathPattern.paths(matching: location.pattern) where isWanted(path, by: location) {
      dropEarlier(path)
      guard hasRoom(besides: location.files.count) else { break }
      location.files.append(
        FollowedFile(path: path, block: index, isFromPattern: true, isSumming: isSumming))
    }
    patterns.append(location)
  }

  /// Of two blocks with one path the later one counts.
  private func dropEarlier(_ path: ByteString) {
    var isThere = plain.contains { $0.path == path }
    plain.removeAll { $0.path == path }
    for index in patterns.indices {
      isThere = isThere || patterns[index].files.contains { $0.path == path }
      patterns[index].files.removeAll { $0.path == path }
    }
    if isThere { outlet.log.add(.warning, "(1958): Log file '" + path + "' is duplicated.") }
  }

  /// Whether what a pattern found is a file to follow.
  func isWanted(_ path: ByteString, by location: PatternLocation) -> Bool {
    if let exclude = location.exclude, PathPattern.matches(exclude, path) {
      tellOnce(.info, "(1965): File excluded: '" + path + "'.")
      return false
    }
    guard let facts = FileFacts(of: path) else { return false }
    if facts.kind != .file { tellOnce(.debug, "File " + path + " is not a regular file. Skipping it.") }
    return facts.kind == .file
  }

  /// Whether another file may be followed.
  func hasRoom(besides count: Int) -> Bool {
    let known = plain.count + patterns.reduce(0) { $0 + $1.files.count } + count
    guard known >= settings.maximumFiles else { return true }
    tellOnce(
      .warning,
      ByteString(
        "(1960): File limit has been reached (\(settings.maximumFiles)). Please reduce the number of files or "
          + "increase \"logcollector.max_files\"."))
    return false
  }

  /// Where reading begins in a file that is opened.
  enum Beginning {
    case start, end
    case saved(SavedPositions.File)
  }

  func openAtStart(_ file: inout FollowedFile, _ positions: SavedPositions) {
    let block = blocks[file.block]
    if !block.onlyFutureEvents, let saved = positions.file(file.path) {
      open(&file, .saved(saved))
    } else {
      open(&file, settings.readsFromStart ? .start : .end)
    }
    if file.opened != nil { outlet.log.add(.info, "(1950): Analyzing file: '" + file.path + "'.") }
  }

  /// Opens a file, if it is there, is one, and is not read under another name already.
  func open(_ file: inout FollowedFile, _ beginning: Beginning) {
    guard !file.isGivenUp, !file.isForeign, file.opened == nil else { return }
    let opened: OpenedFile
    do throws(SystemError) {
      guard let regular = try OpenedFile.open(file.path) else {
        if !file.isTold { outlet.log.add(.error, "'" + file.path + "' is not a regular file. It is not read.") }
        file.isTold = true
        return
      }
      opened = regular
    } catch {
      if !file.isTold {
        outlet.log.add(
          .error,
          "(1103): Could not open file '" + file.path
            + ByteString("' due to [(\(error.number))-(\(error.reason))]."))
      }
      file.isTold = true
      return
    }
    guard openIdentities.insert(opened.identity).inserted else {
      opened.close()
      return tellOnce(.debug, "(1966): Inode for file '" + file.path + "' already found. Skipping it.")
    }
    file.opened = opened
    guard !refuseForeign(&file), !refuseBinary(&file) else { return }
    hasOpened = true
    begin(&file, opened, beginning)
    (file.isTold, file.wasOpened, file.missingChecks) = (false, true, 0)
  }

  private func begin(_ file: inout FollowedFile, _ opened: OpenedFile, _ beginning: Beginning) {
    let size = opened.facts?.size ?? 0
    file.knownSize = size
    let start: Int64
    switch beginning {
    case .start: start = 0
    case .end: start = size
    case .saved(let saved):
      if saved.offset <= size, sum(opened, upTo: saved.offset).hexadecimal == saved.hash {
        start = size - saved.offset > blocks[file.block].maximumBacklog ? size : saved.offset
      } else {
        start = size > blocks[file.block].maximumBacklog ? size : 0
      }
    }
    file.offset = start
    let before = keepsPositions ? sum(opened, upTo: start) : SHA1()
    file.state.tracker = PositionTracker(isSumming: isSumming, behind: before, offset: start)
    file.settled = keepsPositions && !settings.isExact ? (start, before) : nil
  }

  /// Whether the readers make the sums that the reference's readers make, which are not always those of the file.
  var isSumming: Bool { keepsPositions && settings.isExact }

  /// Takes in what was read of a file: an event that is not finished is read again by the next start.
  func settle(_ file: inout FollowedFile, _ opened: OpenedFile) {
    guard var (offset, sum) = file.settled else { return }
    let end = file.state.pending.text.isEmpty ? file.offset : min(file.offset, file.state.tracker.offset)
    while offset < end {
      let count = opened.read(at: offset, into: room, atMost: Int(min(end - offset, Int64(room.count))))
      guard count > 0 else { break }
      sum.update(room.view(0..<count))
      offset += Int64(count)
    }
    file.settled = (offset, sum)
  }

  private func sum(_ file: OpenedFile, upTo end: Int64) -> SHA1 {
    var sum = SHA1()
    var offset: Int64 = 0
    while offset < end {
      let count = file.read(at: offset, into: room, atMost: Int(min(end - offset, Int64(room.count))))
      guard count > 0 else { break }
      sum.update(room.view(0..<count))
      offset += Int64(count)
    }
    return sum
  }

  /// Closes a file that `<ignore_binaries>` keeps out. Says whether it did.
  func refuseBinary(_ file: inout FollowedFile) -> Bool {
    guard blocks[file.block].ignoresBinaries, let opened = file.opened else { return false }
    let count = opened.read(at: 0, into: room, atMost: 1 << 16)
    guard !TextCheck.isText(room.view(0..<count)) else { return false }
    tellOnce(.debug, "(1964): File '" + file.path + "' is not ASCII or UTF-8 encoded.")
    close(&file)
    // What a pattern found is looked at again.
    file.isGivenUp = !file.isFromPattern
    return true
  }

  /// Closes a file that is no text, with a word about it, before it is read line by line for nothing. Says whether it did.
  /// The reference reads it, and drops what it reads.
  private func refuseForeign(_ file: inout FollowedFile) -> Bool {
    guard let opened = file.opened else { return false }
    let count = opened.read(at: 0, into: room, atMost: 8)
    guard let foreign = ForeignFile(room.view(0..<count)) else { return false }
    tellOnce(settings.isExact ? .warning : .error, "'" + file.path + "' " + foreign.words)
    guard !settings.isExact else { return false }
    close(&file)
    file.isForeign = true
    return true
  }

  func close(_ file: inout FollowedFile) {
    guard let opened = file.opened else { return }
    openIdentities.remove(opened.identity)
    opened.close()
    file.opened = nil
  }
}
