import Bytes

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
  /// A fault in the configuration ends everything before a file is read.
  var isFaulty = false

  /// Marks all files.
  mutating func mark(_ flag: WritableKeyPath<Source, Bool>) {
    for index in decoders.indices { decoders[index][keyPath: flag] = true }
    for index in rules.indices { rules[index][keyPath: flag] = true }
    if flag == \.isBase { for index in lists.indices { lists[index].isBase = true } }
  }

  /// Adds what another plan has; a file both have, by whatever path, counts once.
  mutating func add(_ other: RulesetPlan, resolve: (String) -> String) {
    Self.add(other.decoders, to: &decoders, resolve)
    Self.add(other.rules, to: &rules, resolve)
    for list in other.lists where !lists.contains(where: { $0.name == list.name }) { lists.append(list) }
    isFaulty = isFaulty || other.isFaulty
  }

  private static func add(_ sources: [Source], to known: inout [Source], _ resolve: (String) -> String) {
    var places: [FileSystem.Identity: Int] = [:]
    for (index, source) in known.enumerated() {
      if let identity = FileSystem.kind(resolve(source.path))?.identity { places[identity] = index }
    }
    for source in sources {
      if source.text == nil, let identity = FileSystem.kind(resolve(source.path))?.identity {
        if let place = places[identity] {
          if source.isOwn { known[place].isBase = false }
          continue
        }
        places[identity] = known.count
      }
      known.append(source)
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

  /// Orders the files of all folders together, by base name (spec/rules.md §2.1).
  mutating func sort() {
    Self.sort(&decoders)
    Self.sort(&rules)
  }

  private static func sort(_ sources: inout [Source]) {
    let keyed = sources.enumerated().map { (Array(FileSystem.baseName($0.element.path).utf8), $0.offset, $0.element) }
    sources = keyed.sorted { left, right in
      if left.0 == right.0 { return left.1 < right.1 }
      return left.0.lexicographicallyPrecedes(right.0)
    }.map { $0.2 }
  }
}
