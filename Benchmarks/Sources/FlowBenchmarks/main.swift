#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import MathProgram
import NativeEngines

// FlowBenchmarks write FAMILY SEED FILE     the network for the peers
// FlowBenchmarks cold FAMILY SEED RUNS      ours from a built network to a checked answer
// FlowBenchmarks warm FAMILY SEED ROUNDS    ours again and again after changes, each equal to a cold solve

let arguments = CommandLine.arguments
guard arguments.count == 5, let family = Family(rawValue: arguments[2]), let seed = UInt64(arguments[3]) else {
  print("usage: FlowBenchmarks write FAMILY SEED FILE | cold FAMILY SEED RUNS | warm FAMILY SEED ROUNDS")
  print("families: \(Family.allCases.map(\.rawValue).joined(separator: " "))")
  exit(2)
}
let network = family.network(seed: seed)

switch arguments[1] {
case "write":
  let sizes = [Int64(network.nodeCount), Int64(network.arcCount)]
  let capacity = network.upper.map { $0 == FlowNetwork.unlimited ? -1 : $0 }
  writeBinary(
    [sizes, network.supply, network.tail.map { Int64($0) }, network.head.map { Int64($0) }, capacity, network.cost],
    to: arguments[4])
case "cold":
  var seconds: [Double] = []
  var line = ""
  for _ in 0..<(Int(arguments[4]) ?? 1) {
    let begin = cpuSeconds()
    let outcome = try NativeFlowEngine().solve(.flow(network))
    seconds.append(cpuSeconds() - begin)
    line = "objective \(outcome.objective ?? .nan) work \(outcome.work) \(verdict(outcome, network))"
  }
  print("native cold \(median(seconds)) \(line) rss \(peakMegabytes())")
case "warm":
  for kind in ChangeKind.allCases {
    print(try measureWarm(network, kind, rounds: Int(arguments[4]) ?? 1, seed: seed))
  }
default: print("unknown command `\(arguments[1])`")
}

