/// The forest of rules looked at from below: where a rule stands, and what stands above it.
package struct RulePaths: Sendable {
  private let forest: RuleForest
  /// Per node the one above it; -1 for roots.
  private let parents: [Int32]
  /// All nodes, those of one rule together, in order.
  private let nodes: [Int32]
  /// Per rule where its nodes begin in ``nodes``, with one more behind the last.
  private let starts: [Int32]
  private let roots: Set<Int>

  /// The paths of a forest.
  package init(_ forest: RuleForest) {
    self.forest = forest
    roots = Set(forest.roots)
    var parents = [Int32](repeating: -1, count: forest.nodes.count)
    var starts = [Int32](repeating: 0, count: forest.rules.count + 1)
    for index in forest.nodes.indices {
      for child in forest.nodes[index].children { parents[child] = Int32(truncatingIfNeeded: index) }
      starts[forest.nodes[index].rule + 1] += 1
    }
    for rule in forest.rules.indices { starts[rule + 1] += starts[rule] }
    var next = starts
    var nodes = [Int32](repeating: 0, count: forest.nodes.count)
    for index in forest.nodes.indices {
      let rule = forest.nodes[index].rule
      nodes[Int(next[rule])] = Int32(truncatingIfNeeded: index)
      next[rule] += 1
    }
    self.parents = parents
    self.starts = starts
    self.nodes = nodes
  }

  /// The node above one; nil for a root.
  package func parent(of node: Int) -> Int? { parents[node] < 0 ? nil : Int(parents[node]) }

  /// The places of a rule, in order.
  package func nodes(of rule: Int) -> some RandomAccessCollection<Int> {
    nodes[Int(starts[rule])..<Int(starts[rule + 1])].lazy.map { Int($0) }
  }

  /// The rules directly above a rule.
  package func parents(of rule: Int) -> Set<Int> {
    Set(nodes(of: rule).compactMap { parent(of: $0) }.map { forest.nodes[$0].rule })
  }

  /// The rules directly below a rule, one for each place, in order of trial.
  package func children(of rule: Int) -> [Int] {
    nodes(of: rule).flatMap { forest.nodes[$0].children }.map { forest.nodes[$0].rule }
  }

  /// The nodes above one, the nearest first.
  package func above(_ node: Int) -> [Int] {
    var above: [Int] = []
    var next = parent(of: node)
    while let node = next {
      above.append(node)
      next = parent(of: node)
    }
    return above
  }

  /// The nodes from one up to its root, both included; nil where no event comes, because nothing leads there from a root.
  package func path(to node: Int) -> [Int]? {
    let path = [node] + above(node)
    return path.last.map(roots.contains) == true ? path : nil
  }

  /// Per node: whether it is one of some rules' or stands above one.
  package func leading(to rules: some Sequence<Int>) -> [Bool] {
    var leads = [Bool](repeating: false, count: forest.nodes.count)
    for rule in rules {
      for node in nodes(of: rule) {
        var next: Int? = node
        while let node = next, !leads[node] {
          leads[node] = true
          next = parent(of: node)
        }
      }
    }
    return leads
  }
}
