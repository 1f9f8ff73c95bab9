/// Numbers that come from outside: from JSON, from arguments.
extension Int {
  /// The whole part of a number; nil for one that is no number, or out of reach: `Int(1e300)` would end the process.
  public init?(outside number: Double) {
    guard let whole = Int(exactly: number.rounded(.towardZero)) else { return nil }
    self = whole
  }
}
