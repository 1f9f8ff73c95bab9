import Calendar

/// A moment of the virtual clock.
public typealias CaseTime = Instant

/// A span of the virtual clock.
public typealias CaseDuration = TimeSpan
