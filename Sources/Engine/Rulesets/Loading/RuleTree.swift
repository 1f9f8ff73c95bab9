import Bytes
import Diagnostics
import Patterns
import RulesetSyntax

/// The rule tree while it grows (docs/reference/rules.md §8).
///
/// A rule has a node below each of its parents' nodes. Everything here is indices into flat arrays: nodes know their
/// parent, their next sibling and their own children's list, so that a rule is attached in constant time per node.
///
/// A copy is a tree that goes on from here by itself, but for what it says and works with: see ``copy(sayingTo:)``.
struct RuleTree {
  /// A place in the tree.
  struct Node {
    var rule: Int32
    /// The node above; -1 for a root.
    var parent: Int32
    /// Number of nodes above.
    var depth: Int32
    /// A node further above, to find ancestors in few steps; a root's is the root itself.
    var jump: Int32
    /// The siblings before and behind in order of trial; -1 for none.
    var previous: Int32 = -1
    var next: Int32 = -1
    /// Index of the children's list; -1 without children.
    var children: Int32 = -1
  }

  /// Siblings in order of trial.
  struct Siblings {
    var first: Int32 = -1
    var last: Int32 = -1
    /// The first sibling with a smaller key, per key that was asked for; -1 where there is none. There are few keys:
    /// levels, and levels of inaccurate rules.
    var firstBelow: [(key: Int, node: Int32)] = []
    /// Overwriting changes a rule's key without moving the rule: keys may no longer descend, ...
    var isSorted = true
    /// ... and what is known about them has to be found out again.
    var isStale = false

    /// Notes a new sibling. For greater keys the first smaller one is at `target` or before it, so it changes only where
    /// it was `target`.
    mutating func note(_ node: Int32, key: Int, before target: Int32) {
      for entry in firstBelow.indices where firstBelow[entry].key > key && firstBelow[entry].node == target {
        firstBelow[entry].node = node
      }
    }
  }

  /// More nodes than this are a mistake in the ruleset: rules by `if_group` can double the tree each time.
  static let nodeLimit = Limits.ruleTree

  private(set) var report: LoadReport
  var definitions: [RuleDefinition] = []
  /// Per rule: where it stands, what it overwrote, its sort key, its nodes, its group string's number.
  var elements: [SourceElement] = []
  var overwritten: [Int: [SourceElement]] = [:]
  var keys: [Int] = []
  var nodesOfRule: [[Int32]] = []
  var groupOfRule: [Int] = []

  var nodes: [Node] = []
  var lists: [Siblings] = [Siblings()]
  /// The list of the roots.
  static let rootList: Int32 = 0

  /// Group strings that differ, by number; 0 stands for none.
  var groupStrings: [ByteString] = [""]
  private var groupNumbers: [ByteString: Int] = [:]
  /// What was asked about groups before; so many answers are kept.
  var groupAnswers: [GroupQuestion: GroupAnswer] = [:]
  /// How often an overwriting rule brought another group string.
  var regroupings = 0
  static let groupAnswerLimit = 4096
  private(set) var scratch = MatchScratch()
  private var ruleByID: [Int: Int] = [:]

  var historyListCount = 0
  var sidHistory: [Int?] = []
  var groupHistories: [[Int]] = []
  /// Rules that were asked for and missing while the last rule was attached, with the diagnostic that says so.
  private var lastMissing: [(id: Int, diagnostic: Int)] = []

  /// The known defects of the engine that are kept.
  let quirks: Quirks

  init(report: LoadReport, quirks: Quirks) {
    self.report = report
    self.quirks = quirks
  }

  /// A tree that goes on from where this one is.
  func copy(sayingTo report: LoadReport) -> RuleTree {
    var copy = self
    copy.report = report
    copy.scratch = MatchScratch()
    return copy
  }

  /// The rule of a number.
  func rule(_ id: Int) -> Int? { ruleByID[id] }

  /// Rules that a rule asked for in vain.
  var missing: [(id: Int, diagnostic: Int)] { lastMissing }

  mutating func noteMissing(_ id: Int, _ diagnostic: Int) { lastMissing.append((id, diagnostic)) }
  mutating func forgetMissing() { lastMissing.removeAll(keepingCapacity: true) }

  /// The sort key: higher levels first, level 0 before all, `accuracy="0"` behind all (§8.3).
  static func key(_ definition: RuleDefinition) -> Int {
    let level = definition.level == 0 ? 99 : definition.level
    return definition.isInaccurate ? level : level * 100
  }

