import Bytes
import Memory
import Patterns
import Rulesets

/// The decode algorithm when nobody watches.
///
/// PERF: the same as ``Session/decode(_:)`` over plain values, and only with the decoders that may match. Tests compare
/// both.
extension DecoderWalk {
  /// Takes up an event whose header has been read.
  func run(_ fast: FastProgram) {
    candidates.begin(fast)
    decodeFast(fast)
  }

  func decodeFast(_ fast: FastProgram) {
    if event.programName == nil {
      decodePlain(fast)
    } else {
      decodeProgram(fast)
    }
  }

  // MARK: Roots

  private func decodePlain(_ fast: FastProgram) {
    let roots = fast.decoders.plainRoots
    var at = roots.start
    // The first few take most logs: for those no candidates need be collected.
    let eager = min(roots.start + Int32(Self.eagerRoots), roots.end)
    while at < eager {
      if tryRoot(at, fast) { return }
      at += 1
    }
    guard at < roots.end else { return }
    guard fast.decoders.plainGroup >= 0, event.log.count > 0 else {
      while at < roots.end {
        if tryRoot(at, fast) { return }
        at += 1
      }
      return
    }
    let start = candidates.lists.count
    defer { candidates.lists.truncate(to: start) }
    candidates.collectAll(fast.decoders.plainGroup, from: start, fast)
    var index = start
    while index < candidates.lists.count {
      let candidate = candidates.lists[index]
      index += 1
      if candidate < at { continue }
      emptyCaptures(fast, passing: at..<candidate)
      if tryRoot(candidate, fast) { return }
      at = candidate + 1
    }
    emptyCaptures(fast, passing: at..<roots.end)
  }

  /// So many roots without program name are tried before candidates are collected.
  private static let eagerRoots = 3

  private func decodeProgram(_ fast: FastProgram) {
    guard let name = event.programName else { return }
    var index = Int(candidates.programEntry.roots.start)
    let end = Int(candidates.programEntry.roots.end)
    while index < end {
      let number = candidates.programNames.roots[index]
      index += 1
      let root = fast.decoders[number]
      if let pattern = root.pointee.programName, pattern.dialect != .osmatch {
        let found = pattern.match(event.arena.view(name), workspace)
        updateCaptures(pattern.dialect, isMatch: found != nil, name)
        if found == nil { continue }
      }
      if tryRoot(number, fast) { return }
    }
  }

  /// What trying these decoders would have done to the captures: a native prematch that fails empties them.
  @inline(__always)
  private func emptyCaptures(_ fast: FastProgram, passing range: Range<Int32>) {
    guard captures.count > 0 else { return }
    for number in range where fast.decoders[number].prematch?.pointee.handle.dialect == .osregex {
      captures.removeAll()
      return
    }
  }

  /// Tries a root, and runs it if it takes the log.
  private func tryRoot(_ number: Int32, _ fast: FastProgram) -> Bool {
    let root = fast.decoders[number]
    var rest = event.log
    if let prematch = root.prematch {
      guard let found = match(prematch, root.pointee.prematchGate, event.log, of: root) else { return false }
      rest = textBehind(found, in: event.log)
    }
    report(root)
    event.afterPrematch = rest
    run(number, root, rest: rest, fast)
    return true
  }

  // MARK: Children

  private func run(
    _ number: Int32, _ root: UnsafePointer<DecoderProgram.Decoder>, rest: ByteRange, _ fast: FastProgram
  ) {
    guard !root.pointee.children.isEmpty else {
      return runChain(Span(start: number, end: number + 1), parentRest: rest, childRest: rest, fast)
    }
    if root.pointee.group >= 0, event.log.count > 0 { return runIndexed(root, rest: rest, fast) }
    var index = Int(root.pointee.heads.start)
    while index < Int(root.pointee.heads.end) {
      if tryChild(fast.decoders.heads[index], of: root, rest: rest, fast) { return }
      index += 1
    }
  }

  private func runIndexed(
    _ root: UnsafePointer<DecoderProgram.Decoder>, rest: ByteRange, _ fast: FastProgram
  ) {
    let start = candidates.lists.count
    defer { candidates.lists.truncate(to: start) }
    candidates.collectAll(root.pointee.group, from: start, fast)
    var passed = Int(root.pointee.heads.start)
    var index = start
    while index < candidates.lists.count {
      let candidate = candidates.lists[index]
      index += 1
      while passed < Int(root.pointee.heads.end), fast.decoders.heads[passed] < candidate {
        emptyCaptures(fast, passing: fast.decoders.heads[passed]..<fast.decoders.heads[passed] + 1)
        passed += 1
      }
      passed += 1
      if tryChild(candidate, of: root, rest: rest, fast) { return }
    }
    while passed < Int(root.pointee.heads.end) {
      emptyCaptures(fast, passing: fast.decoders.heads[passed]..<fast.decoders.heads[passed] + 1)
      passed += 1
    }
  }

