import Bytes
import Diagnostics
import Fields

extension FieldUniverse {
  /// How bad it is that a rule asks for a name of the alert; nil where events may well have it.
  func certainty(thatNoEventHas name: ByteString, rule: Int) -> Diagnostic.Severity? {
    if AlertNames.isOfAlertAlone(name) { return .warning }
    guard let decoders = decoders(ofRule: rule) else { return isSetByOrder(name) ? nil : .info }
    if decoders.isEmpty { return nil }
    if cannotSet(name, decoders: decoders) { return .warning }
    // Where one of several decoders reads JSON, all events but its own lack the field.
    let closed = decoders.filter { !isOpen([$0]) }
    if !closed.isEmpty, cannotSet(name, decoders: closed) { return .info }
    // Below a decoder of JSON the base shows what events have.
    let known = familyNames(ofRule: rule)
    let prefix = "data."
    guard name.lowercased.bytes.starts(with: prefix.utf8), known[name.lowercased] == nil else { return nil }
    return known[ByteString(Array(name.lowercased.bytes.dropFirst(prefix.utf8.count)))] == nil ? nil : .warning
  }
}
