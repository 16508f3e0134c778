import GLPKGuard

/// What a solving thread owns beside its problems: the run it works on, and the count of its solver calls.
final class Workbench {
  let memoryLimitMegabytes: Int?
  let faults: FaultInjection?
  private var callCount = 0
  private var noise = NoiseSource()

  init(memoryLimitMegabytes: Int?, faults: FaultInjection?) {
    self.memoryLimitMegabytes = memoryLimitMegabytes
    self.faults = faults
  }

  func openProblem() throws(GuardFailure) -> GuardedProblem {
    try GuardedProblem(memoryLimitMegabytes: memoryLimitMegabytes)
  }

  /// The fault that the next solver call meets, in tests.
  func nextFault(_ call: FaultInjection.Call) -> FaultInjection.Fault? {
    defer { callCount += 1 }
    return faults?.fault(call, callCount)
  }

  /// Lets happen what happens before or instead of a call.
  func suffer(_ fault: FaultInjection.Fault?, _ problem: GuardedProblem, _ stop: StopSwitch) throws(GuardFailure) {
    switch fault {
    case .abort: try problem.provoke(Int32(GG_PROVOKE_ABORT.rawValue), stop)
    case .memory: try problem.provoke(Int32(GG_PROVOKE_MEMORY.rawValue), stop)
    case .hang: try problem.provoke(Int32(GG_PROVOKE_HANG.rawValue), stop)
    case .deaf(let milliseconds), .slow(let milliseconds): sleep(milliseconds: milliseconds)
    default: break
    }
  }

  /// A report as the fault would have it.
  func distort(_ fault: FaultInjection.Fault?, _ report: inout gg_report) {
    switch fault {
    case .wrongAnswer, .garbage, .notANumber: report.claim = Int32(GG_CLAIM_OPTIMAL.rawValue)
    case .claimsInfeasible: report.claim = Int32(GG_CLAIM_INFEASIBLE.rawValue)
    case .claimsUnbounded: report.claim = Int32(GG_CLAIM_UNBOUNDED.rawValue)
    case .fails: report.ended = Int32(GG_ENDED_FAILED.rawValue)
    default: break
    }
  }

  /// Numbers as the fault would have them.
  func distort(_ fault: FaultInjection.Fault?, _ numbers: inout [Double]) {
    for index in numbers.indices {
      switch fault {
      case .notANumber: numbers[index] = .nan
      case .garbage: numbers[index] = noise.next() * 1e6
      case .wrongAnswer: numbers[index] += 1e-3 * (1 + abs(numbers[index])) * noise.next()
      default: return
      }
    }
  }
}

/// Deterministic noise between −1 and 1 (SplitMix64).
private struct NoiseSource {
  private var state: UInt64 = 1

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) / Double(1 << 52) - 1
  }
}
