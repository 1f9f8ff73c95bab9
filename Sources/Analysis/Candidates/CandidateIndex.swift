import Bytes

/// Finds, among many siblings that are tried in order, those that are worth trying: the children of rules, the children
/// of decoders, the decoders without program name.
///
/// Each sibling is filed under facts (``Atom``) of which it needs at least one, or under none and is always a candidate.
/// Candidates come out in the order of their numbers. For an empty log the index must not be asked. Leaving out a
/// sibling must have no effect that could be noticed; whoever files it sees to that.
struct CandidateIndex: Sendable {
  /// One list of siblings.
  struct Group: BitwiseCopyable {
    /// The siblings that are candidates for every event, in ``members``.
    var always: Span
    /// Which kinds of facts siblings are filed under.
    var usesLiterals = false
    var usesFirstByte = false
    var usesProgramName = false
    var usesDecoder = false
    /// The fields under whose values siblings are filed, in ``members``.
    var valuedFields = Span.none
    /// The fields under whose presence siblings are filed, in ``members``.
    var presentFields = Span.none
  }

  private struct Slot: BitwiseCopyable {
    var group: Int32 = -1
    var atom: Int32 = 0
    var members = Span.none
  }

  /// Fewer siblings are not worth an index.
  static let leastIndexed = 6

  let groups: PlainBuffer<Group>
  let members: PlainBuffer<Int32>
  private let slots: PlainBuffer<Slot>

  fileprivate init(_ groups: [Group], _ members: [Int32], _ filed: [(group: Int32, atom: Int32, members: Span)]) {
    self.groups = PlainBuffer(groups)
    self.members = PlainBuffer(members)
    var size = 16
    while size < filed.count * 2 { size *= 2 }
    slots = PlainBuffer(repeating: Slot(), count: size)
    for entry in filed {
      var slot = Self.hash(entry.group, entry.atom) & (size - 1)
      while slots[slot].group >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(group: entry.group, atom: entry.atom, members: entry.members)
    }
  }

  /// Gives the memory back; whoever owns the index calls it last.
  func deallocate() {
    groups.deallocate()
    members.deallocate()
    slots.deallocate()
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

  init() {}

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
    var uses: [Atom: Int] = [:]
    for sibling in options { for option in sibling { for atom in option { uses[atom, default: 0] += 1 } } }
    // Under the facts that tell it best from the others.
    let chosen = options.map { sibling in
      sibling.min { Self.size(of: $0, uses) < Self.size(of: $1, uses) }
    }
    guard chosen.count(where: { $0 != nil }) * 2 >= CandidateIndex.leastIndexed else { return nil }
    let number = Int32(groups.count)
    var group = CandidateIndex.Group(always: append(zip(siblings, chosen).filter { $1 == nil }.map(\.0)))
    var lists: [Atom: [Int32]] = [:]
    var order: [Atom] = []
    for (sibling, atoms) in zip(siblings, chosen) {
      for atom in Set(atoms ?? []) {
        if lists[atom] == nil { order.append(atom) }
        lists[atom, default: []].append(sibling)
      }
    }
    var (valued, present): (Set<Int32>, Set<Int32>) = ([], [])
    for atom in order {
      filed.append((number, atom.raw, append(lists[atom] ?? [])))
      switch atom.kind {
      case .literal: group.usesLiterals = true
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

  private static func size(of option: [Atom], _ uses: [Atom: Int]) -> Int {
    option.map { uses[$0] ?? 0 }.max() ?? 0
  }

  private mutating func append(_ list: [Int32]) -> Span {
    let start = Int32(members.count)
    members.append(contentsOf: list)
    return Span(start: start, end: Int32(members.count))
  }
}

/// Candidates of the groups on the way, one list behind the other, in ascending order each.
struct CandidateLists {
  private(set) var members = PlainBuffer<Int32>(capacity: 256)

  func deallocate() { members.deallocate() }

  /// The number of candidates in all lists.
  var count: Int { members.count }

  subscript(index: Int) -> Int32 { members[index] }

  /// Drops the lists behind a place.
  mutating func truncate(to count: Int) { members.removeLast(members.count - count) }

  /// Adds ascending candidates to the list that begins at `start`; one that is there already is not added again.
  @inline(__always)
  mutating func merge(_ span: Span, of pool: PlainBuffer<Int32>, from start: Int) {
    if span.isEmpty { return }
    if members.count == start {
      members.append(contentsOf: pool.buffer[Int(span.start)..<Int(span.end)])
    } else {
      insert(span, of: pool, from: start)
    }
  }

  private mutating func insert(_ span: Span, of pool: PlainBuffer<Int32>, from start: Int) {
    var index = Int(span.start)
    let end = Int(span.end)
    var low = start
    while index < end {
      let candidate = pool[index]
      if members[members.count - 1] < candidate {
        members.append(candidate)
        index += 1
        continue
      }
      // The first place with a number that is not lower.
      var high = members.count
      while low < high {
        let middle = (low + high) >> 1
        if members[middle] < candidate { low = middle + 1 } else { high = middle }
      }
      if low == members.count || members[low] != candidate { members.insert(candidate, at: low) }
      index += 1
    }
  }
}
