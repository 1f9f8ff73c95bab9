import Bytes
import Memory

/// Finds, among many siblings that are tried in order, those that are worth trying: the children of rules, the children
/// of decoders, the decoders without program name.
///
/// Each sibling is filed under facts (``Atom``) of which it needs at least one, or under none and is always a candidate.
/// Candidates come out in the order of their numbers. For an empty log the index must not be asked. Leaving out a
/// sibling must have no effect that could be noticed; whoever files it sees to that.
struct CandidateIndex: ~Copyable, Sendable {
  /// One list of siblings.
  struct Group: BitwiseCopyable {
    /// The siblings that are candidates for every event, in ``members``.
    var always: Span
    /// Which kinds of facts siblings are filed under.
    var usesLiterals = false
    /// The first of the siblings that are filed under literals.
    var firstLiteral = Int32.max
    var usesFirstByte = false
    var usesProgramName = false
    var usesDecoder = false
    /// The fields under whose values siblings are filed, in ``members``.
    var valuedFields = Span.none
    /// The fields under whose presence siblings are filed, in ``members``.
    var presentFields = Span.none
  }

  struct Slot: BitwiseCopyable {
    var group: Int32 = -1
    var atom: Int32 = 0
    var members = Span.none
  }

  /// Fewer siblings are not worth an index.
  static let leastIndexed = 6
  /// More siblings than this under one fact are better told apart by their literals.
  static let mostUnderOne = 8

  let groups: PlainBuffer<Group>
  let members: PlainBuffer<Int32>
  private let slots: PlainBuffer<Slot>

  fileprivate init(_ groups: [Group], _ members: [Int32], _ filed: [(group: Int32, atom: Int32, members: Span)]) {
    self.groups = PlainBuffer(groups)
    self.members = PlainBuffer(members)
    var size = 16
    while size < filed.count * 2 { size *= 2 }
    var slots = PlainBuffer(repeating: Slot(), count: size)
    for entry in filed {
      var slot = Self.hash(entry.group, entry.atom) & (size - 1)
      while slots[slot].group >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(group: entry.group, atom: entry.atom, members: entry.members)
    }
    self.slots = slots
  }

  private static func hash(_ group: Int32, _ atom: Int32) -> Int {
    let mixed = UInt32(bitPattern: group) &* 0x85EB_CA6B ^ UInt32(bitPattern: atom) &* 0x9E37_79B1
    return Int(mixed ^ mixed >> 15)
  }

  /// The siblings of a group that are filed under an atom.
  @inline(__always)
  func members(of group: Int32, under atom: Int32) -> Span {
    var slot = Self.hash(group, atom) & (slots.count - 1)
    while true {
      let entry = slots[slot]
      if entry.group < 0 { return .none }
      if entry.group == group, entry.atom == atom { return entry.members }
      slot = (slot + 1) & (slots.count - 1)
    }
  }
}

/// The memory of ``CandidateIndex`` while a ruleset is compiled.
struct CandidateIndexDraft {
  private var groups: [CandidateIndex.Group] = []
  private var members: [Int32] = []
  private var filed: [(group: Int32, atom: Int32, members: Span)] = []
  private var tallies = AtomTallies()
  /// Whether anything is indexed at all.
  let isOn: Bool

  init(isOn: Bool) { self.isOn = isOn }

