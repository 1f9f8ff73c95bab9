import Bytes
import Memory
import Patterns

/// What the event under way makes worth trying, of decoders and of rules: the literals in its log, what its program name
/// leads to, and the lists of candidates that are being walked.
final class CandidateSearch {
  private let event: EventState
  private let workspace: MatchWorkspace
  /// The literals of the log.
  @exclusivity(unchecked) var literals = LogLiterals(count: 0)
  /// What is known about program names.
  @exclusivity(unchecked) private(set) var programNames = ProgramNames()
  /// What is known about the event's program name.
  @exclusivity(unchecked) private(set) var programEntry = ProgramNames.Entry()
  /// The candidates on the way.
  @exclusivity(unchecked) var lists = CandidateLists()

  init(_ event: EventState, _ workspace: MatchWorkspace) {
    self.event = event
    self.workspace = workspace
  }

  /// Searches in a program from now on.
  func use(_ program: FlatProgram) {
    literals = LogLiterals(count: program.literals.count)
  }

  /// Takes up an event whose header has been read.
  func begin(_ program: FlatProgram) {
    guard program.isIndexed else { return }
    literals.reset()
    programEntry = ProgramNames.Entry()
    guard let name = event.programName else { return }
    programEntry = programNames.entry(for: event.arena.view(name), in: program, workspace)
  }

  /// Adds the siblings of a group that the event under way makes worth trying, ascending, to ``lists``.
  /// - Parameters:
  ///   - number: the group in ``FlatProgram/candidates``.
  ///   - start: where the list begins.
  ///   - program: where the index is.
  /// - Returns: whether those that are filed under literals are missing, because it is not known yet which literals the log
  ///   has: ``collectLiterals(_:from:_:)`` adds them.
  func collect(_ number: Int32, from start: Int, _ program: FlatProgram) -> Bool {
    let group = program.candidates.groups[Int(number)]
    let members = program.candidates.members.view
    lists.merge(group.always, of: members, from: start)
    if group.usesDecoder { add(Atom(.decoder, event.decoderNameID).raw, of: number, from: start, program) }
    var place = Int(group.presentFields.start)
    while place < Int(group.presentFields.end) {
      let field = Int(members[place])
      if event.hasDynamic(named: field) { add(Atom(.field, field).raw, of: number, from: start, program) }
      place += 1
    }
    place = Int(group.valuedFields.start)
    while place < Int(group.valuedFields.end) {
      if let value = event.valueNumber(named: Int(members[place]), among: program.rules.fieldValues), value >= 0 {
        add(Atom(.fieldValue, Int(value)).raw, of: number, from: start, program)
      }
      place += 1
    }
    if group.usesProgramName {
      var atom = Int(programEntry.atoms.start)
      while atom < Int(programEntry.atoms.end) {
        add(programNames.atoms[atom], of: number, from: start, program)
        atom += 1
      }
    }
    let log = event.arena.view(event.log)
    if group.usesFirstByte { add(Atom(.firstByte, Int(log[0])).raw, of: number, from: start, program) }
    guard group.usesLiterals else { return false }
    if !literals.isKnown { return true }
    collectLiterals(number, from: start, program)
    return false
  }

  /// The same with those that are filed under literals, which are looked for if they have not been yet.
  func collectAll(_ number: Int32, from start: Int, _ program: FlatProgram) {
    if collect(number, from: start, program) { collectLiterals(number, from: start, program) }
  }

  /// Adds the siblings of a group that are filed under literals of the log.
  func collectLiterals(_ number: Int32, from start: Int, _ program: FlatProgram) {
    literals.find(in: event.arena.view(event.log), program.literals)
    let found = literals.hits.found.view
    // A literal's number is its atom.
    for hit in 0..<found.count { add(found[hit], of: number, from: start, program) }
  }

  @inline(__always)
  private func add(_ atom: Int32, of number: Int32, from start: Int, _ program: FlatProgram) {
    lists.merge(
      program.candidates.members(of: number, under: atom), of: program.candidates.members.view, from: start)
  }
}