  /// The number of a group string.
  mutating func groupNumber(_ groups: ByteString?) -> Int {
    guard let groups else { return 0 }
    if let number = groupNumbers[groups] { return number }
    groupStrings.append(groups)
    groupNumbers[groups] = groupStrings.count - 1
    return groupStrings.count - 1
  }

  // MARK: Growing

  /// Makes room for rules, of which there will be about as many.
  mutating func reserve(_ count: Int) {
    definitions.reserveCapacity(count)
    elements.reserveCapacity(count)
    nodesOfRule.reserveCapacity(count)
    groupHistories.reserveCapacity(count)
    nodes.reserveCapacity(count * 2)
  }

  /// Adds a rule without a place.
  mutating func add(_ reading: inout RuleReading) -> Int {
    let rule = definitions.count
    definitions.append(reading.takeDefinition())
    elements.append(reading.element)
    keys.append(Self.key(definitions[rule]))
    nodesOfRule.append([])
    groupOfRule.append(groupNumber(definitions[rule].groups))
    sidHistory.append(nil)
    groupHistories.append([])
    // Of several roots with one number the first is the one that is found.
    if ruleByID[reading.id] == nil { ruleByID[reading.id] = rule }
    return rule
  }

  /// Adds a place for a rule below a node (-1: among the roots).
  mutating func addNode(_ rule: Int, below parent: Int32) throws(LoadStop) {
    guard nodes.count < Self.nodeLimit else {
      report.remark(
        Diagnostic(
          .error, code: "too-many-nodes",
          "The rule tree has more than \(Self.nodeLimit) places; rule \(definitions[rule].id) would add more.",
          at: definitions[rule].location,
          hint: "Rules with if_group or if_level get a place below every rule they name; a few of them that name one "
            + "another double the tree each time."))
      throw LoadStop(isFinal: true)
    }
    let index = Int32(truncatingIfNeeded: nodes.count)
    var node = Node(rule: Int32(truncatingIfNeeded: rule), parent: parent, depth: 0, jump: index)
    var list = Self.rootList
    if parent >= 0 {
      let above = nodes[Int(parent)]
      node.depth = above.depth + 1
      // Skew-binary jump pointers: any ancestor is found in logarithmic time.
      let jump = nodes[Int(above.jump)]
      let isEven = above.depth - jump.depth == jump.depth - nodes[Int(jump.jump)].depth
      node.jump = isEven ? jump.jump : parent
      if above.children < 0 {
        nodes[Int(parent)].children = Int32(truncatingIfNeeded: lists.count)
        lists.append(Siblings())
      }
      list = nodes[Int(parent)].children
    }
    nodes.append(node)
    nodesOfRule[rule].append(index)
    insert(index, key: keys[rule], into: Int(list))
  }

  /// Puts a node before the first sibling with a smaller key.
  private mutating func insert(_ index: Int32, key: Int, into list: Int) {
    if lists[list].isStale { refresh(list) }
    let target = firstBelow(key, in: list)
    let previous = target >= 0 ? nodes[Int(target)].previous : lists[list].last
    nodes[Int(index)].previous = previous
    nodes[Int(index)].next = target
    if previous >= 0 { nodes[Int(previous)].next = index } else { lists[list].first = index }
    if target >= 0 { nodes[Int(target)].previous = index } else { lists[list].last = index }
    lists[list].note(index, key: key, before: target)
  }

  /// The first sibling with a smaller key.
  private mutating func firstBelow(_ key: Int, in list: Int) -> Int32 {
    if let entry = lists[list].firstBelow.first(where: { $0.key == key }) { return entry.node }
    var at = lists[list].first
    while at >= 0, keys[Int(nodes[Int(at)].rule)] >= key { at = nodes[Int(at)].next }
    lists[list].firstBelow.append((key, at))
    return at
  }

  /// Finds out again, in one walk, what the keys of a list have to do with each other.
  private mutating func refresh(_ list: Int) {
    var entries = lists[list].firstBelow.map { (key: $0.key, node: Int32(-1)) }
    var open = entries.count
    var at = lists[list].first
    while at >= 0, open > 0 {
      let key = keys[Int(nodes[Int(at)].rule)]
      for entry in entries.indices where entries[entry].node < 0 && entries[entry].key > key {
        entries[entry].node = at
        open -= 1
      }
      at = nodes[Int(at)].next
    }
    lists[list].firstBelow = entries
    lists[list].isStale = false
  }

