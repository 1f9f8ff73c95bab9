import Analysis
import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import Rulesets

/// The classic confusions of decoders, where they are what happened.
struct DecodingRemarks {
  let forest: DecoderForest
  let probe: PatternProbe
  let outcome: Outcome

  func remarks(on story: DecodingStory) -> [Remark] {
    var remarks: [Remark] = []
    if let root = story.root { remarks += aboutRoot(root, story) } else { remarks += aboutNoRoot(story) }
    remarks += aboutChild(story)
    return remarks
  }

  // MARK: Roots

  private func aboutNoRoot(_ story: DecodingStory) -> [Remark] {
    guard let other = story.otherList.first else { return [] }
    let decoder = forest.definitions[other.index]
    if story.withProgramName {
      let program = outcome.predecoding.programName ?? ""
      return [
        Remark(
          "needs-program-name",
          "decoder `\(other.name)` would take this log, but it has no <program_name>: pre-decoding found the program `\(program)`, and then only decoders with one are tried",
          at: other.location)
      ]
    }
    return [
      Remark(
        "no-program-name",
        "decoder `\(other.name)` has a <program_name> (`\(decoder.programName?.pattern.source ?? "")`), but this log has none: without a syslog header only decoders without one are tried",
        at: other.location)
    ]
  }

  private func aboutRoot(_ root: DecoderReference, _ story: DecodingStory) -> [Remark] {
    guard root.index >= 0 else { return [] }
    let definition = forest.definitions[root.index]
    var remarks: [Remark] = []
    let children = node(of: root.index, story)?.children ?? []
    if !children.isEmpty, definition.regex != nil || definition.plugin != nil, let first = children.first {
      let child = DecoderReference(first.definition, in: forest)
      let body = definition.plugin.map { "plugin \($0.rawValue)" } ?? "<regex>"
      let other =
        child.location.file != root.location.file ? ", which another file adds (\(child.location.file))" : ""
      remarks.append(
        Remark(
          "dead-body",
          "the \(body) of `\(root.name)` never runs: the decoder has children, such as `\(child.name)`\(other)",
          at: root.location))
    }
    if story.child == nil, !children.isEmpty {
      let last = story.children.last { $0.result == .prematchFailed }
      let names = story.children.filter { $0.result == .prematchFailed }.count
      remarks.append(
        Remark(
          "no-child",
          "no child of `\(root.name)` takes the log (\(names) tried\(last.map { ", the last one `\($0.decoder.name)`" } ?? "")): the event keeps the root's name and has no fields",
          at: root.location))
    }
    return remarks
  }

  private func node(of root: Int, _ story: DecodingStory) -> DecoderForest.Node? {
    (story.withProgramName ? forest.programRoots : forest.plainRoots).first { $0.definition == root }
  }

  // MARK: Children

  private func aboutChild(_ story: DecodingStory) -> [Remark] {
    guard let root = story.root, let child = story.child, let node = node(of: root.index, story) else { return [] }
    var remarks: [Remark] = []
    let definition = forest.definitions[child.index]
    if definition.prematch == nil {
      let chained = Set(story.runs.map(\.decoder.index))
      let place = node.children.firstIndex { $0.definition == child.index } ?? 0
      let behind = node.children.dropFirst(place + 1).first { !chained.contains($0.definition) }
      if let behind {
        let lost = DecoderReference(behind.definition, in: forest)
        if lost.name != child.name {
          remarks.append(
            Remark(
              "child-without-prematch",
              "child `\(child.name)` has no <prematch>: it takes every log of `\(root.name)`, and children behind it, such as `\(lost.name)`, are never tried",
              at: child.location))
        }
      }
      if definition.usesOwnName, definition.name != root.name {
        remarks.append(
          Remark(
            "own-name-without-prematch",
            "<use_own_name> of `\(child.name)` has no effect: only a child with a <prematch> becomes the reported decoder",
            at: child.location))
      }
    }
    let place = node.children.firstIndex { $0.definition == child.index } ?? 0
    let later = node.children.dropFirst(place + 1).first {
      forest.definitions[$0.definition].location.file != child.location.file && takes($0.definition, story)
    }
    if let later {
      let other = DecoderReference(later.definition, in: forest)
      remarks.append(
        Remark(
          "foreign-child",
          "child `\(child.name)` (\(child.location.file)) took this log before `\(other.name)` (\(other.location.file)) could: all children of one parent name are one list, in load order",
          at: child.location))
    }
    return remarks
  }