  /// Makes an index over siblings.
  /// - Parameters:
  ///   - siblings: their numbers, ascending.
  ///   - options: per sibling the sets of facts under which it could be filed, each on its own sufficient.
  ///   - fieldOf: the field that an atom of the kind ``Atom/Kind/fieldValue`` is about.
  /// - Returns: the number of the group; nil when an index would find hardly anything.
  mutating func add(
    _ siblings: [Int32], options: [[[Atom]]], fieldOf: (Atom) -> Int32 = { _ in 0 }
  ) -> Int32? {
    guard siblings.count >= CandidateIndex.leastIndexed else { return nil }
    tallies.removeAll()
    for sibling in options { for option in sibling { for atom in option { tallies.count(atom) } } }
    let chosen = options.map(best)
    guard chosen.count(where: { $0 != nil }) * 2 >= CandidateIndex.leastIndexed else { return nil }
    let number = Int32(groups.count)
    var group = CandidateIndex.Group(always: append(zip(siblings, chosen).filter { $1 == nil }.map(\.0)))
    tallies.removeAll()
    for (sibling, atoms) in zip(siblings, chosen) {
      for atom in atoms ?? [] { tallies.count(atom, once: sibling) }
    }
    let order = tallies.atoms
    // One list behind the other, each as long as was counted.
    var starts: [Int32] = []
    for atom in order {
      let list = append([Int32](repeating: 0, count: Int(tallies[atom])))
      starts.append(list.start)
      filed.append((number, atom.raw, list))
    }
    var ends = starts
    for (place, atom) in order.enumerated() { tallies[atom] = Int32(place) }
    for (sibling, atoms) in zip(siblings, chosen) {
      for atom in atoms ?? [] {
        let place = Int(tallies[atom])
        if ends[place] > starts[place], members[Int(ends[place]) - 1] == sibling { continue }
        members[Int(ends[place])] = sibling
        ends[place] += 1
      }
    }
    var (valued, present): (Set<Int32>, Set<Int32>) = ([], [])
    for (place, atom) in order.enumerated() {
      switch atom.kind {
      case .literal:
        group.usesLiterals = true
        group.firstLiteral = min(group.firstLiteral, members[Int(starts[place])])
      case .firstByte: group.usesFirstByte = true
      case .programName: group.usesProgramName = true
      case .decoder: group.usesDecoder = true
      case .field: present.insert(Int32(atom.number))
      case .fieldValue: valued.insert(fieldOf(atom))
      }
    }
    group.valuedFields = append(valued.sorted())
    group.presentFields = append(present.sorted())
    groups.append(group)
    return number
  }

  /// The index.
  func finish() -> CandidateIndex { CandidateIndex(groups, members, filed) }

  /// The facts that tell a sibling best from the others; if possible not literals, which have to be looked for.
  private func best(of options: [[Atom]]) -> [Atom]? {
    let cheap = options.filter { option in
      option.first?.kind != .literal && size(of: option) <= CandidateIndex.mostUnderOne
    }
    return (cheap.isEmpty ? options : cheap).min { size(of: $0) < size(of: $1) }
  }

  private func size(of option: [Atom]) -> Int32 {
    var most: Int32 = 0
    for atom in option { most = max(most, tallies[atom]) }
    return most
  }

  private mutating func append(_ list: [Int32]) -> Span {
    let start = Int32(members.count)
    members.append(contentsOf: list)
    return Span(start: start, end: Int32(members.count))
  }
}

/// A number per atom, used again for each list of siblings.
///
/// PERF: atoms are numbered, so this takes an array per kind; the index is made while events wait.
private struct AtomTallies {
  private struct Tally {
    var count: Int32 = 0
    /// Whom it was counted for last.
    var holder: Int32 = -1
  }

  private var tallies: [[Tally]] = Array(repeating: [], count: Atom.Kind.allCases.count)
  /// The atoms that were counted, in the order in which they came.
  private(set) var atoms: [Atom] = []

  /// Forgets all counts.
  mutating func removeAll() {
    for atom in atoms { tallies[Int(atom.kind.rawValue)][atom.number] = Tally() }
    atoms.removeAll(keepingCapacity: true)
  }

  subscript(atom: Atom) -> Int32 {
    get { tallies[Int(atom.kind.rawValue)][atom.number].count }
    set { tallies[Int(atom.kind.rawValue)][atom.number].count = newValue }
  }

  /// Counts an atom; for the same holder a second time in a row only once.
  mutating func count(_ atom: Atom, once holder: Int32? = nil) {
    let (kind, number) = (Int(atom.kind.rawValue), atom.number)
    if number >= tallies[kind].count {
      let missing = max(number + 1, tallies[kind].count * 2) - tallies[kind].count
      tallies[kind].append(contentsOf: repeatElement(Tally(), count: missing))
    }
    if tallies[kind][number].count == 0 { atoms.append(atom) }
    if let holder {
      if tallies[kind][number].holder == holder { return }
      tallies[kind][number].holder = holder
    }
    tallies[kind][number].count += 1
  }
}
