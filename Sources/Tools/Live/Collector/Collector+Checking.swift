import Bytes
import System

extension Collector {
  /// Looks whether files were rotated, truncated, removed, or have come.
  func checkFiles() {
    for index in plain.indices { check(&plain[index]) }
    for location in patterns.indices {
      for file in patterns[location].files.indices { check(&patterns[location].files[file]) }
      patterns[location].files.removeAll { $0.isGivenUp }
    }
  }

  private func check(_ file: inout FollowedFile) {
    guard !file.isGivenUp, !file.isContested else { return }
    guard let status = FileFacts(of: file.path) else { return checkMissing(&file) }
    file.missingChecks = 0
    guard let opened = file.opened else {
      // A file that was closed for its age goes on at its end; so do new ones, unless somebody wants all of them.
      return open(&file, settings.isExact || file.wasOpened ? .end : .start)
    }
    if status.identity != opened.identity {
      drain(&file)
      reopen(&file, "ossec: File rotated (inode changed): '")
    } else if status.size < max(file.offset, file.knownSize) {
      reopen(&file, "ossec: File size reduced (inode remained): '")
    } else {
      file.knownSize = status.size
      _ = refuseBinary(&file)
    }
  }

  private func reopen(_ file: inout FollowedFile, _ words: ByteString) {
    outlet.report(words + file.path + "'.")
    close(&file)
    open(&file, .start)
  }

  private func checkMissing(_ file: inout FollowedFile) {
    if file.isFromPattern {
      drain(&file)
      close(&file)
      file.isGivenUp = true
      return outlet.log.add(.info, "(1959): File '" + file.path + "' no longer exists.")
    }
    // One that is open is read on, and treated as rotated once it is there again.
    guard file.opened == nil else { return }
    open(&file, .end)
    file.missingChecks += 1
    guard settings.openAttempts > 0, file.missingChecks >= settings.openAttempts else { return }
    file.isGivenUp = true
    outlet.log.add(.error, "(1904): File not available, ignoring it: '" + file.path + "'.")
  }

  /// Looks for new files of locations with wildcards.
  func checkPatterns() {
    for index in patterns.indices {
      let location = patterns[index]
      let known = Set(location.files.map(\.path))
      for path in PathPattern.paths(matching: location.pattern) where !known.contains(path) {
        guard isWanted(path, by: location) else { continue }
        guard !isTaken(path, from: index) else { continue }
        guard hasRoom(besides: 0) else { break }
        add(path, to: index)
      }
    }
    checkContested()
  }

  private func add(_ path: ByteString, to index: Int) {
    var file = FollowedFile(
      path: path, block: patterns[index].block, isFromPattern: true, isSumming: isSumming)
    outlet.log.add(
      .info, "(1957): New file that matches the '" + patterns[index].pattern + "' pattern: '" + path + "'.")
    open(&file, settings.isExact ? .end : .start)
    let place = patterns[index].files.firstIndex { path < $0.path } ?? patterns[index].files.count
    patterns[index].files.insert(file, at: place)
  }

  /// Whether a path is read for another block.
  private func isTaken(_ path: ByteString, from index: Int) -> Bool {
    plain.contains { $0.path == path }
      || patterns.indices.contains { other in
        other != index && patterns[other].files.contains { $0.path == path }
      }
  }

  /// Where two patterns meet in one file, the reference drops it from one of them at a check and takes it up again, at
  /// its end, at the next. What comes between is lost for ever.
  private func checkContested() {
    guard settings.isExact, patterns.count > 1 else { return }
    for index in patterns.indices {
      for place in patterns[index].files.indices {
        let path = patterns[index].files[place].path
        let isContested = patterns.indices.contains { other in
          other != index && PathPattern.matches(patterns[other].pattern, path)
            && !(patterns[other].exclude.map { PathPattern.matches($0, path) } ?? false)
        }
        guard isContested else { continue }
        tellOnce(.warning, "(1958): Log file '" + path + "' is duplicated.")
        patterns[index].files[place].isContested.toggle()
        if patterns[index].files[place].isContested {
          close(&patterns[index].files[place])
        } else {
          open(&patterns[index].files[place], .end)
        }
      }
    }
  }

  /// Takes up the file of a new day, from its start.
  func changeDate(_ file: inout FollowedFile, _ time: Double) {
    guard let pattern = file.datePattern, let path = dated(pattern, time), path != file.path else { return }
    drain(&file)
    close(&file)
    outlet.log.add(.info, "(1952): Monitoring variable log file: '" + path + "'.")
    file = FollowedFile(
      path: path, block: file.block, isFromPattern: false, datePattern: pattern, isSumming: isSumming)
    open(&file, .start)
  }
}
