#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Work that another thread does meanwhile.
///
/// For work that depends on nothing but what it is given: who waits for it gets what doing it himself would have given.
/// Tasks are no help where the caller is not asynchronous, and Dispatch takes longer to start than the work here.
final class BackgroundWork<Outcome: Sendable>: BackgroundJob, @unchecked Sendable {
  private let work: @Sendable () -> Outcome
  /// Written by the thread, read when it has ended.
  private var outcome: Outcome?
  private var thread: pthread_t?

  /// Begins at once.
  init(_ work: @escaping @Sendable () -> Outcome) {
    self.work = work
    super.init()
    thread = start()
  }

  deinit {
    // Nobody waited.
    if let thread { pthread_detach(thread) }
  }

  /// The outcome, as soon as it is there; without a thread, the work is done now.
  func wait() -> Outcome {
    if let thread {
      pthread_join(thread, nil)
      self.thread = nil
    }
    return outcome ?? work()
  }

  override fileprivate func run() { outcome = work() }
}

/// What a thread can be given: it knows no generic types.
class BackgroundJob {
  fileprivate func run() {}

  /// Starts a thread that runs this and keeps it alive meanwhile; nil where the system has none left.
  fileprivate func start() -> pthread_t? {
    // A number with glibc, a pointer elsewhere.
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let job = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { job in
        #if canImport(Darwin)
          let address: UnsafeMutableRawPointer? = job
        #else
          let address = job
        #endif
        if let address { Unmanaged<BackgroundJob>.fromOpaque(address).takeRetainedValue().run() }
        return nil
      }, job.toOpaque())
    if status == 0 { return thread }
    job.release()
    return nil
  }
}
