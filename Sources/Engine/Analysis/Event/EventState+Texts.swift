import Memory

extension EventState {
  /// The text of a condition; nil when the event does not have it.
  @inline(__always)
  func text(in slot: TextSlot) -> ByteRange? {
    switch slot {
    case .programName: programName
    case .log: log
    case .location: location
    case .hostname: hostname
    case .user: user
    case .known(let field): self[field]
    }
  }

  /// What a `same_…` or `different_…` compares; nil when it is not set.
  @inline(__always)
  func text(of subject: HistoryDemand.Subject) -> ByteRange? {
    switch subject {
    case .field(let field): self[field]
    case .location: location
    case .dynamic(let name): dynamicValue(named: name)
    }
  }
}
