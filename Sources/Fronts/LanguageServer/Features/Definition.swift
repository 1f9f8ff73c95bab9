import JSONRPC
import JSONText
import Symbols

/// `textDocument/definition`: where what is named under the cursor is made.
enum Definition: Feature {
  static let method = "textDocument/definition"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let (occurrence, root) = try question.name(in: subject) else { return .null }
    let places = Self.places(of: occurrence, in: root, from: subject.path)
    return .array(places.compactMap { question.location($0.range, in: $0.file) })
  }

  /// The places, each once. A list is made by its file.
  static func places(
    of occurrence: SymbolOccurrence, in root: Root, from path: String
  ) -> [(file: String, range: Range<Int>)] {
    let names = root.names
    if occurrence.symbol.kind == .list {
      let files = root.whole.lists.filter { Symbol(.list, $0.name) == occurrence.symbol }.compactMap(\.path)
      if !files.isEmpty { return files.map { (root.path(of: $0), 0..<0) } }
    }
    var found: [(file: String, range: Range<Int>)] = []
    for place in names.definitions(of: occurrence.symbol) {
      // A file of a list is no more than its name.
      let range = place.occurrence.range
      if !found.contains(where: { $0.file == place.file && $0.range == range }) { found.append((place.file, range)) }
    }
    if occurrence.symbol.kind == .group, found.isEmpty { found = Self.holders(of: occurrence, in: names) }
    return found
  }

  /// `if_group` asks for a part of a group string: the rules that have it, whatever the group is called.
  private static func holders(
    of occurrence: SymbolOccurrence, in names: SymbolIndex
  ) -> [(file: String, range: Range<Int>)] {
    guard case .rule? = occurrence.owner?.kind, let owner = occurrence.owner else { return [] }
    return names.parents(ofRule: owner.name).filter { $0.use == .ifGroup || $0.use == .ifMatchedGroup }
      .flatMap { names.rule($0.rule.name) }.map { ($0.file, $0.rule.idRange) }
  }
}