  // MARK: Finding

  /// The ancestor of a node at a depth, or the node itself.
  private func ancestor(of node: Int32, atDepth depth: Int32) -> Int32 {
    var at = node
    while nodes[Int(at)].depth > depth {
      let jump = nodes[Int(at)].jump
      at = nodes[Int(jump)].depth >= depth ? jump : nodes[Int(at)].parent
    }
    return at
  }

  /// Whether the first of two siblings is tried before the second.
  private func precedes(_ left: Int32, _ right: Int32) -> Bool {
    let parent = nodes[Int(left)].parent
    let list = parent < 0 ? Self.rootList : nodes[Int(parent)].children
    if lists[Int(list)].isSorted {
      let (leftKey, rightKey) = (keys[Int(nodes[Int(left)].rule)], keys[Int(nodes[Int(right)].rule)])
      return leftKey == rightKey ? left < right : leftKey > rightKey
    }
    var at = nodes[Int(left)].next
    while at >= 0 {
      if at == right { return true }
      at = nodes[Int(at)].next
    }
    return false
  }

  /// The nodes of a rule that `if_sid` finds (§8.2): the search goes through the tree and leaves a list of siblings,
  /// with all that is below the rest of it, as soon as it has found the rule there.
  func nodesFound(of rule: Int) -> [Int32] {
    let all = nodesOfRule[rule]
    if all.count < 2 { return all }
    if all.count <= 16 {
      return all.filter { node in !all.contains { $0 != node && hides($0, node) } }
    }
    // The first of the rule's nodes in each list that has any.
    var firstBelow: [Int32: Int32] = [:]
    for node in all {
      let parent = nodes[Int(node)].parent
      if let first = firstBelow[parent], precedes(first, node) { continue }
      firstBelow[parent] = node
    }
    return all.filter { node in
      var at = node
      while at >= 0 {
        if let first = firstBelow[nodes[Int(at)].parent] {
          if first == at ? at != node : precedes(first, at) { return false }
        }
        at = nodes[Int(at)].parent
      }
      return true
    }
  }

  /// Whether the search stops at `first` before it comes to `second`.
  private func hides(_ first: Int32, _ second: Int32) -> Bool {
    let depth = nodes[Int(first)].depth
    guard depth <= nodes[Int(second)].depth else { return false }
    let beside = ancestor(of: second, atDepth: depth)
    guard nodes[Int(beside)].parent == nodes[Int(first)].parent else { return false }
    return beside == first || precedes(first, beside)
  }

  /// The first root of a number.
  func root(withID id: Int) -> Int32? {
    var at = lists[Int(Self.rootList)].first
    while at >= 0 {
      if definitions[Int(nodes[Int(at)].rule)].id == id { return at }
      at = nodes[Int(at)].next
    }
    return nil
  }

  /// The first root of a category.
  func root(of category: EventCategory) -> Int32? {
    var at = lists[Int(Self.rootList)].first
    while at >= 0 {
      if definitions[Int(nodes[Int(at)].rule)].category == category { return at }
      at = nodes[Int(at)].next
    }
    return nil
  }

  // MARK: Done

  /// The forest as the engine wants it.
  mutating func finish() -> RuleForest {
    var forest = RuleForest()
    // PERF: these two alone, because a method would be given a copy of the whole tree for each node.
    let (nodes, lists) = (nodes, lists)
    forest.nodes = nodes.map { RuleForest.Node(rule: Int($0.rule)) }
    for index in nodes.indices where nodes[index].children >= 0 {
      forest.nodes[index].children = Self.members(of: lists[Int(nodes[index].children)], nodes)
    }
    forest.roots = Self.members(of: lists[Int(Self.rootList)], nodes)
    for index in definitions.indices where definitions[index].isInaccurate && definitions[index].level == 0 {
      definitions[index].level = 99
    }
    forest.rules = definitions
    forest.elements = elements
    forest.overwritten = overwritten
    forest.historyListCount = historyListCount
    forest.sidHistory = sidHistory
    forest.groupHistories = groupHistories
    return forest
  }

  private static func members(of list: Siblings, _ nodes: [Node]) -> [Int] {
    var members: [Int] = []
    var at = list.first
    while at >= 0 {
      members.append(Int(at))
      at = nodes[Int(at)].next
    }
    return members
  }
}
