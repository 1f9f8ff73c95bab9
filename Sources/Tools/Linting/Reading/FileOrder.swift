import Bytes
import Diagnostics
import Rulesets

/// The order in which files are read, what depends on it, and names under which a file would come in time.
///
/// Files of one kind are read in the byte order of their base names, whatever their folders (docs/reference/rules.md
/// §2.1). What a rule builds upon must have been read before it.
struct FileOrder {
  /// A proposal: as what a file is to be named.
  struct Renaming: Equatable {
    /// The file's path as it is.
    var path: String
    /// Its new base name.
    var name: String
  }

  private let ruleset: LintedRuleset
  /// Per file: base names of the files that its rules build upon.
  private var needs: [String: Set<String>] = [:]
  /// Per file: base names of the files that build upon its rules.
  private var serves: [String: Set<String>] = [:]
  private let taken: Set<String>

  init(_ ruleset: LintedRuleset) {
    self.ruleset = ruleset
    taken = Set(ruleset.files.map { Self.baseName($0.path) })
    let forest = ruleset.loaded.rules
    func file(_ rule: Int) -> String { forest.rules[rule].location.file }
    for node in forest.nodes {
      for child in node.children { connect(file(node.rule), file(forest.nodes[child].rule)) }
    }
    let definitions = ruleset.loaded.decoders.definitions
    var roots: [ByteString: String] = [:]
    for decoder in definitions {
      if let parent = decoder.parent {
        if let root = roots[parent] { connect(root, decoder.location.file) }
      } else if roots[decoder.name] == nil {
        roots[decoder.name] = decoder.location.file
      }
    }
  }

  private mutating func connect(_ earlier: String, _ later: String) {
    // The files of the minimal base come first whatever their names.
    guard earlier != later, !earlier.hasPrefix("<") else { return }
    needs[later, default: []].insert(Self.baseName(earlier))
    serves[earlier, default: []].insert(Self.baseName(later))
  }

  static func baseName(_ path: String) -> String {
    guard path.utf8.last != UInt8(ascii: "/") else { return path.split(separator: "/").last.map(String.init) ?? path }
    return path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  // MARK: Advice

  /// What to do so that something in one file is read after something in another one: the new name of one of the two.
  ///
  /// Everything else that is in order now stays so. Nil when no name does that, or both are in one file.
  func renaming(_ late: String, before early: String) -> Renaming? {
    let lateName = Self.baseName(late)
    let earlyName = Self.baseName(early)
    guard lateName != earlyName else { return nil }
    if isOwn(early) {
      let floor = (needs[early] ?? []).union([lateName]).max(by: Self.precedes) ?? lateName
      let ceiling = (serves[early] ?? []).min(by: Self.precedes)
      if let name = name(for: earlyName, after: floor, before: ceiling) { return Renaming(path: early, name: name) }
    }
    if isOwn(late) {
      let ceiling = (serves[late] ?? []).union([earlyName]).min(by: Self.precedes) ?? earlyName
      let floor = (needs[late] ?? []).max(by: Self.precedes)
      if let name = name(for: lateName, after: floor ?? "", before: ceiling) { return Renaming(path: late, name: name) }
    }
    return nil
  }

  private func isOwn(_ path: String) -> Bool { ruleset.fileIndex[path].map { !ruleset.files[$0].isBase } ?? false }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// A name like the present one that lies between two others.
  private func name(for present: String, after floor: String, before ceiling: String?) -> String? {
    let (_, rest) = Self.number(present)
    // A file without a number in front keeps its name behind the one that is put there.
    let tail = rest.count < present.count ? rest : "-" + present
    var candidates: [String] = []
    for (name, steps) in [(floor, [10, 5, 1]), (ceiling ?? "", [-10, -5, -1])] {
      let (digits, _) = Self.number(name)
      guard let number = Int(digits), digits.count <= 6 else { continue }
      for step in steps where number + step >= 0 {
        // To the next round number first, as people number files.
        let near = abs(step) > 1 ? (number + step) / abs(step) * abs(step) : number + step
        let text = String(near)
        candidates.append(String(repeating: "0", count: max(0, digits.count - text.count)) + text + tail)
      }
    }
    let stem = floor.hasSuffix(".xml") ? String(floor.dropLast(4)) : floor
    candidates += ["\(stem)_\(present)", "\(stem)z_\(present)", "0-\(present)", "00-\(present)"]
    return candidates.first { name in
      Self.precedes(floor, name) && ceiling.map { Self.precedes(name, $0) } ?? true && !taken.contains(name)
    }
  }

  /// The digits that a name begins with, and the rest.
  private static func number(_ name: String) -> (digits: String, rest: String) {
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    return (String(digits), String(name.dropFirst(digits.count)))
  }

  /// The advice as a sentence; nil where there is none.
  func advice(_ late: String, before early: String) -> String? {
    if Self.baseName(late) == Self.baseName(early) { return nil }
    guard let renaming = renaming(late, before: early) else {
      return "No new name of either file alone puts them into order: move one of the two to the other's file."
    }
    let when = renaming.path == early ? "after \(Self.baseName(late))" : "before \(Self.baseName(early))"
    return "Named \(renaming.name), \(renaming.path) would be read \(when)."
  }
}

extension Findings {
  /// Takes over what loading said under the page's codes, with advice where something comes too late.
  /// - Parameter late: the path of the file in which what is missing comes later, if it does.
  mutating func addWithOrder(in ruleset: LintedRuleset, late: (Diagnostic) -> String?) {
    let codes = [page.code] + page.messages
    let diagnostics = ruleset.loaded.diagnostics.filter { codes.contains($0.code) }
    guard !diagnostics.isEmpty else { return }
    let order = FileOrder(ruleset)
    for diagnostic in diagnostics {
      var diagnostic = diagnostic
      if let late = late(diagnostic), let location = diagnostic.location,
        let advice = order.advice(late, before: location.file)
      {
        diagnostic.notes.append(Diagnostic.Note(advice))
      }
      add(diagnostic)
    }
  }
}

extension LintedRuleset {
  /// The number that stands at a place.
  func number(at location: SourceLocation?) -> Int? {
    guard let location, let file = fileIndex[location.file].map({ files[$0] }) else { return nil }
    let digits = file.source[file.place(of: location).offset...].prefix(while: ASCII.isDigit)
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// The file in which a rule in force begins.
  func file(ofRule id: Int) -> String? {
    ruleOfID[id].map { files[loaded.rules.elements[$0].document].path }
  }

  /// The rule in which a place lies, counted within its file.
  func rule(around location: SourceLocation?) -> RuleText? {
    guard let location, let file = fileIndex[location.file].map({ files[$0] }), file.kind == .rules else { return nil }
    let offset = file.place(of: location).offset
    return memory.texts(of: file).rules.last { $0.element.place.offset <= offset }
  }

  /// The decoder in which a place lies, counted within its file.
  func decoder(around location: SourceLocation?) -> DecoderText? {
    guard let location, let file = fileIndex[location.file].map({ files[$0] }), file.kind == .decoders else {
      return nil
    }
    let offset = file.place(of: location).offset
    return memory.texts(of: file).decoders.last { $0.element.place.offset <= offset }
  }
}
