import Bytes
import Fields
import PatternReasoning
import PatternSyntax
import Patterns
import RulesetSyntax
import Rulesets
import Synchronization

/// What one run has found out and the next one need not find out again.
///
/// Everything in it is an answer that depends on the question alone: what a file's text holds, what a pattern demands. So
/// nothing in it can be out of date, whatever has changed between two runs.
final class LintMemory: Sendable {
  private struct KnownFile {
    let file: LintedFile
    var texts: FileTexts?
    var ruleCount: Int?
    var decoderCount: Int?
    var ids: [Int]?
  }

  /// A pattern as something that is equal where what it demands is.
  private struct PatternKey: Hashable {
    var dialect: Dialect
    var source: ByteString
  }

  /// What decoders there are follows from these.
  private struct KnownDecoders {
    let files: [LintedFile]
    /// Where those stand that were loaded.
    let elements: [SourceElement]
    let settings: RulesetSettings
    /// Whether faulty parts are left out, or whole decoders.
    let isComplete: Bool
    let fields: DecoderFields

    func isOf(_ ruleset: LintedRuleset, _ files: [LintedFile]) -> Bool {
      elements == ruleset.loaded.decoders.elements && settings == ruleset.loaded.settings
        && isComplete == ruleset.loaded.isComplete && self.files.count == files.count
        && zip(self.files, files).allSatisfy { $0.isSame(as: $1) }
    }
  }

  private let files = Mutex<[Int: KnownFile]>([:])
  private let decoders = Mutex<KnownDecoders?>(nil)
  private let demands = Mutex<[PatternKey: LiteralDemand]>([:])
  /// So many patterns are remembered before all are forgotten: many times those of a large ruleset.
  private static let mostPatterns = 1 << 17

  init() {}

  // MARK: Files

  /// The rules or decoders of a file.
  func texts(of file: LintedFile) -> FileTexts {
    if let texts = known(file)?.texts { return texts }
    let texts = FileTexts(file)
    remember(file) { $0.texts = texts }
    return texts
  }

  /// The number of a file's rules.
  func ruleCount(of file: LintedFile) -> Int {
    if let count = known(file)?.ruleCount { return count }
    let count = FileTexts.ruleCount(of: file)
    remember(file) { $0.ruleCount = count }
    return count
  }

  /// The number of a file's decoders.
  func decoderCount(of file: LintedFile) -> Int {
    if let count = known(file)?.decoderCount { return count }
    let count = FileTexts.decoderCount(of: file)
    remember(file) { $0.decoderCount = count }
    return count
  }

  /// The numbers of a file's rules.
  func ids(of file: LintedFile) -> [Int] {
    if let ids = known(file)?.ids { return ids }
    let ids = FileTexts.ids(of: file)
    remember(file) { $0.ids = ids }
    return ids
  }

  private func known(_ file: LintedFile) -> KnownFile? {
    files.withLock { $0[file.index] }.flatMap { $0.file.isSame(as: file) ? $0 : nil }
  }

  private func remember(_ file: LintedFile, _ change: @Sendable (inout KnownFile) -> Void) {
    files.withLock { files in
      if files[file.index]?.file.isSame(as: file) != true { files[file.index] = KnownFile(file: file) }
      if var known = files[file.index] {
        change(&known)
        files[file.index] = known
      }
    }
  }

  /// What the orders of a ruleset's decoders name.
  func decoderFields(of ruleset: LintedRuleset) -> DecoderFields {
    let files = ruleset.files.filter { $0.kind == .decoders }
    if let known = decoders.withLock({ $0 }), known.isOf(ruleset, files) { return known.fields }
    let fields = DecoderFields(ruleset.loaded.decoders)
    let known = KnownDecoders(
      files: files, elements: ruleset.loaded.decoders.elements, settings: ruleset.loaded.settings,
      isComplete: ruleset.loaded.isComplete, fields: fields)
    decoders.withLock { $0 = known }
    return fields
  }

  /// Forgets files behind the last one that there is.
  func keepFiles(_ count: Int) {
    files.withLock { files in
      for index in files.keys where index >= count { files[index] = nil }
    }
  }

  /// How many files are remembered.
  var fileCount: Int { files.withLock { $0.count } }

  // MARK: Patterns

  /// What can be said about a pattern in literals.
  func demand(of pattern: Pattern) -> LiteralDemand {
    let key = PatternKey(dialect: pattern.dialect, source: pattern.source)
    if let known = demands.withLock({ $0[key] }) { return known }
    let demand = LiteralDemand(pattern)
    demands.withLock { demands in
      if demands.count >= Self.mostPatterns { demands.removeAll() }
      demands[key] = demand
    }
    return demand
  }
}

extension LintedFile {
  /// Whether it is the same text in the same place.
  fileprivate func isSame(as other: LintedFile) -> Bool {
    index == other.index && kind == other.kind && isBase == other.isBase && document.isSame(as: other.document)
  }
}
