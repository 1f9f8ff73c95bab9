import Bytes
import RulesetSyntax

/// What a name may be, so that it means the same wherever it is written.
enum NewName {
  /// What is wrong with a name; nil for a good one.
  static func objection(to name: ByteString, as kind: SymbolKind) -> String? {
    guard !name.isEmpty else { return "it is empty" }
    guard !name.bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return "it has a control character" }
    switch kind {
    case .rule:
      let isNumber = name.bytes.allSatisfy(ASCII.isDigit) && name.count <= 6 && name.bytes.first != UInt8(ascii: "0")
      guard isNumber, let number = Int(name.description), number > 9 else {
        return "the number of a rule is 10 to 999999, without leading zeros; 1 to 9 are the roots"
      }
      return nil
    case .group: return objection(to: name, holding: ",|^$!&()#")
    case .decoder:
      return name == "none" ? "in cases it says that there is no decoder" : objection(to: name, holding: "$#,")
    case .field:
      if Vocabulary.staticNames.contains(name.lowercased) { return "the engine knows a field of this name" }
      return objection(to: name, holding: "$#,=!~()")
    case .variable:
      return name.count > 254 ? "it is longer than 254 bytes" : objection(to: name, holding: "$.|,()#")
    case .list, .technique: return objection(to: name, holding: "$#,")
    }
  }

  /// Bytes that mean something in the files where names are written, in all of them or for this kind.
  private static func objection(to name: ByteString, holding special: String) -> String? {
    let found = name.bytes.first { "<>\"'\\ ".utf8.contains($0) || special.utf8.contains($0) }
    return found.map { $0 == 0x20 ? "it has a blank" : "it has a \(ByteString([$0]))" }
  }
}
