import Dispatch
import Glibc
import MathProgram
import Synchronization

/// Ctrl-C and termination: the first asks the run to stop with its best plan, the second ends the process.
///
/// The sources are only kept alive here, and never touched again; everything else in it is safe to share.
final class Interrupts: @unchecked Sendable {
  private let caught = Atomic<Int32>(0)
  private let flag: CancelFlag
  private let sources: [any DispatchSourceSignal]

  init(_ flag: CancelFlag) {
    self.flag = flag
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: .global())
    }
    for (source, number) in zip(sources, [SIGINT, SIGTERM]) {
      source.setEventHandler { [self] in receive(number) }
      source.resume()
    }
  }

  private func receive(_ number: Int32) {
    let (isFirst, _) = caught.compareExchange(expected: 0, desired: number, ordering: .relaxed)
    guard isFirst else { _exit(128 + number) }
    flag.cancel()
  }

  /// The exit code of an interrupted run; nil where nothing came.
  var exit: Exit? {
    switch caught.load(ordering: .relaxed) {
    case SIGINT: .interrupted
    case SIGTERM: .terminated
    default: nil
    }
  }
}
