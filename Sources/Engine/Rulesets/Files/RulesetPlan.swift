import Bytes
import System

/// What is to be loaded, found out before any of it is read.
struct RulesetPlan {
  /// A file of decoders or rules.
  struct Source: Sendable {
    /// The path that opens it, and that people are shown.
    var path: String
    /// The name in the reference's messages.
    var name: String
    /// The path in the configuration, which decides about the one decoder file that may be empty.
    var configured: String
    /// The file's text where it is built in.
    var text: [UInt8]?
    /// Whether it belongs to what the ruleset is loaded on top of.
    var isBase = false
    /// Whether it is the ruleset's own even if the base has it: it was named apart from the base.
    var isOwn = false
    /// Whether an own file of the same base name takes its place: a manager's own files are deployed over, its stock
    /// ruleset is not.
    var isReplaceable = false

    init(path: String, name: String? = nil, configured: String? = nil, text: [UInt8]? = nil) {
      self.path = path
      self.name = name ?? path
      self.configured = configured ?? path
      self.text = text
    }
  }

  /// A list file and the name rules use.
  struct List: Sendable {
    var path: String
    var name: ByteString
    /// The name in messages.
    var shown: String
    /// The list's text where there is no file.
    var text: [UInt8]?
    /// Whether it belongs to the base.
    var isBase = false
  }

  var decoders: [Source] = []
  var rules: [Source] = []
  var lists: [List] = []
  var settings = RulesetSettings()
  /// Files of the base whose place own files take.
  var replacements: [RulesetSearch.Replacement] = []
  /// The configuration that it comes from.
  var configuration: ReadConfiguration?
  /// What files hold that are open in an editor.
  var unsaved = UnsavedTexts()
  /// A fault in the configuration ends everything before a file is read.
  var isFaulty = false

  /// Marks all files.
  mutating func mark(_ flag: WritableKeyPath<Source, Bool>) {
    for index in decoders.indices { decoders[index][keyPath: flag] = true }
    for index in rules.indices { rules[index][keyPath: flag] = true }
    if flag == \.isBase { for index in lists.indices { lists[index].isBase = true } }
  }

  /// Adds what another plan has; a file both have, by whatever path, counts once, and an own file takes the place of the
  /// base's of the same base name, as it would in the manager's folder.
  mutating func add(_ other: RulesetPlan, resolve: (String) -> String) {
    Self.add(other.decoders, to: &decoders, &replacements, resolve)
    Self.add(other.rules, to: &rules, &replacements, resolve)
    for list in other.lists {
      if let place = lists.firstIndex(where: { $0.name == list.name }) {
        if lists[place].isBase, !list.isBase { replace(list: place, by: list, resolve) }
      } else {
        lists.append(list)
      }
    }
    isFaulty = isFaulty || other.isFaulty
  }

  private mutating func replace(list place: Int, by list: List, _ resolve: (String) -> String) {
    let known = lists[place]
    lists[place] = list
    guard FileFacts(of: resolve(known.path))?.identity != FileFacts(of: resolve(list.path))?.identity else {
      return
    }
    replacements.append(RulesetSearch.Replacement(file: known.path, by: list.path))
  }

  private static func add(
    _ sources: [Source], to known: inout [Source], _ replacements: inout [RulesetSearch.Replacement],
    _ resolve: (String) -> String
  ) {
    var deployed: [String: Int] = [:]
    for (index, source) in known.enumerated() where source.isReplaceable {
      deployed[Paths.name(of: source.path)] = index
    }
    var places: [FileFacts.Identity: Int] = [:]
    for (index, source) in known.enumerated() {
      if let identity = FileFacts(of: resolve(source.path))?.identity { places[identity] = index }
    }
    for source in sources {
      let identity = source.text == nil ? FileFacts(of: resolve(source.path))?.identity : nil
      if let place = identity.flatMap({ places[$0] }) {
        if source.isOwn { known[place].isBase = false }
        continue
      }
      var place = known.count
      if !source.isBase, let found = deployed.removeValue(forKey: Paths.name(of: source.path)), known[found].isBase {
        replacements.append(RulesetSearch.Replacement(file: known[found].path, by: source.path))
        place = found
        known[place] = source
      } else {
        known.append(source)
      }
      if let identity { places[identity] = place }
    }
  }

  /// Puts lists that are given as text in the place of files' lists of the same name.
  mutating func put(_ inline: [RulesetOptions.InlineList]) {
    for list in inline {
      let name = CDBList.name(of: ByteString(list.name))
      lists.removeAll { $0.name == name && $0.text == nil }
      lists.append(List(path: list.name, name: name, shown: list.name, text: list.text))
    }
  }

  /// Orders the files of all folders together, by base name (docs/reference/rules.md §2.1).
  mutating func sort() {
    Self.sort(&decoders)
    Self.sort(&rules)
  }

  private static func sort(_ sources: inout [Source]) {
    let keyed = sources.enumerated().map { (Array(Paths.name(of: $0.element.path).utf8), $0.offset, $0.element) }
    sources = keyed.sorted { left, right in
      if left.0 == right.0 { return left.1 < right.1 }
      return left.0.lexicographicallyPrecedes(right.0)
    }.map { $0.2 }
  }
}
