import Analysis
import Bytes
import Patterns
import RulesetSyntax
import Rulesets

/// Why a decoder was or was not chosen for an event.
public struct DecoderFocus: Sendable {
  /// The decoder.
  public var decoder: DecoderReference
  /// Whether it took part: as the root, as the selected child, or as a member of the chain that ran.
  public var tookPart: Bool
  /// The answer in a sentence.
  public var answer: String
  /// The pattern that failed, if one did.
  public var failure: PatternFailure?
  /// What is worth knowing.
  public var remarks: [Remark]
}

/// Where a field comes from, or why it is not there.
public struct FieldFocus: Sendable {
  /// The name that was asked for.
  public var name: ByteString
  /// The value that rules see; nil when the event does not have it.
  public var value: ByteString?
  /// How it was set, in order.
  public var settings: [(run: Int, field: DecodingStory.Field, span: Range<Int>?)]
  /// The answer in sentences.
  public var answers: [String]
  /// The decoders whose order names it, and why they did not set it.
  public var candidates: [DecoderFocus]
  /// What is worth knowing.
  public var remarks: [Remark]
}

extension Explainer {
  /// Why the decoders of this name were or were not chosen; empty when there is none.
  public func why(decoder name: ByteString, _ explanation: Explanation) -> [DecoderFocus] {
    decoders.definitions.indices.filter { decoders.definitions[$0].name == name }.map { index in
      DecoderFocusBuilder(explainer: self, explanation: explanation).focus(on: index)
    }
  }

  /// Where a field comes from, or why it is not there.
  public func why(field name: ByteString, _ explanation: Explanation) -> FieldFocus {
    FieldFocusBuilder(explainer: self, explanation: explanation).focus(on: name)
  }
}

struct DecoderFocusBuilder {
  let explainer: Explainer
  let explanation: Explanation

  private var forest: DecoderForest { explainer.decoders }
  private var story: DecodingStory { explanation.decoding }
  private var probe: PatternProbe {
    PatternProbe(full: explanation.log, rest: explanation.rest, places: explanation.header)
  }
  private var program: ByteString? { explanation.outcome.predecoding.programName }

  func focus(on index: Int) -> DecoderFocus {
    let decoder = DecoderReference(index, in: forest)
    var focus = DecoderFocus(decoder: decoder, tookPart: false, answer: "", failure: nil, remarks: [])
    if story.way == .builtIn {
      focus.answer = decodedInCode(focus.decoder)
    } else if story.way == .none {
      let reason = explanation.dropReason.map { ": \($0)" } ?? ""
      focus.answer = "`\(focus.decoder.name)` was not tried: the engine did not process the event\(reason)."
    } else if forest.definitions[index].parent == nil {
      root(index, &focus)
    } else {
      child(index, &focus)
    }
    focus.remarks += story.remarks.filter { $0.location == decoder.location && !focus.remarks.contains($0) }
    if let remark = focus.failure?.remark { focus.remarks.insert(remark, at: 0) }
    return focus
  }

  /// The engine has decoders of its own for such events, which no file can add to.
  private func decodedInCode(_ decoder: DecoderReference) -> String {
    let own = explanation.outcome.decoder.name.map { "`\($0)`" } ?? "of its own"
    let child = decoder.parent.map { ", and its parent `\($0)` neither" } ?? ""
    return
      "`\(decoder.name)` was not tried\(child): such events are decoded by the manager's own decoder \(own). Decoders of files are never tried for them and cannot be its children; write rules on the fields that it sets (`assay try` shows them)."
  }

  // MARK: Roots

  private func root(_ index: Int, _ focus: inout DecoderFocus) {
    let name = focus.decoder.name
    let definition = forest.definitions[index]
    if let trial = story.roots.first(where: { $0.decoder.index == index }) {
      if case .taken = trial.result {
        focus.tookPart = true
        focus.answer = "`\(name)` took the log"
        if let run = story.runs.last(where: { $0.decoder.index == index }), !run.succeeded {
          focus.answer +=
            run.plugin.map { ", but its plugin \($0) found nothing to decode" } ?? ", but its regex did not match"
          focus.failure = run.failure
          focus.remarks += run.remarks
          if let failure = run.failure, let place = Phrases.place(of: failure) { focus.answer += ": \(place)" }
          focus.answer += "."
        } else {
          focus.answer += story.child.map { ", and its child `\($0.name)` was selected." } ?? "."
        }
      } else {
        focus.failure = trial.failure.flatMap { failure in
          failure.kind == .prematch ? definition.prematch.map { probe.failure(.prematch, $0, from: 0) } : failure
        }
        focus.answer = "`\(name)` was tried: \(Phrases.result(of: with(trial, focus.failure)))."
      }
      return
    }
    if definition.programName != nil, program == nil {
      focus.answer =
        "`\(name)` has a <program_name>, and this log has none: pre-decoding recognised no syslog header with a program, so only decoders without <program_name> were tried."
      focus.remarks += explanation.headerStory.remarks
      return
    }
    if definition.programName == nil, let program {
      focus.answer =
        "`\(name)` has no <program_name>, and this log has one (`\(program)`): only decoders with <program_name> were tried."
      focus.remarks.append(
        Remark(
          "needs-program-name", "a decoder for this log needs <program_name>\(program)</program_name>",
          at: focus.decoder.location))
      return
    }
    guard let winner = story.root else {
      focus.answer = "`\(name)` was not tried."
      return
    }
    let takes = DecodingStoryteller(
      explainer: explainer, full: explanation.log, places: explanation.header, outcome: explanation.outcome
    ).takes(index)
    focus.answer =
      "`\(name)` was not tried: `\(winner.name)` (\(winner.location)) comes first in load order and took the log."
    focus.answer += takes ? " `\(name)` would have taken it, too." : " `\(name)` would not have taken it anyway."
    if !takes, let prematch = definition.prematch { focus.failure = probe.failure(.prematch, prematch, from: 0) }
  }

