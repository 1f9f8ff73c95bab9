import Bytes
import Diagnostics
import RulesetSyntax

/// What has to change, and where, for a name to become another one.
///
/// Nothing is changed in files of the base: a name that they have, too, cannot be renamed. Nor can it become one that is
/// there already: then two things would be one.
package enum Renaming {
  /// The changes of all files that hold the name.
  /// - Parameters:
  ///   - symbol: the name.
  ///   - new: what it becomes.
  ///   - index: all files, those of the base among them.
  ///   - isReadOnly: whether a file belongs to the base.
  ///   - locate: the place of some bytes of a file, for messages.
  /// - Throws: ``RenameFault`` with everything that is in the way.
  package static func plan(
    _ symbol: Symbol, to new: ByteString, in index: SymbolIndex, isReadOnly: (String) -> Bool,
    locate: (SymbolPlace) -> SourceLocation? = { _ in nil }
  ) throws(RenameFault) -> [String: [TextEdit]] {
    let kind = symbol.kind
    let wanted = Symbol(kind, new, scope: symbol.scope)
    if let objection = NewName.objection(to: new, as: kind) {
      throw RenameFault("bad-name", "\"\(new)\" can be no name of a \(kind): \(objection).")
    }
    if kind == .field, Vocabulary.staticNames.contains(symbol.name) {
      throw RenameFault("static-field", "The engine knows \(symbol.name) by its name: it cannot have another one.")
    }
    let places = index.occurrences(of: symbol)
    guard places.contains(where: { $0.occurrence.role != .reference }) else {
      throw unknown(symbol, places, in: index, locate)
    }
    try checkBase(symbol, places, isReadOnly, locate)
    try checkConflicts(wanted, of: symbol, in: index, locate)
    var edits: [String: [TextEdit]] = [:]
    for place in places where !place.occurrence.range.isEmpty {
      edits[place.file, default: []].append(TextEdit(place.occurrence.range, with: new.bytes))
    }
    return edits
  }

  private static func unknown(
    _ symbol: Symbol, _ places: [SymbolPlace], in index: SymbolIndex, _ locate: (SymbolPlace) -> SourceLocation?
  ) -> RenameFault {
    let close = Suggestion.closest(to: symbol.name, among: index.defined(symbol.kind).map(\.name))
    let hint =
      close.map { "Did you mean \($0)?" }
      ?? (symbol.kind == .field ? "Fields get their names from the <order> of decoders." : nil)
    let what = symbol.kind == .field ? "No decoder's order has a field" : "There is no \(symbol.kind)"
    let only = places.isEmpty ? "" : "; \(places.count) place\(places.count == 1 ? "" : "s") only name it"
    return RenameFault(
      "unknown-\(symbol.kind)", "\(what) \(symbol.name)\(only).", at: places.first.flatMap(locate), hint: hint)
  }

  private static func checkBase(
    _ symbol: Symbol, _ places: [SymbolPlace], _ isReadOnly: (String) -> Bool,
    _ locate: (SymbolPlace) -> SourceLocation?
  ) throws(RenameFault) {
    let base = places.filter { isReadOnly($0.file) }
    guard let first = base.first(where: { $0.occurrence.role != .reference }) ?? base.first else { return }
    let verb = first.occurrence.role == .reference ? "is named by" : "belongs to"
    throw RenameFault(
      "in-base", "The \(symbol.kind) \(symbol.name) \(verb) the base, whose files stay as they are.", at: locate(first),
      hint: "\(base.count) place\(base.count == 1 ? "" : "s") of the base \(base.count == 1 ? "has" : "have") it.")
  }

  private static func checkConflicts(
    _ wanted: Symbol, of symbol: Symbol, in index: SymbolIndex, _ locate: (SymbolPlace) -> SourceLocation?
  ) throws(RenameFault) {
    // Another way of writing the same name is no conflict.
    guard wanted != symbol, let first = index.occurrences(of: wanted).first else { return }
    let verb = first.occurrence.role == .reference ? "is named already" : "is there already"
    throw RenameFault(
      "name-taken", "The \(wanted.kind) \(wanted.name) \(verb).", at: locate(first),
      hint: "Two things of one name could not be told apart; take another one.")
  }
}
