import Bytes
import Memory
import Patterns
import RulesetSyntax
import Rulesets

/// The decoders as the engine walks them: plain values in flat memory, with an index over decoders that are tried one
/// after the other.
///
/// A decoder whose prematch needs a literal that the log does not have is left out. That a native prematch which fails
/// empties the captures is made up for by the walk (``DecoderWalk``).
struct DecoderProgram: ~Copyable, Sendable {
  struct Decoder: BitwiseCopyable, @unchecked Sendable {
    // PERF: first what a chain reads. The two slots are found by their place.
    fileprivate let regex: PatternSlot?
    fileprivate let prematch: PatternSlot?
    /// The names of the captures, in ``order``.
    let order: Span
    let regexOffset: DecoderDefinition.Offset
    let hasPlugin: Bool
    let continues: Bool
    let prematchIsAfterParent: Bool
    let category: EventCategory
    let nameID: Int32
    let prematchGate: LiteralGate
    /// The group of the heads' index; −1 without one.
    var group: Int32 = -1
    /// The children, consecutive decoders.
    var children = Span.none
    /// The children that are tried: all but those inside a chain, in ``heads``.
    var heads = Span.none
    let programName: PatternHandle?
    /// The same decoder as it is shown; the ruleset keeps it.
    let decoder: Unmanaged<CompiledDecoder>
  }

  /// A name in an order.
  struct Name: BitwiseCopyable {
    /// The field that the engine knows; nil for any other name.
    let known: StaticField?
    /// The number of the name, if rules ask for it; −1 else.
    let number: Int32
    /// The name of a dynamic field, in ``names``.
    let text: ByteRange
  }

  let decoders: PlainBuffer<Decoder>
  /// The roots with a program name, consecutive decoders.
  let programRoots: Span
  /// The roots without a program name, consecutive decoders.
  let plainRoots: Span
  /// The group of the index over the roots without program name; −1 without one.
  let plainGroup: Int32
  let heads: PlainBuffer<Int32>
  let order: PlainBuffer<Name>
  let names: PlainBuffer<UInt8>

  init(_ ruleset: CompiledRuleset, gates: inout LiteralGatesDraft, index: inout CandidateIndexDraft) {
    var draft = Draft(ruleset: ruleset)
    programRoots = draft.add(ruleset.programRoots, &gates)
    plainRoots = draft.add(ruleset.plainRoots, &gates)
    // Breadth first: the children of a decoder stand together.
    var at = 0
    while at < draft.sources.count {
      let children = draft.sources[at].children
      if !children.isEmpty {
        let span = draft.add(children, &gates)
        let first = draft.heads.count
        var child = Int(span.start)
        while child < Int(span.end) {
          draft.heads.append(Int32(child))
          while child < Int(span.end), draft.decoders[child].continues { child += 1 }
          child += 1
        }
        draft.decoders[at].children = span
        draft.decoders[at].heads = Span(start: Int32(first), end: Int32(draft.heads.count))
        draft.decoders[at].group = draft.index(Array(draft.heads[first...]), gates, &index)
      }
      at += 1
    }
    plainGroup = draft.index(Array(plainRoots.start..<plainRoots.end), gates, &index)
    decoders = PlainBuffer(draft.decoders)
    heads = PlainBuffer(draft.heads)
    order = PlainBuffer(draft.order)
    names = PlainBuffer(draft.names)
  }

  /// A decoder by its number.
  @inline(__always)
  subscript(number: Int32) -> PlainPlace<Decoder> { decoders.place(of: Int(number)) }

  /// The name of a dynamic field.
  func name(_ text: ByteRange) -> ByteView { names.view.bytes[Int(text.offset)..<Int(text.offset + text.count)] }

  private struct Draft {
    let ruleset: CompiledRuleset
    var names: [UInt8] = []
    var decoders: [Decoder] = []
    var sources: [CompiledDecoder] = []
    var heads: [Int32] = []
    var order: [Name] = []

    mutating func add(_ list: [CompiledDecoder], _ gates: inout LiteralGatesDraft) -> Span {
      let start = Int32(decoders.count)
      for decoder in list {
        decoders.append(flatten(decoder, &gates))
        sources.append(decoder)
      }
      return Span(start: start, end: Int32(decoders.count))
    }

    private mutating func flatten(_ decoder: CompiledDecoder, _ gates: inout LiteralGatesDraft) -> Decoder {
      let definition = decoder.definition
      let first = Int32(order.count)
      for field in definition.order {
        switch field {
        case .known(let known):
          order.append(Name(known: known, number: -1, text: ByteRange(offset: 0, count: 0)))
        case .dynamic(let name):
          let number = name.withView { ruleset.fieldNames.table.number(of: $0) } ?? -1
          order.append(
            Name(known: nil, number: Int32(number), text: ByteRange(offset: names.count, count: name.count)))
          names += name.bytes
        }
      }
      return Decoder(
        regex: decoder.regex.map(PatternSlot.init), prematch: decoder.prematch.map(PatternSlot.init),
        order: Span(start: first, end: Int32(order.count)),
        regexOffset: definition.regexOffset, hasPlugin: definition.plugin != nil, continues: decoder.continues,
        prematchIsAfterParent: definition.prematchOffset == .afterParent, category: definition.category,
        nameID: Int32(decoder.nameID),
        prematchGate: definition.prematch.map { gates.gate(for: $0.pattern) } ?? .open,
        programName: decoder.programName, decoder: .passUnretained(decoder))
    }

    func index(_ list: [Int32], _ gates: LiteralGatesDraft, _ index: inout CandidateIndexDraft) -> Int32 {
      guard index.isOn else { return -1 }
      let options = list.map { number in
        let decoder = decoders[Int(number)]
        guard let prematch = sources[Int(number)].definition.prematch?.pattern else { return [[Atom]]() }
        let options = gates.options(decoder.prematchGate, prematch)
        // The first byte of another text than the log is not known.
        return decoder.prematchIsAfterParent ? options.filter { $0.allSatisfy { $0.kind == .literal } } : options
      }
      return index.add(list, options: options) ?? -1
    }
  }
}

extension PlainPlace<DecoderProgram.Decoder> {
  /// Where the decoder's regex stands, if it has one.
  @inline(__always)
  var regex: PlainPlace<PatternSlot>? { PatternSlot.there(part(at: 0, as: PatternSlot?.self)) }

  /// Where the decoder's prematch stands, if it has one.
  @inline(__always)
  var prematch: PlainPlace<PatternSlot>? {
    let offset = MemoryLayout<PatternSlot>.stride
    assert(MemoryLayout<DecoderProgram.Decoder>.offset(of: \.prematch) == offset)
    return PatternSlot.there(part(at: offset, as: PatternSlot?.self))
  }
}