  private func takes(_ index: Int, _ story: DecodingStory) -> Bool {
    let definition = forest.definitions[index]
    guard let prematch = definition.prematch else { return true }
    var from = 0
    if definition.prematchOffset == .afterParent, case .taken(let rest?) = story.roots.last?.result { from = rest }
    return probe.matches(prematch.pattern, ByteString(Array(probe.rest.bytes[min(max(from, 0), probe.rest.count)...])))
  }

  // MARK: Bodies

  /// What is worth knowing about a regex or plugin that ran.
  func aboutRun(_ index: Int, of story: DecodingStory) -> [Remark] {
    let run = story.runs[index]
    if !run.succeeded { return run.plugin == nil ? aboutFailedRegex(run, behind: story.runs[..<index]) : [] }
    var remarks: [Remark] = []
    if let shadowed = run.fields.first(where: \.isShadowed) {
      remarks.append(
        Remark(
          "first-value-counts",
          "field `\(shadowed.name)` was set before: documents show both, but rules see the first value",
          at: run.decoder.location))
    }
    if run.decoder.index >= 0, run.plugin == nil { remarks += aboutCaptures(run) }
    return remarks
  }

  private func aboutCaptures(_ run: DecodingStory.Run) -> [Remark] {
    let definition = forest.definitions[run.decoder.index]
    let names = definition.order.count
    let short = run.fields.compactMap { shortCapture($0, of: run, definition.regex) }
    if let dropped = run.dropped.first {
      return [
        Remark(
          "more-groups-than-names",
          "the regex has more groups than <order> has names: `\(dropped.value)` is dropped", at: run.decoder.location)
      ] + short
    }
    guard names > run.fields.count, !run.fields.isEmpty else {
      if let empty = run.fields.first(where: { $0.value.isEmpty && isLostRun($0, of: run, definition.regex) }),
        let capture = empty.capture
      {
        return [
          Remark(
            "empty-capture",
            "group \(capture) is empty: a run in a group that reaches the end of the log, with only optional parts behind it, loses its mark; end the pattern with the group",
            at: definition.regex?.location)
        ]
      }
      return short
    }
    return [
      Remark(
        "fewer-groups-than-names",
        "<order> has \(names) names, the match gave \(run.fields.count.counted("value")): \(lack(run, names, definition.regex))",
        at: definition.regex?.location)
    ] + short
  }

  /// Why a match gives fewer values than there are names.
  private func lack(_ run: DecodingStory.Run, _ names: Int, _ regex: PatternText?) -> String {
    guard let regex, let native = regex.pattern.native else {
      return "groups behind the last one that took part in the match give none"
    }
    if native.alternatives.count > 1 { return "groups count within the alternative that matched" }
    let groups = native.alternatives.first?.groupCount ?? 0
    if groups < names { return "the regex has \(groups.counted("group"))" }
    return "a group that has nothing left to take where the log ends gives none"
  }

