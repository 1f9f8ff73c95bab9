import Live

extension Findings {
  /// What the collector says, or should say, of its settings.
  mutating func add(_ remarks: [CollectorRemarks.Remark]) {
    for remark in remarks {
      add(.said(remark.text), in: remark.location, severity: remark.severity, hint: remark.hint)
    }
  }
}

extension Message {
  fileprivate static func said(_ text: String) -> Message { "\(text)" }
}
