import FileFormats
import MathProgram
import NativeEngines

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// SiteBenchmarks solve GAP SECONDS INSTANCE     ours: time to 1 %, 0.1 %, 0.01 % and GAP, value, proven bound
// SiteBenchmarks write FOLDER INSTANCE          strong.mps and aggregated.mps for the peers
//
// INSTANCE: split M N RATIO SEED | whole M N RATIO SEED | orlib FILE CAPACITY | sscflp FILE | gap FILE

func usage() -> Never {
  print("usage: SiteBenchmarks solve GAP SECONDS INSTANCE | SiteBenchmarks write FOLDER INSTANCE")
  exit(2)
}

func instance(_ words: ArraySlice<String>) -> FixedChargeNetwork {
  let words = Array(words)
  switch (words.first, words.count) {
  case ("split", 5), ("whole", 5):
    guard let sites = Int(words[1]), let items = Int(words[2]), let ratio = Double(words[3]),
      let seed = UInt64(words[4])
    else { usage() }
    return SiteFamilies.cornuejols(
      sites: sites, items: items, ratio: ratio, seed: seed, sourcing: words[0] == "split" ? .split : .whole)
  case ("orlib", 3): return InstanceFiles.orLibrary(words[1], capacity: Double(words[2]) ?? 0)
  case ("sscflp", 2): return InstanceFiles.singleSource(words[1])
  case ("gap", 2): return InstanceFiles.assignment(words[1])
  default: usage()
  }
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
guard arguments.count >= 4 else { usage() }
switch arguments[1] {
case "solve":
  guard let gap = Double(arguments[2]), let seconds = Double(arguments[3]) else { usage() }
  let network = instance(arguments[4...])
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
case "write":
  let network = instance(arguments[3...])
  for (name, strength) in [("strong", FixedChargeNetwork.Strength.strong), ("aggregated", .aggregated)] {
    let bytes = try ProgramWriter.mps(LinearProgram(network, strength))
    guard let file = fopen("\(arguments[2])/\(name).mps", "wb") else { usage() }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
default: usage()
}
