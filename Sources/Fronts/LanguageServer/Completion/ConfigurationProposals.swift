import Linting
import Rulesets

/// Proposals in `assay.conf`.
struct ConfigurationProposals {
  let text: DocumentText

  func proposals(at offset: Int) -> Proposals? {
    let line = text.line(text.line(of: offset))
    let before = text.bytes[line.lowerBound..<offset]
    guard let equals = before.firstIndex(of: UInt8(ascii: "=")) else {
      let keys = AssayConfiguration.rulesetKeys + AssayConfiguration.lintKeys
      return Proposals(
        keys.map { key in
          var item = CompletionItem(key, .keyword)
          item.text = "\(key) = "
          return item
        }, for: line.lowerBound..<offset, of: text.bytes)
    }
    var start = offset
    while start > equals + 1, text.bytes[start - 1] > 0x20, text.bytes[start - 1] != UInt8(ascii: ",") { start -= 1 }
    let key = String(decoding: before[..<equals].filter { $0 > 0x20 }, as: UTF8.self)
    return Proposals(values(of: key), for: start..<offset, of: text.bytes)
  }

  private func values(of key: String) -> [CompletionItem] {
    switch key {
    case "base": ["minimal", "none"].map { CompletionItem($0, .keyword) }
    case "base-stock": ["yes", "no"].map { CompletionItem($0, .keyword) }
    case "lint-only", "lint-exclude", "lint-enable", "lint-severity":
      CheckCatalogue.all.map { check in
        CompletionItem(check.page.code, .keyword, detail: check.page.summary)
      }
    case "log-alert-level": (0...16).map { CompletionItem("\($0)", .value) }
    default: []
    }
  }
}
