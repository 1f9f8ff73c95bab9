import Bytes
import Diagnostics
import RulesetSyntax

/// Reads decoder files one after the other and hangs the decoders together (docs/reference/decoders.md §3).
final class DecoderLoader {
  let settings: RulesetSettings
  let report: LoadReport
  private let patterns: PatternStore
  private(set) var forest = DecoderForest()
  /// Root nodes by name: whether they are among the program roots, and their index.
  private var rootsByName: [ByteString: [(isProgram: Bool, index: Int)]] = [:]
  /// The chains below each root, by the name of their members.
  private var chains: [RootKey: [ByteString: Chain]] = [:]
  /// Every name that a rule's `decoded_as` may use.
  private(set) var names: Set<ByteString> = Set(DecoderForest.builtInNames)
  /// Names of decoders that ended the engine's loading.
  private var failedNames: Set<ByteString> = []

  private struct RootKey: Hashable {
    var isProgram: Bool
    var index: Int
  }

  /// Siblings of one name. Whoever joins only has to be checked against the last: the others have been.
  private struct Chain {
    /// Position of the last member among the root's children.
    var last: Int
    /// Whether one of them has a prematch or a regex.
    var canBeContinued: Bool
  }

  /// The one decoder file that may be empty.
  private static let mayBeEmpty = "etc/decoders/local_decoder.xml"

  init(settings: RulesetSettings, report: LoadReport, patterns: PatternStore) {
    self.settings = settings
    self.report = report
    self.patterns = patterns
  }

  /// One that goes on from where another one is.
  init(copying other: DecoderLoader, report: LoadReport) {
    settings = other.settings
    self.report = report
    patterns = other.patterns
    forest = other.forest
    rootsByName = other.rootsByName
    chains = other.chains
    names = other.names
    failedNames = other.failedNames
  }

  /// Reads all decoders of a file.
  func load(_ document: XMLDocument, named name: String, index: Int) throws(LoadStop) {
    let elements = document.topLevelElements
    guard !elements.isEmpty else {
      if name == Self.mayBeEmpty { return }
      try report.attempt { () throws(LoadStop) in
        report.say(
          .error, "1231", "Invalid NULL element in the configuration.", at: document.location(ofOffset: 0),
          hint: "A decoder file must hold a decoder; leave the file out instead.")
        throw LoadStop()
      }
      return
    }
    try document.withText { (text) throws(LoadStop) in
      for element in elements {
        let failed = try self.report.attempt { () throws(LoadStop) in
          try self.insert(try self.read(element, of: document, text))
          self.forest.elements.append(SourceElement(document: index, node: element))
        }
        guard failed else { continue }
        let attribute = document.attributes(of: element).first
        let name = attribute.map(document.content(of:)) ?? document.name(of: element)
        self.report.leaveOut(
          LeftOut(attribute == nil ? .element : .decoder, name, at: document.location(of: element)))
        if attribute != nil { self.noteFailed(name) }
      }
    }
  }

  /// Remembers a decoder that could not be loaded: what refers to it is no problem of its own.
  func noteFailed(_ name: ByteString) {
    names.insert(name)
    failedNames.insert(name)
  }

  /// Says what the reference only shows by refusing to start: that a file has no byte.
  func refuseEmptyFile(_ file: String, named name: String) throws(LoadStop) {
    guard name != Self.mayBeEmpty else { return }
    report.remark(
      Diagnostic(
        .error, code: "empty-decoder-file",
        "The decoder file is empty; the engine refuses to start, without a message.",
        at: SourceLocation(file: file, line: 1, column: 1), hint: "Remove the file, or put a decoder into it."))
    throw LoadStop()
  }

  private func read(_ element: Int, of document: XMLDocument, _ text: ByteView) throws(LoadStop) -> DecoderDefinition {
    let location = document.location(of: element)
    guard text[document.nodes[element].name].equalsFoldingCase("decoder" as StaticString) else {
      let name = document.name(of: element)
      report.say(
        .error, "1230", "Invalid element in the configuration: '\(name)'.", at: location,
        hint: "Decoder files hold <decoder> elements, side by side and without anything around them.")
      throw LoadStop()
    }
    let attributes = document.attributes(of: element)
    let areValid =
      (1...2).contains(attributes.count)
      && text[document.nodes[attributes.lowerBound].name].equalsFoldingCase("name" as StaticString)
      && (attributes.count < 2
        || text[document.nodes[attributes.lowerBound + 1].name].equalsFoldingCase("status" as StaticString))
    guard areValid else {
      let name = document.name(of: element)
      report.say(
        .error, "1230", "Invalid element in the configuration: '\(name)'.",
        at: attributes.isEmpty ? location : document.location(of: attributes.upperBound - 1),
        hint: DecoderVocabulary.hint(forAttributes: attributes.map(document.name(of:))))
      throw LoadStop()
    }
    let children = document.children(of: element)
    guard !children.isEmpty else {
      report.say(
        .error, "1231", "Invalid NULL element in the configuration.", at: location,
        hint: "The decoder has no elements.")
      throw LoadStop()
    }
    var reader = DecoderReader(
      document: document, text: text, element: element, settings: settings, report: report,
      patterns: patterns, decoder: DecoderReading(name: document.content(of: attributes.lowerBound), location: location)
    )
    try reader.read(children)
    return try reader.checked()
  }

