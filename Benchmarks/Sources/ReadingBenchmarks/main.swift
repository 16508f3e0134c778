import FileFormats
import MathProgram

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// ReadingBenchmarks write KIND SIZE FILE     a seeded file of SIZE columns or arcs
// ReadingBenchmarks read FILE RUNS           CPU seconds from the file to a built program, median of the runs

let arguments = CommandLine.arguments

switch (arguments.count, arguments.dropFirst().first) {
case (5, "write"):
  guard let kind = GeneratedFile(rawValue: arguments[2]), let size = Int(arguments[3]), size > 0 else { usage() }
  try kind.write(size: size, to: arguments[4])
case (4, "read"):
  guard let runs = Int(arguments[3]), runs > 0 else { usage() }
  try measureReading(arguments[2], runs: runs)
default: usage()
}

func usage() -> Never {
  print("usage: ReadingBenchmarks write KIND SIZE FILE | read FILE RUNS")
  print("kinds: \(GeneratedFile.allCases.map(\.rawValue).joined(separator: " "))")
  exit(2)
}

func measureReading(_ path: String, runs: Int) throws {
  var seconds: [Double] = []
  var size = ""
  for _ in 0..<runs {
    let begin = cpuSeconds()
    let program = try ProgramFile.read(path: path).program
    seconds.append(cpuSeconds() - begin)
    size = describe(program)
  }
  print("lanewise \(seconds.sorted()[runs / 2]) \(size)")
}

/// What was read, in words that the peers use too: a reader that skips half of the file is no faster.
func describe(_ program: Program) -> String {
  switch program {
  case .linear(let linear): "\(linear.rowCount) rows \(linear.columnCount) columns \(linear.entryCount) entries"
  case .flow(let network): "\(network.nodeCount) nodes \(network.arcCount) arcs"
  case .fixedCharge: "a network with fixed charges"
  }
}

/// CPU seconds of this process.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
