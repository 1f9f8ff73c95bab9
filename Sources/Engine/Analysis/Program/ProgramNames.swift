import Bytes
import Memory
import Patterns

/// What a program name leads to, remembered per name: a host writes the same few names again and again.
struct ProgramNames: ~Copyable {
  /// What is known about one name.
  struct Entry: BitwiseCopyable {
    /// The roots that take it, in ``roots``, and those whose pattern has to be asked each time because it touches the
    /// captures.
    var roots = Span.none
    /// The facts about it (``Atom/Kind/programName``), in ``atoms``.
    var atoms = Span.none
  }

  /// Names that are remembered before all are forgotten.
  private static let limit = 4096

  private var names = FoldedTexts()
  private var entries = PlainBuffer<Entry>(capacity: 64)
  private(set) var roots = PlainBuffer<Int32>(capacity: 256)
  private(set) var atoms = PlainBuffer<Int32>(capacity: 64)

  /// What is known about a name.
  ///
  /// Case does not count for lists of literals, so names that differ in case alone share an entry.
  mutating func entry(for name: ByteView, in program: FlatProgram, _ workspace: MatchWorkspace) -> Entry {
    if let known = names.number(of: name) { return entries[known] }
    if entries.count >= Self.limit {
      names = FoldedTexts()
      entries.removeAll()
      roots.removeAll()
      atoms.removeAll()
    }
    return add(name, program, workspace)
  }

  private mutating func add(_ name: ByteView, _ program: FlatProgram, _ workspace: MatchWorkspace) -> Entry {
    let (firstRoot, firstAtom) = (Int32(self.roots.count), Int32(atoms.count))
    let roots = program.decoders.programRoots
    for number in roots.start..<roots.end {
      guard let pattern = program.decoders.decoders[Int(number)].programName else { continue }
      if pattern.dialect != .osmatch || pattern.match(name, workspace) != nil { self.roots.append(number) }
    }
    let lists = program.rules.programLists.view
    for number in 0..<lists.count where lists[number].match(name, workspace) != nil {
      atoms.append(Atom(.programName, number).raw)
    }
    _ = names.intern(ByteString(name))
    let entry = Entry(
      roots: Span(start: firstRoot, end: Int32(self.roots.count)),
      atoms: Span(start: firstAtom, end: Int32(atoms.count)))
    entries.append(entry)
    return entry
  }
}
