import Bytes
import RulesetSyntax

/// The names that one file holds. Reading never fails: of a half-typed file they are those that can be made out.
package struct FileSymbols: Sendable {
  /// What a file is.
  package enum Content: Sendable {
    /// Decoders, rules, variables.
    case ruleset
    /// Cases of ours.
    case cases
    /// Tests of Wazuh's runner.
    case ini
    /// `assay.conf`
    case configuration
    /// `ossec.conf`
    case engineConfiguration
    /// A CDB list of this name.
    case list(ByteString)
    /// Anything else: no names.
    case other

    /// Judges a file by its name and its beginning.
    package init(file: String, text: [UInt8]) {
      let name = file.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? ""
      let lowercased = name.lowercased()
      if lowercased.hasSuffix(".ruletest") {
        self = .cases
      } else if lowercased.hasSuffix(".ini") {
        self = .ini
      } else if name == "assay.conf" {
        self = .configuration
      } else if lowercased.hasSuffix(".conf") {
        self = .engineConfiguration
      } else if lowercased.hasSuffix(".xml") {
        self = .ruleset
      } else {
        self = .other
      }
    }
  }

  /// The file, as it was named.
  package let file: String
  /// What it is.
  package let content: Content
  /// All places of names, by where they begin.
  package private(set) var occurrences: [SymbolOccurrence]
  /// What it holds, for people.
  package let outline: [OutlineItem]
  /// The rules in it.
  package let rules: [RuleSummary]
  /// The decoders in it.
  package let decoders: [DecoderSummary]

  /// Reads a file.
  /// - Parameters:
  ///   - file: its name, which is how it is found in a ``SymbolIndex``.
  ///   - text: what it holds.
  ///   - content: what it is; nil to judge by its name.
  package init(file: String, text: [UInt8], content: Content? = nil) {
    let content = content ?? Content(file: file, text: text)
    self.file = file
    self.content = content
    var names = NameCollector(file: file, text: text)
    switch content {
    case .ruleset: RulesetNames.read(LooseDocument(text), into: &names)
    case .engineConfiguration: ConfigurationNames.readEngine(LooseDocument(text), into: &names)
    case .cases: CaseNames.read(text, into: &names)
    case .ini: CaseNames.readIni(text, into: &names)
    case .configuration: ConfigurationNames.read(text, into: &names)
    case .list(let name): names.addFile(Symbol(.list, name))
    case .other: break
    }
    occurrences = names.occurrences
    outline = names.outline
    rules = names.rules
    decoders = names.decoders
    occurrences.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }

  /// The name that a place is in, or directly behind; of several the shortest.
  package func occurrence(at offset: Int) -> SymbolOccurrence? {
    var low = 0
    var high = occurrences.count
    while low < high {
      let middle = (low + high) / 2
      if occurrences[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    let near = occurrences[max(0, low - 8)..<low].filter { $0.range.upperBound >= offset && !$0.range.isEmpty }
    return near.min { left, right in
      // One that begins here comes before one that ends here.
      let (first, second) = (left.range.contains(offset), right.range.contains(offset))
      return first == second ? left.range.count < right.range.count : first
    }
  }
}
