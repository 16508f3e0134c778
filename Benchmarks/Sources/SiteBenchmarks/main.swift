import MathProgram
import NativeEngines
import SiteInstances

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// SiteBenchmarks GAP SECONDS INSTANCE     ours: time to 1 %, 0.1 %, 0.01 % and GAP, value, proven bound, peak memory

func usage() -> Never {
  print("usage: SiteBenchmarks GAP SECONDS INSTANCE\n\(SiteInstance.usage)")
  exit(2)
}

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// When each gap was first proved, in CPU seconds.
final class Milestones: @unchecked Sendable {
  private let begin = cpuSeconds()
  private let limit: Double
  private let cancel: CancelFlag
  private var reached: [(gap: Double, seconds: Double)] = []

  init(limit seconds: Double, _ flag: CancelFlag) {
    limit = seconds
    cancel = flag
  }

  func note(_ value: Double?, _ bound: Double?) {
    let now = cpuSeconds() - begin
    if now > limit { cancel.cancel() }
    guard let value, let bound else { return }
    for gap in [1e-2, 1e-3, 1e-4] where relativeGap(value, bound) <= gap && !reached.contains(where: { $0.gap == gap })
    {
      reached.append((gap, now))
    }
  }

  var line: String { reached.map { "\($0.gap * 100) % at \($0.seconds) s" }.joined(separator: ", ") }
  var seconds: Double { cpuSeconds() - begin }
}

/// Megabytes, where the system tells. What a parent is told of a child also counts what the parent had when it forked.
func peakMemory() -> Double? {
  guard let file = fopen("/proc/self/status", "r") else { return nil }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, Int32(line.count), file) != nil {
    let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self).split(separator: " ")
    if words.first?.hasPrefix("VmHWM") == true { return words.compactMap { Double($0) }.first.map { $0 / 1024 } }
  }
  return nil
}

let arguments = CommandLine.arguments
guard arguments.count >= 4, let gap = Double(arguments[1]), let seconds = Double(arguments[2]),
  let network = SiteInstance.network(Array(arguments[3...]))
else { usage() }
let cancel = CancelFlag()
let milestones = Milestones(limit: seconds, cancel)
let control = SolveControl(cancel: cancel, gap: gap, progress: { milestones.note($0.incumbent, $0.bound) })
let outcome = try DecompositionEngine().solve(.fixedCharge(network), control)
milestones.note(outcome.objective, outcome.proof.bound)
let (value, bound) = (outcome.objective ?? .nan, outcome.proof.bound ?? .nan)
print(
  "ours \(milestones.seconds) s, value \(value), bound \(bound), gap \(relativeGap(value, bound) * 100) %;",
  terminator: " ")
print("\(milestones.line); stopped by \(outcome.stoppedBy); peak \(peakMemory() ?? 0) MB")
