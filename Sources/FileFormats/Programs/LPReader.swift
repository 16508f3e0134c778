import MathProgram

/// Reads the LP format of CPLEX.
struct LPReader {
  static func read(_ bytes: FileBytes, log: FaultLog) -> LinearProgram {
    log.fault(.none, "the LP format is not read by this version")
    return LinearProgram()
  }
}
