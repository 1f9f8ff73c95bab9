import Bytes
import Rulesets

/// Looks up what rules say of ATT&CK.
struct TechniqueReader {
  let table: MitreTable

  /// The techniques of a rule, each once, in its order.
  func techniques(of reference: MitreReference) -> [CatalogueTechnique] {
    var found: [CatalogueTechnique] = []
    switch reference {
    case .none: break
    case .techniques(let ids):
      for id in ids where !found.contains(where: { $0.id == id }) { found.append(technique(id)) }
    case .pairs(let pairs):
      for (tactic, id) in pairs {
        var technique = technique(id)
        let named = technique.tactics.filter { $0.id == tactic }
        if let index = found.firstIndex(where: { $0.id == id }) {
          for tactic in named where !found[index].tactics.contains(tactic) { found[index].tactics.append(tactic) }
        } else {
          technique.tactics = named
          found.append(technique)
        }
      }
    }
    return found
  }

  /// What is known of a technique.
  func technique(_ id: ByteString) -> CatalogueTechnique {
    if let known = table.technique(id) {
      let tactics = known.tactics.map { CatalogueTechnique.Tactic(id: $0.id, name: $0.name) }
      return CatalogueTechnique(id: id, name: known.name, tactics: tactics, standing: .known)
    }
    guard let retired = RetiredTechniques.technique(id) else {
      return CatalogueTechnique(id: id, name: nil, tactics: [], standing: .unknown)
    }
    return CatalogueTechnique(
      id: id, name: retired.name, tactics: [],
      standing: retired.successor.map { .revoked(successor: $0) } ?? .deprecated)
  }
}
