import Analysis
import Bytes
import Rulesets

/// A number made of all files of two rulesets and of how they run: the same in every process that has the same ones.
package enum RulesetIdentity {
  /// FNV-1a in 64 bits over everything.
  package static func of(_ sides: [CompiledRuleset], _ options: DiffOptions) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01b3
    }
    for side in sides {
      for document in side.loaded.documents { add(document.buffer[..<document.sourceCount]) }
      for list in side.loaded.lists { add("\(list.name) \(list.count)".utf8) }
      let settings = side.loaded.settings
      add(
        "\(settings.logAlertLevel) \(settings.memorySize) \(side.options.mode) \(side.options.zone.secondsFromUTC(at: 0))"
          .utf8)
    }
    add("\(options.comparesDocuments) \(options.againstRecorded) \(options.kinds.map(\.rawValue).sorted())".utf8)
    return String(hash, radix: 16)
  }
}
