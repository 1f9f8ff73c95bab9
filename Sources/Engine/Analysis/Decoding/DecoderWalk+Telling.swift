import Bytes
import Memory
import Patterns
import Rulesets

/// What the walk tells an observer; nothing of it is called without one.
extension DecoderWalk {
  typealias FlatDecoder = PlainPlace<DecoderProgram.Decoder>

  func tellProgramNameDiffers(_ root: FlatDecoder, _ observer: inout some AnalysisObserver) {
    observer.passed(decoder: root.index, .programNameFailed, subject: 0..<0)
    observer.decoding(.root(decoder: root.index, .programNameDiffers))
  }

  func tellPrematchFailed(
    _ decoder: FlatDecoder, isRoot: Bool, _ subject: ByteRange, _ observer: inout some AnalysisObserver
  ) {
    observer.passed(decoder: decoder.index, .prematchFailed, subject: span(of: subject))
    let start = place(of: subject)
    // Where in the log a native prematch gave up.
    let reached = decoder.definition.prematch?.pattern.furthestByte(in: event.arena.view(subject)).map { start + $0 }
    let trial = DecodingStep.Trial.prematchFailed(start: start, reached: reached)
    observer.decoding(isRoot ? .root(decoder: decoder.index, trial) : .child(decoder: decoder.index, trial))
  }

  func tellRootTaken(_ root: FlatDecoder, rest: ByteRange, _ observer: inout some AnalysisObserver) {
    observer.passed(decoder: root.index, .taken, subject: span(of: event.log))
    observer.decoding(.root(decoder: root.index, .taken(rest: place(of: rest))))
    if !root.pointee.children.isEmpty, root.definition.regex != nil || root.definition.plugin != nil {
      observer.decoding(.rootBodyIsDead(decoder: root.index))
    }
  }

  /// - Parameters:
  ///   - subject: what its prematch looked at; nil without one.
  ///   - rest: where its successors go on.
  func tellChildTaken(
    _ child: FlatDecoder, _ subject: ByteRange?, rest: ByteRange?, _ observer: inout some AnalysisObserver
  ) {
    observer.passed(decoder: child.index, .taken, subject: subject.map(span) ?? 0..<0)
    observer.decoding(.child(decoder: child.index, .taken(rest: rest.map(place))))
  }

  /// The members of a chain whose first one failed.
  /// - Parameter head: the index of the first one among the heads.
  func tellSkipped(
    behind head: Int, of root: FlatDecoder, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) {
    let heads = program.decoders.heads.view
    let end = head + 1 < Int(root.pointee.heads.end) ? heads[head + 1] : root.pointee.children.end
    for number in (heads[head] + 1)..<end {
      observer.decoding(.skipped(decoder: program.decoders[number].index))
    }
  }

  func tellRegex(
    _ decoder: FlatDecoder, _ subject: ByteRange, _ found: PatternMatch?, _ observer: inout some AnalysisObserver
  ) {
    let span = span(of: subject)
    observer.passed(decoder: decoder.index, found == nil ? .bodyFailed : .bodyMatched, subject: span)
    guard let found else {
      observer.decoding(.regex(decoder: decoder.index, subject: span, captures: nil, spans: [], end: nil))
      return
    }
    observer.decoding(
      .regex(
        decoder: decoder.index, subject: span, captures: captures.all.map(event.arena.copy),
        spans: captures.all.map(spanInLog), end: found.end))
  }

  /// A capture that is about to be given to a name.
  func tellCapture(
    _ index: Int, _ name: DecoderProgram.Name, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) {
    let value = event.arena.copy(captures[index])
    if let known = name.known {
      observer.decoding(
        .field(
          name: ByteString(String(describing: known.name)), value: value, capture: index + 1,
          replaced: event[known].map(event.arena.copy)))
    } else if event.dynamic.count < ruleset.fieldLimit {
      let text = ByteString(program.decoders.name(name.text))
      observer.decoding(.field(name: text, value: value, capture: index + 1, replaced: nil))
    } else {
      observer.decoding(.dropped(value: value, .tooManyFields))
    }
  }

  /// The captures for which the order has no names.
  func tellNameless(from start: Int, _ observer: inout some AnalysisObserver) {
    for index in start..<captures.count {
      observer.decoding(.dropped(value: event.arena.copy(captures[index]), .noNameLeft))
    }
  }

  private func place(of range: ByteRange) -> Int { Int(range.offset - event.log.offset) }

  private func span(of range: ByteRange) -> Range<Int> { place(of: range)..<place(of: range) + Int(range.count) }

  /// A capture's place in the log; nil when it is an earlier event's.
  private func spanInLog(_ range: ByteRange) -> Range<Int>? {
    let span = span(of: range)
    return span.lowerBound >= 0 && span.upperBound <= Int(event.log.count) ? span : nil
  }
}

extension PlainPlace<DecoderProgram.Decoder> {
  /// The decoder as it was loaded.
  fileprivate var definition: DecoderDefinition { pointee.decoder.takeUnretainedValue().definition }

  /// Its index in ``/Rulesets/DecoderForest/definitions``.
  fileprivate var index: Int { pointee.decoder.takeUnretainedValue().index }
}