  /// A run at the end of a group that ends although it could go on, because what follows takes the same bytes.
  private func shortCapture(
    _ field: DecodingStory.Field, of run: DecodingStory.Run, _ regex: PatternText?
  ) -> Remark? {
    guard let regex, regex.pattern.dialect == .osregex, let capture = field.capture,
      run.captures.indices.contains(capture - 1), let end = run.captures[capture - 1].span?.upperBound,
      end < probe.rest.count, let native = regex.pattern.native
    else { return nil }
    let byte = probe.rest.bytes[end]
    for alternative in native.alternatives {
      guard let (own, next) = alternative.run(endingGroup: capture - 1), let next, own.contains(byte),
        next.contains(byte), own.letterTaken(by: next) != nil
      else { continue }
      return Remark(
        "short-capture",
        "group \(capture) ends before \(Phrases.byte(byte)), which its run of `\\\(Character(UnicodeScalar(own.escape)))` could take, too: what follows in the pattern takes it, and a run ends at the first byte that the next part takes; write the delimiter that stands between the two in the log",
        at: regex.location)
    }
    return nil
  }

  /// Whether a value is empty because its run reached the end of the log and lost its mark: the group, put alone behind
  /// the place where it stands, takes all that is left.
  private func isLostRun(_ field: DecodingStory.Field, of run: DecodingStory.Run, _ regex: PatternText?) -> Bool {
    guard let regex, regex.pattern.dialect == .osregex, let capture = field.capture,
      run.captures.indices.contains(capture - 1), let place = run.captures[capture - 1].span?.lowerBound,
      place < probe.rest.count
    else { return false }
    let left = ByteString(Array(probe.rest.bytes[place...]))
    return Self.groups(regex.pattern.source, numbered: capture - 1).contains { group in
      guard let pattern = try? Pattern(ByteString([UInt8(ascii: "^")] + group + [UInt8(ascii: "$")]), dialect: .osregex)
      else { return false }
      return probe.matches(pattern, left)
    }
  }

  /// What stands between the parentheses of a group of a native pattern, per alternative, where that can lose its mark:
  /// runs with nothing but optional parts behind them.
  private static func groups(_ source: ByteString, numbered number: Int) -> [[UInt8]] {
    guard let native = try? NativeExpression(source) else { return [] }
    return native.alternatives.compactMap { alternative in
      guard alternative.run(endingGroup: number, needsFollower: false) != nil,
        alternative.isOptional(behindGroup: number), let open = alternative.cells.firstIndex(of: .mark(2 * number)),
        let close = alternative.cells.firstIndex(of: .mark(2 * number + 1))
      else { return nil }
      return Array(source.bytes[alternative.positions[open] + 1..<alternative.positions[close]])
    }
  }

  private func aboutFailedRegex(
    _ run: DecodingStory.Run, behind earlier: ArraySlice<DecodingStory.Run>
  ) -> [Remark] {
    guard run.decoder.index >= 0 else { return [] }
    let definition = forest.definitions[run.decoder.index]
    guard let regex = definition.regex else { return [] }
    var remarks: [Remark] = []
    if definition.regexOffset == .afterRegex, let last = earlier.last(where: { $0.succeeded }),
      let span = last.captures.last?.span, span.contains(run.subject.lowerBound),
      span.lowerBound < run.subject.lowerBound
    {
      let group = String(decoding: last.pattern?.bytes.suffix(8) ?? [], as: UTF8.self)
      remarks.append(
        Remark(
          "restart-inside-capture",
          "after_regex goes on at the second byte of the last captured word (`…\(group)` ends in a run inside a group): end that regex with the byte that follows the group",
          at: last.decoder.location))
    }
    if definition.regexOffset != .none, run.subject.lowerBound > 0, probe.matches(regex.pattern, probe.rest),
      remarks.isEmpty
    {
      remarks.append(
        Remark(
          "offset-passed-it",
          "the regex would match the whole log, but offset makes it begin at byte \(run.subject.lowerBound + 1), behind what it wants",
          at: regex.location))
    }
    if run.decoder.parent != nil, definition.prematch != nil {
      remarks.append(
        Remark(
          "prematch-is-final",
          "the <prematch> of `\(run.decoder.name)` decided: children behind it are not tried although its regex failed",
          at: run.decoder.location))
    }
    return remarks
  }
}
