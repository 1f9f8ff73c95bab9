@testable import Analysis
import Bytes
import Memory
import PatternSyntax
import Patterns
import Rulesets

/// The decode algorithm (docs/reference/decoders.md §5.2).
extension PlainSession {
  /// Chooses at most one root and at most one chain of children, and sets the event's fields.
  func decode(_ observer: inout some AnalysisObserver) {
    let byProgram = event.programName != nil
    observer.decoding(.list(withProgramName: byProgram))
    for root in byProgram ? ruleset.programRoots : ruleset.plainRoots {
      guard let rest = tryRoot(root, &observer) else { continue }
      run(root: root, rest: rest, &observer)
      return
    }
  }

  /// Where the log goes on behind the root's prematch; nil when the root does not take the log.
  private func tryRoot(_ root: CompiledDecoder, _ observer: inout some AnalysisObserver) -> ByteRange? {
    var rest = event.log
    if let pattern = root.programName {
      guard let program = event.programName, match(pattern, program, of: root) != nil else {
        observer.passed(decoder: root.index, .programNameFailed, subject: 0..<0)
        observer.decoding(.root(decoder: root.index, .programNameDiffers))
        return nil
      }
    }
    if let prematch = root.prematch {
      guard let found = match(prematch, event.log, of: root) else {
        observer.passed(decoder: root.index, .prematchFailed, subject: span(of: event.log))
        observer.decoding(
          .root(
            decoder: root.index,
            .prematchFailed(start: 0, reached: furthest(root.definition.prematch, event.log))))
        return nil
      }
      rest = textBehind(found, in: event.log)
    }
    observer.passed(decoder: root.index, .taken, subject: span(of: event.log))
    observer.decoding(.root(decoder: root.index, .taken(rest: place(of: rest))))
    return rest
  }

  private func run(root: CompiledDecoder, rest: ByteRange, _ observer: inout some AnalysisObserver) {
    report(root)
    event.afterPrematch = rest
    guard !root.children.isEmpty else {
      runChain([root], from: 0, parentRest: rest, childRest: rest, &observer)
      return
    }
    if root.definition.regex != nil || root.definition.plugin != nil {
      observer.decoding(.rootBodyIsDead(decoder: root.index))
    }
    var at = 0
    while at < root.children.count {
      let child = root.children[at]
      guard let prematch = child.prematch else {
        observer.passed(decoder: child.index, .taken, subject: 0..<0)
        observer.decoding(.child(decoder: child.index, .taken(rest: nil)))
        runChain(root.children, from: at, parentRest: rest, childRest: rest, &observer)
        return
      }
      let subject = child.definition.prematchOffset == .afterParent ? rest : event.log
      if let found = match(prematch, subject, of: child) {
        let childRest = textBehind(found, in: subject)
        report(child)
        event.afterParent = rest
        event.afterPrematch = childRest
        observer.passed(decoder: child.index, .taken, subject: span(of: subject))
        observer.decoding(.child(decoder: child.index, .taken(rest: place(of: childRest))))
        runChain(root.children, from: at, parentRest: rest, childRest: childRest, &observer)
        return
      }
      observer.passed(decoder: child.index, .prematchFailed, subject: span(of: subject))
      observer.decoding(
        .child(
          decoder: child.index,
          .prematchFailed(start: place(of: subject), reached: furthest(child.definition.prematch, subject))))
      // The whole chain of a failed prematch is passed over, and whoever follows its last flagged member.
      while at < root.children.count, root.children[at].continues {
        at += 1
        if at < root.children.count { observer.decoding(.skipped(decoder: root.children[at].index)) }
      }
      at += 1
    }
  }

  /// Runs the bodies from the selected decoder on, as long as the chain goes on.
  private func runChain(
    _ siblings: [CompiledDecoder], from start: Int, parentRest: ByteRange, childRest: ByteRange,
    _ observer: inout some AnalysisObserver
  ) {
    var regexRest: ByteRange?
    var at = start
    while at < siblings.count {
      let decoder = siblings[at]
      if let plugin = decoder.definition.plugin {
        let succeeded = decoders.run(plugin, &observer)
        observer.passed(decoder: decoder.index, succeeded ? .bodyMatched : .bodyFailed, subject: 0..<0)
        observer.decoding(.plugin(decoder: decoder.index, plugin, succeeded: succeeded))
      } else if let regex = decoder.regex {
        let subject =
          switch decoder.definition.regexOffset {
          case .none: event.log
          case .afterParent: parentRest
          case .afterPrematch: childRest
          case .afterRegex: regexRest ?? childRest
          }
        if let found = match(regex, subject, of: decoder) {
          observer.passed(decoder: decoder.index, .bodyMatched, subject: span(of: subject))
          observer.decoding(
            .regex(
              decoder: decoder.index, subject: span(of: subject), captures: captures.map(event.arena.copy),
              spans: captures.map(spanInLog), end: found.end))
          regexRest = textBehind(found, in: subject)
          guard event.dynamic.count < ruleset.fieldLimit else { return }
          assignCaptures(to: decoder.definition.order, &observer)
        } else {
          observer.passed(decoder: decoder.index, .bodyFailed, subject: span(of: subject))
          observer.decoding(
            .regex(decoder: decoder.index, subject: span(of: subject), captures: nil, spans: [], end: nil))
        }
      } else {
        return
      }
      guard decoder.continues else { return }
      at += 1
    }
  }

