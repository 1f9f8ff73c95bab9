import Analysis
import Diagnostics
import Rulesets
import System

/// Makes the old ruleset with some of the edits, as often as it is asked.
final class EditBench {
  private let pair: RulesetPair
  private let frame: RulesetOptions
  private let engine: EngineOptions
  private let usesNew: Bool
  private var reloader: (lists: [RulesetOptions.InlineList], level: Int?, memory: Int?, RulesetReloader)?

  /// What stands for a file that is not there: a variable is no part of any tree.
  private static let nothing = Array("<var name=\"ASSAY_NOTHING\">nothing</var>\n".utf8)

  init(_ pair: RulesetPair, old: RulesetOptions, new: RulesetOptions, engine: EngineOptions) {
    self.pair = pair
    self.engine = engine
    // Files that came are there only in the new one, and are blanked where they are not wanted.
    usesNew = pair.files.contains { $0.old == nil }
    frame = usesNew ? new : old
  }

  /// Whether an edit can be made, or left out, alone.
  func isSeparable(_ edit: RulesetEdit) -> Bool {
    guard case .file(let number) = edit.patch else { return true }
    return usesNew ? pair.files[number].old == nil : pair.files[number].new == nil
  }

  /// The ruleset; nil where the engine would not start with it.
  func ruleset(with chosen: Set<Int>) -> CompiledRuleset? {
    var texts: [Int: [UInt8]] = [:]
    for (number, files) in pair.files.enumerated() {
      guard let document = usesNew ? files.new : files.old else { continue }
      let loaded = usesNew ? pair.new : pair.old
      guard let text = self.text(number, files, chosen) else { continue }
      let current = loaded.documents[document]
      if current.buffer[..<current.sourceCount] != text[...] { texts[document] = text }
    }
    guard let reloader = try? self.reloader(for: chosen) else { return nil }
    let loaded = texts.isEmpty ? reloader.original : reloader.load(replacing: texts)
    return loaded.isLoaded ? CompiledRuleset(loaded, options: engine) : nil
  }

  private func text(_ number: Int, _ files: RulesetPair.Files, _ chosen: Set<Int>) -> [UInt8]? {
    var edits: [TextEdit] = []
    var isWhole: Bool?
    for (index, edit) in pair.edits.enumerated() {
      switch edit.patch {
      case .text(number, let text): if chosen.contains(index) { edits.append(text) }
      case .file(number): isWhole = chosen.contains(index)
      default: continue
      }
    }
    if let isWhole {
      // The file is there when it was added, or not removed.
      let isThere = files.old == nil ? isWhole : !isWhole
      guard isThere else { return Self.nothing }
      let document = files.old.map { pair.old.documents[$0] } ?? files.new.map { pair.new.documents[$0] }
      return document.map { Array($0.buffer[..<$0.sourceCount]) }
    }
    guard let old = files.old else { return nil }
    let document = pair.old.documents[old]
    return TextEdit.apply(edits, to: Array(document.buffer[..<document.sourceCount]))
  }

  private func reloader(for chosen: Set<Int>) throws(RulesetError) -> RulesetReloader {
    var options = frame
    var lists: [RulesetOptions.InlineList] = []
    for (index, edit) in pair.edits.enumerated() {
      switch edit.patch {
      case .list(let name, let old, let new):
        lists.append(.init(name: name, text: (chosen.contains(index) ? new : old) ?? []))
      case .settings:
        let settings = chosen.contains(index) ? pair.new.settings : pair.old.settings
        (options.logAlertLevel, options.memorySize) = (settings.logAlertLevel, settings.memorySize)
      default: continue
      }
    }
    options.inlineLists = lists
    if let known = reloader, known.lists == lists, known.level == options.logAlertLevel,
      known.memory == options.memorySize
    {
      return known.3
    }
    let made = try RulesetReloader(options)
    reloader = (lists, options.logAlertLevel, options.memorySize, made)
    return made
  }
}
