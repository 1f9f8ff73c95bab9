#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the process does when a signal comes.
struct SignalAction {
  private var action: sigaction

  /// What it does now; nil for a number that is no signal.
  init?(of signal: Int32) {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return nil }
    self.action = action
  }

  /// Calls a function, and goes on with what the signal has interrupted.
  init(_ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #else
      action.__sigaction_handler.sa_handler = handler
    #endif
    action.sa_flags = Int32(SA_RESTART)
    self.action = action
  }

  /// The process does what processes do.
  var isDefault: Bool { number == unsafeBitCast(SIG_DFL, to: Int.self) }

  /// Nothing happens, as under `nohup`.
  var isIgnored: Bool { number == unsafeBitCast(SIG_IGN, to: Int.self) }

  /// Has the process do it from now on; false where the system does not let it.
  @discardableResult
  func set(for signal: Int32) -> Bool {
    var action = action
    return sigaction(signal, &action, nil) == 0
  }

  /// The address of the function, or one of the numbers that stand in its place.
  private var number: Int {
    #if canImport(Darwin)
      unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
    #else
      unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    #endif
  }
}