  private func report(_ decoder: CompiledDecoder) {
    event.decoder = decoder
    event.category = decoder.definition.category
  }

  // MARK: Fields

  /// Gives the capture list to the names of an order, position by position, and empties it.
  private func assignCaptures(to order: [OrderField], _ observer: inout some AnalysisObserver) {
    for index in 0..<captures.count {
      let capture = captures[index]
      guard index < order.count else {
        observer.decoding(.dropped(value: event.arena.copy(capture), .noNameLeft))
        continue
      }
      switch order[index] {
      case .known(let field):
        observer.decoding(
          .field(
            name: ByteString(String(describing: field.name)), value: event.arena.copy(capture), capture: index + 1,
            replaced: event[field].map(event.arena.copy)))
        event[field] = capture
      case .dynamic(let name):
        guard event.dynamic.count < ruleset.fieldLimit else {
          observer.decoding(.dropped(value: event.arena.copy(capture), .tooManyFields))
          continue
        }
        observer.decoding(
          .field(name: name, value: event.arena.copy(capture), capture: index + 1, replaced: nil))
        let place = event.arena.append(name)
        event.addDynamic(name: place, value: capture)
      }
    }
    captures.removeAll()
  }

  // MARK: Matching

  /// Matches a decoder's pattern and keeps the session's capture list as the reference does: native regexes empty it
  /// before they run, PCRE2 replaces it only when a group took part (docs/reference/regex.md §8).
  private func match(_ pattern: PatternHandle, _ subject: ByteRange, of decoder: CompiledDecoder) -> PatternMatch? {
    let found = pattern.match(event.arena.view(subject), decoders.workspace)
    if let diagnostic = decoders.workspace.diagnostic, let pattern = decoder.pattern(of: pattern) {
      notes.note(diagnostic, pattern)
    }
    updateCaptures(pattern.dialect, isMatch: found != nil, subject)
    return found
  }

  private func updateCaptures(_ dialect: Dialect, isMatch: Bool, _ subject: ByteRange) {
    switch dialect {
    case .osregex: captures.removeAll()
    case .pcre2:
      guard isMatch, decoders.workspace.captureCount > 0 else { return }
      captures.removeAll()
    case .osmatch, .wordmatch, .ip: return
    }
    guard isMatch else { return }
    for index in 0..<decoders.workspace.captureCount { captures.append(subject[decoders.workspace.capture(index)]) }
  }

  /// What `after_…` offsets see behind a match (docs/reference/regex.md §1.5).
  private func textBehind(_ match: PatternMatch, in subject: ByteRange) -> ByteRange {
    let end = match.end ?? -1
    let count = Int(subject.count)
    if end >= count || count == 0 { return subject.from(count) }
    if end >= 0 { return subject.from(end + 1) }
    let isWholeLog = subject.offset == event.log.offset
    return isWholeLog && event.isNULBeforeLog ? subject.from(count) : subject
  }

  private func place(of range: ByteRange) -> Int { Int(range.offset - event.log.offset) }

  /// Where in the log a native prematch gave up; asked for by traces alone.
  private func furthest(_ text: PatternText?, _ subject: ByteRange) -> Int? {
    text?.pattern.furthestByte(in: event.arena.view(subject)).map { place(of: subject) + $0 }
  }

  /// A capture's place in the log; nil when it is an earlier event's.
  private func spanInLog(_ range: ByteRange) -> Range<Int>? {
    let span = span(of: range)
    return span.lowerBound >= 0 && span.upperBound <= Int(event.log.count) ? span : nil
  }

  private func span(of range: ByteRange) -> Range<Int> { place(of: range)..<place(of: range) + Int(range.count) }
}
