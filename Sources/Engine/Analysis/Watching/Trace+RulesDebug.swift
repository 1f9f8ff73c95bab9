import Bytes
import Rulesets

extension Trace {
  /// The rules that were tried, in the reference's words (docs/reference/rules.md §13.5).
  public func rulesDebug(_ ruleset: CompiledRuleset) -> [ByteString] {
    let rules = ruleset.loaded.rules.rules
    return self.rules.compactMap { step in
      switch step {
      case .trying(let rule, _, _):
        let line = [UInt8]("Trying rule: \(rules[rule].id) - ".utf8) + rules[rule].description.bytes
        return ByteString(line.prefix(1055))
      case .matched(let rule): return ByteString("*Rule \(rules[rule].id) matched")
      case .tryingChildren: return "*Trying child rules"
      case .failed, .silent, .result, .history: return nil
      }
    }
  }
}
