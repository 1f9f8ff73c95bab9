/// Which of the manager's decoders a message goes to: what the first byte of a message says.
package enum Queue: Sendable, Equatable {
  /// `1`, `2` and every byte without a meaning of its own: pre-decoding, then the ruleset's decoders.
  case log
  /// `3`: what the reader of nmap's output has found.
  case hostInfo
  /// `8`: file integrity monitoring.
  case fim
  /// `9`: rootcheck.
  case rootcheck
  /// `d`: inventory.
  case inventory
  /// `e`: CIS-CAT.
  case cisCAT
  /// `f`: the Windows event channel.
  case windows
  /// `p`: security configuration assessment.
  case policy
  /// `5` and `u`: database synchronisation and upgrades, of which no rule ever hears.
  case withoutEvents
  /// No byte of its own: an event of the Windows event channel that has been decoded before.
  case decodedWindows

  /// The queue of a message's first byte.
  package init(byte: UInt8) {
    switch byte {
    case UInt8(ascii: "3"): self = .hostInfo
    case UInt8(ascii: "8"): self = .fim
    case UInt8(ascii: "9"): self = .rootcheck
    case UInt8(ascii: "d"): self = .inventory
    case UInt8(ascii: "e"): self = .cisCAT
    case UInt8(ascii: "f"): self = .windows
    case UInt8(ascii: "p"): self = .policy
    case UInt8(ascii: "5"), UInt8(ascii: "u"): self = .withoutEvents
    default: self = .log
    }
  }
}