  private func with(_ trial: DecodingStory.Trial, _ failure: PatternFailure?) -> DecodingStory.Trial {
    var trial = trial
    trial.failure = failure
    return trial
  }

  // MARK: Children

  private func child(_ index: Int, _ focus: inout DecoderFocus) {
    let name = focus.decoder.name
    let definition = forest.definitions[index]
    guard let root = story.root else {
      focus.answer =
        "`\(name)` was not tried: no root took the log, so its parent `\(focus.decoder.parent ?? "")` did not."
      return
    }
    guard root.name == focus.decoder.parent else {
      focus.answer =
        "`\(name)` was not tried: its parent `\(focus.decoder.parent ?? "")` did not take the log, `\(root.name)` did."
      return
    }
    if let run = story.runs.first(where: { $0.decoder.index == index }) {
      focus.tookPart = true
      focus.answer = "`\(name)` ran: its \(run.plugin.map { "plugin \($0)" } ?? "regex") "
      focus.answer +=
        run.succeeded
        ? "matched and set \(run.fields.count.counted("field"))." : "did not match."
      focus.failure = run.failure
      focus.remarks += run.remarks
      if let failure = run.failure, let place = Phrases.place(of: failure) { focus.answer += " There \(place)." }
      return
    }
    if let trial = story.children.first(where: { $0.decoder.index == index }) {
      switch trial.result {
      case .taken:
        focus.tookPart = true
        focus.answer = "`\(name)` was selected."
      case .skipped:
        focus.answer = "`\(name)` was passed over: it follows a decoder of its chain whose prematch failed."
      case .prematchFailed, .programNameDiffers:
        focus.failure = trial.failure
        focus.answer = "`\(name)` was tried: \(Phrases.result(of: trial))."
      }
      return
    }
    guard let selected = story.child else {
      focus.answer = "`\(name)` was not tried."
      return
    }
    let why =
      forest.definitions[selected.index].prematch == nil ? ", which has no <prematch> and takes everything," : ""
    focus.answer =
      "`\(name)` was not tried: its sibling `\(selected.name)` (\(selected.location))\(why) comes first in load order and was selected\(story.runs.last?.succeeded == false ? "; its regex failed, but the choice stands" : "")."
    guard let prematch = definition.prematch else { return }
    if probe.matches(prematch.pattern, explanation.rest) {
      focus.answer += " `\(name)`'s prematch would match, too."
    } else {
      focus.answer += " `\(name)`'s prematch would not match."
      focus.failure = probe.failure(.prematch, prematch, from: 0)
    }
  }
}

private struct FieldFocusBuilder {
  let explainer: Explainer
  let explanation: Explanation

  private var story: DecodingStory { explanation.decoding }

  func focus(on name: ByteString) -> FieldFocus {
    let wanted: ByteString = name == "user" ? "dstuser" : name
    var focus = FieldFocus(
      name: name, value: explanation.outcome.field(wanted), settings: [], answers: [], candidates: [],
      remarks: [])
    for (number, run) in story.runs.enumerated() {
      for field in run.fields where field.name.equalsFoldingCase(wanted) {
        let span = field.capture.flatMap { run.captures.indices.contains($0 - 1) ? run.captures[$0 - 1].span : nil }
        focus.settings.append((number, field, span))
      }
    }
    if focus.value != nil { present(&focus) } else { absent(wanted, &focus) }
    for run in Set(focus.settings.map(\.run)).sorted() {
      let captures = focus.settings.filter { $0.run == run }.compactMap(\.field.capture)
      focus.remarks += story.runs[run].remarks.filter { concerns($0, captures, of: story.runs[run]) }
    }
    if focus.value == nil, let input = explanation.input { focus.remarks.insert(input, at: 0) }
    return focus
  }

  /// Whether a remark on a run is about one of these captures: why another field is empty is another question.
  private func concerns(_ remark: Remark, _ captures: [Int], of run: DecodingStory.Run) -> Bool {
    switch remark.code {
    case "empty-capture", "short-capture":
      return captures.contains { remark.message.hasPrefix("group \($0) ") }
    case "fewer-groups-than-names":
      // It explains a value only where that can be another group's.
      return remark.message.contains("alternative")
    default: return true
    }
  }