  /// Tries a child that begins a chain, and runs the chain if it takes the log.
  private func tryChild(
    _ number: Int32, of root: UnsafePointer<DecoderProgram.Decoder>, rest: ByteRange,
    _ fast: FastProgram
  ) -> Bool {
    let child = fast.decoders[number]
    let chain = Span(start: number, end: root.pointee.children.end)
    guard let prematch = child.prematch else {
      runChain(chain, parentRest: rest, childRest: rest, fast)
      return true
    }
    let subject = child.pointee.prematchIsAfterParent ? rest : event.log
    guard let found = match(prematch, child.pointee.prematchGate, subject, of: child) else { return false }
    let childRest = textBehind(found, in: subject)
    report(child)
    event.afterParent = rest
    event.afterPrematch = childRest
    runChain(chain, parentRest: rest, childRest: childRest, fast)
    return true
  }

  /// Runs the bodies from the first decoder on, as long as the chain goes on.
  private func runChain(_ chain: Span, parentRest: ByteRange, childRest: ByteRange, _ fast: FastProgram) {
    var regexRest: ByteRange?
    var number = chain.start
    while number < chain.end {
      let decoder = fast.decoders[number]
      if decoder.pointee.hasPlugin {
        runPlugin(of: decoder)
      } else if let regex = decoder.regex {
        let subject =
          switch decoder.pointee.regexOffset {
          case .none: event.log
          case .afterParent: parentRest
          case .afterPrematch: childRest
          case .afterRegex: regexRest ?? childRest
          }
        if let found = match(regex, .open, subject, of: decoder) {
          regexRest = textBehind(found, in: subject)
          guard event.dynamic.count < ruleset.fieldLimit else { return }
          assignCaptures(to: decoder.pointee.order, fast)
        }
      } else {
        return
      }
      guard decoder.pointee.continues else { return }
      number += 1
    }
  }

  private func runPlugin(of decoder: UnsafePointer<DecoderProgram.Decoder>) {
    var observer = NoObserver()
    decoder.pointee.decoder._withUnsafeGuaranteedRef { decoder in
      if let plugin = decoder.definition.plugin { _ = run(plugin, &observer) }
    }
  }

  @inline(__always)
  private func report(_ decoder: UnsafePointer<DecoderProgram.Decoder>) {
    event.report(decoder.pointee.decoder, nameID: decoder.pointee.nameID, category: decoder.pointee.category)
  }

  private func assignCaptures(to order: Span, _ fast: FastProgram) {
    let count = min(captures.count, order.count)
    var index = 0
    while index < count {
      let name = fast.decoders.order[Int(order.start) + index]
      if let known = name.known {
        event[known] = captures[index]
      } else if event.dynamic.count < ruleset.fieldLimit {
        let text = event.arena.append(fast.decoders.name(name.text))
        event.addDynamic(name: text, number: Int(name.number), value: captures[index])
      }
      index += 1
    }
    captures.removeAll()
  }

  /// Matches a decoder's pattern, if the log has the literals that it needs, and keeps the captures as the plain walk
  /// does.
  @inline(__always)
  private func match(
    _ pattern: UnsafePointer<PatternSlot>, _ gate: LiteralGate, _ subject: ByteRange,
    of decoder: UnsafePointer<DecoderProgram.Decoder>
  ) -> PatternMatch? {
    let isWhole = subject.offset == event.log.offset
    let answer = candidates.literals.answer(gate, event.arena.view(event.log), isWhole: isWhole)
    if answer == .closed {
      if pattern.pointee.handle.dialect == .osregex { captures.removeAll() }
      return nil
    }
    let found = PatternSlot.match(
      at: pattern, event.arena.view(subject), workspace, hasLiterals: answer != .open)
    if workspace.hasDiagnostic { note(pattern.pointee.handle, of: decoder) }
    updateCaptures(pattern.pointee.handle.dialect, isMatch: found != nil, subject)
    return found
  }

  private func note(
    _ handle: PatternHandle, of decoder: UnsafePointer<DecoderProgram.Decoder>
  ) {
    decoder.pointee.decoder._withUnsafeGuaranteedRef { decoder in
      if let diagnostic = workspace.diagnostic, let pattern = decoder.pattern(of: handle) { notes.note(diagnostic, pattern) }
    }
  }
}
