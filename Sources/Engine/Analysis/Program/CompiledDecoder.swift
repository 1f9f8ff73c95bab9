import Bytes
import Patterns
import Rulesets

/// A decoder in its place, ready to run.
final class CompiledDecoder: Sendable {
  /// Index in ``/Rulesets/DecoderForest/definitions``.
  let index: Int
  let definition: DecoderDefinition
  /// What documents and rules call it: a child without `use_own_name` has its parent's name.
  let reportedName: ByteString
  /// The reported name, numbered: what `decoded_as` compares.
  let nameID: Int
  /// The next sibling belongs to the same chain.
  let continues: Bool
  let children: [CompiledDecoder]
  /// The definition's patterns, which it keeps alive.
  let programName: PatternHandle?
  let prematch: PatternHandle?
  let regex: PatternHandle?

  init(_ node: DecoderForest.Node, of forest: DecoderForest, parentName: ByteString?, names: inout DecoderNames) {
    let definition = forest.definitions[node.definition]
    index = node.definition
    self.definition = definition
    reportedName = parentName.map { definition.usesOwnName ? definition.name : $0 } ?? definition.name
    nameID = names.intern(reportedName)
    continues = node.continues
    var children: [CompiledDecoder] = []
    for child in node.children {
      children.append(CompiledDecoder(child, of: forest, parentName: definition.name, names: &names))
    }
    self.children = children
    programName = definition.programName.map { PatternHandle($0.pattern) }
    prematch = definition.prematch.map { PatternHandle($0.pattern) }
    regex = definition.regex.map { PatternHandle($0.pattern) }
  }

  /// A decoder that no file defines.
  /// - Parameter name: what `decoded_as` calls it, where that is not what documents do.
  init(builtIn definition: DecoderDefinition, rulesCallIt name: ByteString? = nil, names: inout DecoderNames) {
    index = -1
    self.definition = definition
    reportedName = definition.name
    nameID = names.intern(name ?? definition.name)
    continues = false
    children = []
    (programName, prematch, regex) = (nil, nil, nil)
  }

  /// The pattern of a handle.
  func pattern(of handle: PatternHandle) -> Pattern? {
    [definition.programName, definition.prematch, definition.regex].lazy.compactMap { $0?.pattern }
      .first { PatternHandle($0) == handle }
  }
}

/// Numbers for decoder names; 0 is no decoder.
struct DecoderNames: Sendable {
  private var ids: [ByteString: Int] = [:]

  /// The largest number given.
  var count: Int { ids.count }

  /// The number of a name, which it gets now if it has none yet.
  mutating func intern(_ name: ByteString) -> Int {
    if let id = ids[name] { return id }
    ids[name] = ids.count + 1
    return ids.count
  }
}
