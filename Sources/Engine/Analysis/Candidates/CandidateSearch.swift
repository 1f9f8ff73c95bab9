import Bytes

extension Session {
  /// Adds the siblings of a group that the event under way makes worth trying, ascending, to ``candidateLists``.
  /// - Parameters:
  ///   - number: the group in ``FastProgram/candidates``.
  ///   - start: where the list begins.
  ///   - fast: where the index is.
  /// - Returns: whether those that are filed under literals are missing, because it is not known yet which literals the log
  ///   has: ``collectLiteralCandidates(_:from:_:)`` adds them.
  func collectCandidates(_ number: Int32, from start: Int, _ fast: FastProgram) -> Bool {
    let group = fast.candidates.groups[Int(number)]
    let members = fast.candidates.members
    candidateLists.merge(group.always, of: members, from: start)
    if group.usesDecoder { collect(Atom(.decoder, event.decoderNameID).raw, of: number, from: start, fast) }
    var place = Int(group.presentFields.start)
    while place < Int(group.presentFields.end) {
      let field = Int(members[place])
      if event.hasDynamic(named: field) { collect(Atom(.field, field).raw, of: number, from: start, fast) }
      place += 1
    }
    place = Int(group.valuedFields.start)
    while place < Int(group.valuedFields.end) {
      if let value = event.valueNumber(named: Int(members[place]), among: fast.rules.fieldValues), value >= 0 {
        collect(Atom(.fieldValue, Int(value)).raw, of: number, from: start, fast)
      }
      place += 1
    }
    if group.usesProgramName {
      var atom = Int(programEntry.atoms.start)
      while atom < Int(programEntry.atoms.end) {
        collect(programNames.atoms[atom], of: number, from: start, fast)
        atom += 1
      }
    }
    let log = event.arena.view(event.log)
    if group.usesFirstByte { collect(Atom(.firstByte, Int(log[0])).raw, of: number, from: start, fast) }
    guard group.usesLiterals else { return false }
    if !logLiterals.isKnown { return true }
    collectLiteralCandidates(number, from: start, fast)
    return false
  }

  /// The same with those that are filed under literals, which are looked for if they have not been yet.
  func collectAllCandidates(_ number: Int32, from start: Int, _ fast: FastProgram) {
    if collectCandidates(number, from: start, fast) { collectLiteralCandidates(number, from: start, fast) }
  }

  /// Adds the siblings of a group that are filed under literals of the log.
  func collectLiteralCandidates(_ number: Int32, from start: Int, _ fast: FastProgram) {
    logLiterals.find(in: event.arena.view(event.log))
    let found = logLiterals.hits.found
    // A literal's number is its atom.
    for hit in 0..<found.count { collect(found[hit], of: number, from: start, fast) }
  }

  @inline(__always)
  private func collect(_ atom: Int32, of number: Int32, from start: Int, _ fast: FastProgram) {
    candidateLists.merge(
      fast.candidates.members(of: number, under: atom), of: fast.candidates.members, from: start)
  }
}
