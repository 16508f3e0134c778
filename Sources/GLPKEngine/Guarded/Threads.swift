#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A mutex with a condition.
final class Gate: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Waits for a signal; only inside `locked`.
  func wait() { pthread_cond_wait(condition, mutex) }

  /// Waits for a signal or for so long, or a little less or more; only inside `locked`.
  func wait(milliseconds: Int) {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let nanoseconds = Int(time.tv_nsec) + milliseconds * 1_000_000
    time.tv_sec += nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    pthread_cond_timedwait(condition, mutex, &time)
  }

  func signal() { pthread_cond_broadcast(condition) }
}

/// One dedicated thread with a deep stack that runs one job at a time on what it owns: GLPK's objects may never be
/// touched by another thread.
final class DedicatedThread<Owned>: @unchecked Sendable {
  typealias Job = (Owned) -> Void
  private let gate = Gate()
  private var job: Job?
  private var isBusy = false
  private var isEnding = false
  private let makeOwned: () -> Owned

  static var stackSize: Int { 16 << 20 }

  /// Starts the thread; `makeOwned` runs on it. Nil when the system has no thread left.
  static func start(_ makeOwned: @escaping () -> Owned) -> DedicatedThread? {
    let thread = DedicatedThread(makeOwned)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let entry = Entry { thread.loop() }
    let argument = Unmanaged.passRetained(entry)
    #if canImport(Darwin)
      var identifier: pthread_t?
    #else
      var identifier = pthread_t()
    #endif
    let failure = pthread_create(&identifier, &attributes, runEntry, argument.toOpaque())
    guard failure == 0 else {
      argument.release()
      return nil
    }
    return thread
  }

  private init(_ makeOwned: @escaping () -> Owned) { self.makeOwned = makeOwned }

  /// Runs `job` on the thread and waits for it; `isHopeless` is asked every 20 ms or so and gives up when it says so.
  ///
  /// - Returns: false when it gave up. The thread is then to be ended; it does so once the job comes back, if ever.
  func run(_ job: @escaping Job, unless isHopeless: () -> Bool) -> Bool {
    gate.locked {
      self.job = job
      isBusy = true
      gate.signal()
      while isBusy {
        gate.wait(milliseconds: 20)
        if isBusy && isHopeless() { return false }
      }
      return true
    }
  }

  /// Lets the thread free what it owns and end, after the job that runs now.
  func end() {
    gate.locked {
      isEnding = true
      gate.signal()
    }
  }

  private func loop() {
    let owned = makeOwned()
    while let job = nextJob() {
      job(owned)
      gate.locked {
        isBusy = false
        gate.signal()
      }
    }
  }

  private func nextJob() -> Job? {
    gate.locked {
      while job == nil && !isEnding { gate.wait() }
      defer { job = nil }
      return isEnding ? nil : job
    }
  }
}

private final class Entry {
  let body: () -> Void
  init(_ body: @escaping () -> Void) { self.body = body }
}

#if canImport(Darwin)
  private func runEntry(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Entry>.fromOpaque(argument).takeRetainedValue().body()
    return nil
  }
#else
  private func runEntry(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<Entry>.fromOpaque(argument).takeRetainedValue().body()
    return nil
  }
#endif

/// Sleeps on purpose, in tests of slow engines.
func sleep(milliseconds: Int) {
  usleep(UInt32(clamping: milliseconds * 1000))
}
