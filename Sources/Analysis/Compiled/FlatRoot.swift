import Bytes
import Patterns
import Rulesets

/// A root decoder as a plain value; the ruleset keeps the decoder.
struct FlatRoot: BitwiseCopyable {
  let programName: PatternHandle?
  let prematch: PatternHandle?
  let decoder: Unmanaged<CompiledDecoder>

  init(_ decoder: CompiledDecoder) {
    programName = decoder.programName
    prematch = decoder.prematch
    self.decoder = .passUnretained(decoder)
  }
}

/// Which roots take a program name, remembered per name: a host writes the same few names again and again.
struct ProgramCandidates {
  /// Names that are remembered before all are forgotten.
  private static let limit = 4096

  private var names = FieldNames()
  private var lists: [[Int32]] = []

  /// The roots whose program name matches, in order, and those whose pattern has to be asked each time because it
  /// touches the captures.
  ///
  /// Case does not count for lists of literals, so names that differ in case alone share an answer.
  mutating func roots(for name: ByteView, among roots: PlainBuffer<FlatRoot>, scratch: MatchScratch) -> [Int32] {
    if let known = names.id(of: name) { return lists[known] }
    if lists.count >= Self.limit { self = ProgramCandidates() }
    let workspace = MatchWorkspace(scratch)
    var list: [Int32] = []
    for index in 0..<roots.count {
      guard let pattern = roots[index].programName else { continue }
      if pattern.dialect != .osmatch || pattern.match(name, workspace) != nil { list.append(Int32(index)) }
    }
    _ = names.intern(ByteString(name))
    lists.append(list)
    return list
  }
}
