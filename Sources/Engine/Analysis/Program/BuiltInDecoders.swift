import Bytes
import Diagnostics
import Rulesets

/// The decoders that no file defines, as far as rules and documents can see them.
struct BuiltInDecoders: Sendable {
  let windows: CompiledDecoder
  let rootcheck: CompiledDecoder
  let policy: CompiledDecoder
  let inventory: CompiledDecoder
  let cisCAT: CompiledDecoder
  /// Rules tell a new host from a changed one; documents show both under the one name.
  let newHost: CompiledDecoder
  let changedHost: CompiledDecoder
  private let entries: [SyscheckKind: [SyscheckChange: CompiledDecoder]]

  init(names: inout DecoderNames) {
    windows = CompiledDecoder(builtIn: .builtIn("windows_eventchannel", plugin: .json), names: &names)
    rootcheck = CompiledDecoder(builtIn: .builtIn("rootcheck"), names: &names)
    policy = CompiledDecoder(builtIn: .builtIn("sca"), names: &names)
    inventory = CompiledDecoder(builtIn: .builtIn("syscollector"), names: &names)
    cisCAT = CompiledDecoder(builtIn: .builtIn("ciscat", plugin: .json), names: &names)
    newHost = CompiledDecoder(builtIn: .builtIn("hostinfo_modified"), rulesCallIt: "hostinfo_new", names: &names)
    changedHost = CompiledDecoder(builtIn: .builtIn("hostinfo_modified"), names: &names)
    var entries: [SyscheckKind: [SyscheckChange: CompiledDecoder]] = [:]
    for kind in SyscheckKind.allCases {
      for change in SyscheckChange.allCases {
        let definition = DecoderDefinition.builtIn(kind.decoderName(change))
        entries[kind, default: [:]][change] = CompiledDecoder(builtIn: definition, names: &names)
      }
    }
    self.entries = entries
  }

  /// The decoder of a kind of change that file integrity monitoring reports.
  func entry(_ kind: SyscheckKind, _ change: SyscheckChange) -> CompiledDecoder {
    entries[kind]?[change] ?? rootcheck
  }
}

extension DecoderDefinition {
  /// A decoder in code, as far as it can be seen from outside.
  fileprivate static func builtIn(_ name: ByteString, plugin: Plugin? = nil) -> DecoderDefinition {
    var definition = DecoderDefinition(
      name: name, location: SourceLocation(file: "(built in)", line: 1, column: 1))
    definition.category = .ossec
    definition.plugin = plugin
    return definition
  }
}