  // MARK: The tree, docs/reference/decoders.md §3.6

  private func insert(_ definition: DecoderDefinition) throws(LoadStop) {
    let index = forest.definitions.count
    if let parent = definition.parent {
      guard let roots = rootsByName[parent] else {
        if failedNames.contains(parent) { throw LoadStop() }
        let diagnostic = report.say(
          .error, "2101", "Parent decoder name invalid: '\(parent)'.", at: definition.location,
          hint:
            "No root decoder of this name has been loaded before. There are only two levels: a child cannot be a parent."
        )
        report.ask(.parentDecoder(parent), about: diagnostic)
        report.follow(.error, "2106", "Error adding decoder plugin.")
        throw LoadStop()
      }
      let keys = roots.map { RootKey(isProgram: $0.isProgram, index: $0.index) }
      // All are asked before any takes it: one that refuses it leaves none of it behind.
      for root in keys { try check(definition, below: root) }
      for root in keys { append(definition, index, to: root) }
    } else if definition.programName != nil {
      rootsByName[definition.name, default: []].append((true, forest.programRoots.count))
      forest.programRoots.append(DecoderForest.Node(definition: index))
    } else {
      rootsByName[definition.name, default: []].append((false, forest.plainRoots.count))
      forest.plainRoots.append(DecoderForest.Node(definition: index))
    }
    forest.definitions.append(definition)
    names.insert(definition.name)
  }

  private func check(_ definition: DecoderDefinition, below root: RootKey) throws(LoadStop) {
    let chain = chains[root]?[definition.name]
    if let chain { try checkChain(definition, behind: forest.definitions[child(chain.last, of: root).definition]) }
    if definition.regexOffset == .afterRegex, chain?.canBeContinued != true {
      throw refuse(
        definition, "2120", "Invalid offset value: '\(definition.name)'",
        hint: "after_regex continues where an earlier sibling of the same name stopped; there is none with a regex.")
    }
  }

  private func append(_ definition: DecoderDefinition, _ index: Int, to root: RootKey) {
    let chain = chains[root]?[definition.name]
    if let chain { markContinuation(chain.last, of: root) }
    let position = addChild(DecoderForest.Node(definition: index), to: root)
    let canBeContinued = definition.prematch != nil || definition.regex != nil || chain?.canBeContinued == true
    chains[root, default: [:]][definition.name] = Chain(last: position, canBeContinued: canBeContinued)
  }

  private func checkChain(_ definition: DecoderDefinition, behind other: DecoderDefinition) throws(LoadStop) {
    var note: Diagnostic.Note { Diagnostic.Note("The decoder of the same name before it.", at: other.location) }
    if definition.prematch != nil {
      throw refuse(
        definition, "2102", "Duplicated decoder with prematch: '\(definition.name)'.", note: note,
        hint: "Siblings of one name form one chain of regexes; only the first of them may have a prematch.")
    }
    if definition.firstTimeSeen != nil {
      throw refuse(
        definition, "2103", "Duplicated decoder with fts set: '\(definition.name)'.", note: note,
        hint: "Siblings of one name form one chain of regexes; only the first of them may have fts.")
    }
    // PERF: one by one, because an array would hold copies of both.
    guard definition.regex != nil || definition.plugin != nil, other.regex != nil || other.plugin != nil else {
      throw refuse(
        definition, "2104", "Invalid duplicated decoder: '\(definition.name)'.", note: note,
        hint: "Siblings of one name form one chain; each of them needs a regex or a plugin.")
    }
  }

  private func refuse(
    _ definition: DecoderDefinition, _ code: String, _ text: MessageText, note: Diagnostic.Note? = nil, hint: String
  ) -> LoadStop {
    report.say(.error, code, text, at: definition.location, hint: hint, notes: note.map { [$0] } ?? [])
    report.follow(.error, "2105", "Error loading decoder options.")
    report.follow(.error, "2106", "Error adding decoder plugin.")
    return LoadStop()
  }

  private func child(_ position: Int, of root: RootKey) -> DecoderForest.Node {
    root.isProgram
      ? forest.programRoots[root.index].children[position] : forest.plainRoots[root.index].children[position]
  }

  private func markContinuation(_ position: Int, of root: RootKey) {
    if root.isProgram {
      forest.programRoots[root.index].children[position].continues = true
    } else {
      forest.plainRoots[root.index].children[position].continues = true
    }
  }

  private func addChild(_ node: DecoderForest.Node, to root: RootKey) -> Int {
    if root.isProgram {
      forest.programRoots[root.index].children.append(node)
      return forest.programRoots[root.index].children.count - 1
    }
    forest.plainRoots[root.index].children.append(node)
    return forest.plainRoots[root.index].children.count - 1
  }

  /// After all files: there must be roots of both kinds.
  func finish() throws(LoadStop) {
    guard forest.programRoots.isEmpty || forest.plainRoots.isEmpty else { return }
    let missing = forest.programRoots.isEmpty ? "with a program_name" : "without a program_name"
    report.say(
      .error, "2106", "Error adding decoder plugin.", at: nil,
      hint: "The engine wants at least one root decoder \(missing); --base minimal has one of each kind.")
    throw LoadStop()
  }
}
