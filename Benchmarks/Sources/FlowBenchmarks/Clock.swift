#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// CPU seconds of this process.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Writes the network as the peers read it: nodes, arcs, then supply, tail, head, capacity (−1: none), cost; all Int64.
func writeBinary(_ columns: [[Int64]], to path: String) {
  guard let file = fopen(path, "wb") else { return print("cannot write `\(path)`") }
  defer { fclose(file) }
  for column in columns { fwrite(column, 8, column.count, file) }
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// Peak resident memory in MB.
func peakMegabytes() -> Int {
  var usage = rusage()
  #if canImport(Glibc)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) / 1024
  #else
    getrusage(RUSAGE_SELF, &usage)
    return Int(usage.ru_maxrss) / 1_048_576
  #endif
}
