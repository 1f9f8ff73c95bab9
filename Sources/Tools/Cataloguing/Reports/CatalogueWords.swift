import Bytes
import Coverage
import Diagnostics

/// What the forms for people say alike.
enum CatalogueWords {
  /// Cases that are named; how many there are besides is said.
  static let maximumPlaces = 8

  /// How far a rule got, in words.
  static func standing(_ rule: CatalogueRule) -> String {
    switch rule.standing {
    case .final: "fired in \(rule.fired.counted("case"))"
    case .matched: "matched, and another rule was the result each time"
    case .tried: "tried, and never matched"
    case .never: "never tried"
    }
  }

  /// Its summary: rules, tested ones, ones that fired.
  static func summary(_ catalogue: Catalogue) -> String {
    let rules = catalogue.rules
    let tested = rules.count { $0.isTested }
    let fired = rules.count { $0.standing == .final }
    return
      "\(rules.count.counted("rule")), \(tested) expected by a case, \(fired) fired in \(catalogue.caseCount.counted("case"))."
  }

  /// `level 5, silent, of the base`
  static func traits(_ rule: CatalogueRule) -> String {
    var traits = ["level \(rule.level)"]
    if rule.isSilent { traits.append("never reported itself (noalert)") }
    if rule.isBase { traits.append("of the base") }
    return traits.joined(separator: ", ")
  }

  /// The rules of each file, files in load order.
  static func files(_ catalogue: Catalogue) -> [(path: String, rules: [CatalogueRule])] {
    var files: [(path: String, rules: [CatalogueRule])] = []
    var known: [String: Int] = [:]
    for rule in catalogue.rules {
      if let index = known[rule.location.file] {
        files[index].rules.append(rule)
      } else {
        known[rule.location.file] = files.count
        files.append((rule.location.file, [rule]))
      }
    }
    return files
  }

  /// The first places, and how many there are besides.
  static func places(_ places: [SourceLocation]) -> (shown: [String], more: Int) {
    (places.prefix(maximumPlaces).map(\.fileAndLine), max(0, places.count - maximumPlaces))
  }
}
