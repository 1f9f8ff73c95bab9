import Bytes
import RulesetSyntax

/// The names in settings.
enum ConfigurationNames {
  /// The lists of an `ossec.conf`.
  static func readEngine(_ document: LooseDocument, into names: inout NameCollector) {
    for top in document.topLevel where document.name(of: top) == "ossec_config" {
      for block in document.children(of: top) where document.name(of: block) == "ruleset" {
        for element in document.children(of: block) where document.name(of: element) == "list" {
          let entry = document.elements[element]
          for piece in entry.content {
            let name = names.trimmed(piece)
            names.add(.list, .listSetting, name, in: entry.range)
            names.outline.append(
              OutlineItem(
                kind: .list, name: document.string(name), detail: "", range: entry.range, nameRange: name))
          }
        }
      }
    }
  }

  /// `list = FILE=NAME` of an `assay.conf`.
  static func read(_ text: [UInt8], into names: inout NameCollector) {
    for line in names.split(text.indices, at: { $0 == 0x0A }) {
      guard text[line.lowerBound] != UInt8(ascii: "#"),
        let separator = text[line].firstIndex(of: UInt8(ascii: "=")),
        text[names.trimmed(line.lowerBound..<separator)].elementsEqual("list".utf8)
      else { continue }
      for item in names.split(separator + 1..<line.upperBound, at: { $0 == UInt8(ascii: ",") }) {
        guard let equals = text[item].firstIndex(of: UInt8(ascii: "=")) else { continue }
        names.add(.list, .listSetting, names.trimmed(equals + 1..<item.upperBound), in: line)
      }
    }
  }
}
