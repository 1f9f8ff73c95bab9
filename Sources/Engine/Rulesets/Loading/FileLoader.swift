import RulesetSyntax

/// What takes in the files of one kind, one after the other.
protocol FileLoader {
  /// The kind.
  static var kind: RulesetFile.Kind { get }
  /// Reads all definitions of a file.
  /// - Parameter index: the document's place in ``LoadedRuleset/documents``.
  func load(_ document: XMLDocument, of source: RulesetPlan.Source, index: Int) throws(LoadStop)
  /// Takes note of a file without a byte.
  func takeEmptyFile(_ source: RulesetPlan.Source) throws(LoadStop)
  /// Takes note of definitions that stand in a file which is no XML, and could not be read.
  func noteUnread()
}

extension DecoderLoader: FileLoader {
  static var kind: RulesetFile.Kind { .decoders }

  func load(_ document: XMLDocument, of source: RulesetPlan.Source, index: Int) throws(LoadStop) {
    try load(document, named: source.configured, index: index)
  }

  func takeEmptyFile(_ source: RulesetPlan.Source) throws(LoadStop) {
    try refuseEmptyFile(source.path, named: source.configured)
  }

  func noteUnread() {
    for name in report.unreadDecoders.keys { noteFailed(name) }
  }
}

extension RuleLoader: FileLoader {
  static var kind: RulesetFile.Kind { .rules }

  func load(_ document: XMLDocument, of source: RulesetPlan.Source, index: Int) throws(LoadStop) {
    try load(document, named: source.name, index: index)
  }

  func takeEmptyFile(_ source: RulesetPlan.Source) {}

  func noteUnread() {}
}