  private func present(_ focus: inout FieldFocus) {
    for (number, field, _) in focus.settings {
      let run = story.runs[number]
      let origin = field.capture.map { "group \($0) of its regex" } ?? "its plugin \(run.plugin ?? "")"
      var text =
        "`\(focus.name)` is `\(Phrases.short(field.value))`: set by `\(run.decoder.name)` (\(run.decoder.location)), \(origin)."
      if let old = field.replaced {
        text += " It was `\(Phrases.short(old))` before: of a known field the last value counts."
      }
      if field.isShadowed { text += " It was set before: of a dynamic field rules see the first value." }
      if let gap = emptyGap(field, run) { text += " \(gap)" }
      focus.answers.append(text)
    }
    if let views = bothViews(focus) { focus.answers.append(views) }
    for entry in story.accumulated where entry.name.equalsFoldingCase(focus.name) {
      focus.answers.append(
        "`\(focus.name)` is `\(Phrases.short(entry.value))`: carried over from an earlier log of the same id.")
    }
  }

  /// Values of Windows events hold every backslash of the event twice: authors write one and meet the other.
  private func bothViews(_ focus: FieldFocus) -> String? {
    let slash = UInt8(ascii: "\\")
    guard focus.name.lowercased.bytes.starts(with: "win.".utf8), let value = focus.value else { return nil }
    var inEvent: [UInt8] = []
    var hasPair = false
    var at = 0
    while at < value.count {
      inEvent.append(value.bytes[at])
      let isPair = value.bytes[at] == slash && at + 1 < value.count && value.bytes[at + 1] == slash
      hasPair = hasPair || isPair
      at += isPair ? 2 : 1
    }
    guard hasPair else { return nil }
    return
      "The event itself says `\(Phrases.short(ByteString(inEvent)))`: a field holds every backslash of a Windows event twice, and a PCRE2 pattern needs `\\\\\\\\` for each."
  }

  /// There is nothing between `OUT=` and the blank: why a value is empty that is simply empty.
  private func emptyGap(_ field: DecodingStory.Field, _ run: DecodingStory.Run) -> String? {
    guard field.value.isEmpty, let capture = field.capture, run.captures.indices.contains(capture - 1),
      let place = run.captures[capture - 1].span?.lowerBound, place <= explanation.rest.count,
      !run.remarks.contains(where: { $0.code == "empty-capture" && concerns($0, [capture], of: run) })
    else { return nil }
    let log = explanation.rest.bytes
    let before = log[..<place].suffix(24).split(separator: 0x20, omittingEmptySubsequences: false).last ?? []
    let left = before.isEmpty ? "byte \(place)" : "`\(Phrases.short(ByteString(Array(before)), 24))`"
    let right = place < log.count ? (log[place] == 0x20 ? "the blank" : Phrases.byte(log[place])) : "the end of the log"
    return "There is nothing between \(left) and \(right)."
  }

  /// `srcuser` for `dstuser`, and the like.
  private func otherSide(of name: ByteString, _ names: [ByteString]) -> ByteString? {
    for (mine, other) in [("src", "dst"), ("dst", "src")] where name.bytes.starts(with: mine.utf8) {
      let twin = ByteString(Array(other.utf8) + name.bytes.dropFirst(3))
      if names.contains(twin) { return twin }
    }
    return nil
  }

  private func absent(_ name: ByteString, _ focus: inout FieldFocus) {
    let wanted: OrderField = StaticField(name: name).map { .known($0) } ?? .dynamic(name)
    let builder = DecoderFocusBuilder(explainer: explainer, explanation: explanation)
    let definitions = explainer.decoders.definitions
    let naming = definitions.indices.filter { definitions[$0].order.contains(wanted) }
    let root = story.root?.name
    let family = naming.filter { definitions[$0].parent == root && root != nil || definitions[$0].name == root }
    for index in family.prefix(6) { focus.candidates.append(builder.focus(on: index)) }
    focus.answers.append("The event has no `\(focus.name)`.")
    let names = explanation.outcome.fields.map(\.name)
    if let why = AbsentName(name, explanation.outcome).why {
      focus.answers.append(why)
      return
    }
    if let near = Nearness.nearest(to: name, among: names) ?? otherSide(of: name, names) {
      focus.answers.append("It has `\(near)`.")
    }
    if family.isEmpty {
      if let root, naming.isEmpty {
        focus.answers.append("No decoder's <order> names it; `\(root)` took the log.")
      } else if let root {
        let other = definitions[naming[0]]
        focus.answers.append(
          "No <order> below `\(root)`, which took the log, names it; `\(other.name)` (\(other.location)) does.")
      }
    }
    for run in story.runs where run.succeeded && run.decoder.index >= 0 {
      guard let place = definitions[run.decoder.index].order.firstIndex(of: wanted), place >= run.captures.count else {
        continue
      }
      focus.answers.append(
        "`\(run.decoder.name)` names it as number \(place + 1) of its <order>, but its regex gave \(run.captures.count.counted("capture"))."
      )
    }
  }
}
