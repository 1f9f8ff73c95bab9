import Bytes

/// What file integrity monitoring has found changed.
enum SyscheckKind: CaseIterable {
  case file, registryKey, registryValue

  /// What rules and documents call the decoder of a change.
  func decoderName(_ change: SyscheckChange) -> ByteString {
    switch (self, change) {
    case (.file, .added): return "syscheck_new_entry"
    case (.file, .modified): return "syscheck_integrity_changed"
    case (.file, .deleted): return "syscheck_deleted"
    default:
      var name: ByteString = self == .registryKey ? "syscheck_registry_key_" : "syscheck_registry_value_"
      name.append(change.rawValue)
      return name
    }
  }
}
