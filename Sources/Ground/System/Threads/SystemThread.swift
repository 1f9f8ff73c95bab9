#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread of the system. One that nobody waits for goes on by itself.
package final class SystemThread {
  private let handle: pthread_t
  private var isOver = false

  /// What a thread can be given: it knows no closures.
  private final class Body {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread; nil where the system has none left.
  package init?(_ run: @escaping @Sendable () -> Void) {
    // A number with glibc, a pointer elsewhere.
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let body = Unmanaged.passRetained(Body(run))
    let status = pthread_create(
      &thread, nil,
      { body in
        #if canImport(Darwin)
          let address: UnsafeMutableRawPointer? = body
        #else
          let address = body
        #endif
        if let address { Unmanaged<Body>.fromOpaque(address).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    #if canImport(Glibc)
      let started: pthread_t? = thread
    #else
      let started = thread
    #endif
    guard status == 0, let started else {
      body.release()
      return nil
    }
    handle = started
  }

  deinit {
    if !isOver { pthread_detach(handle) }
  }

  /// Waits until it has ended.
  package func join() {
    guard !isOver else { return }
    pthread_join(handle, nil)
    isOver = true
  }
}
