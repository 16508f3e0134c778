/// The formats in which bare programs come.
public enum ProgramFormat: String, Sendable, CaseIterable {
  /// MPS; fixed or free is found out by reading.
  case mps
  case mpsFixed = "mps-fixed"
  case mpsFree = "mps-free"
  /// The LP format of CPLEX.
  case lp
  /// Minimum-cost flow of the DIMACS challenge, `p min`.
  case dimacsMin = "dimacs-min"
  /// Generalized assignment as in the OR-Library; its files have no extension, so it must be asked for.
  case gap

  /// The format that a file's extension stands for, a trailing `.gz` aside; nil where it stands for none.
  public init?(path: String) {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    switch name.split(separator: "/").last?.split(separator: ".", omittingEmptySubsequences: false).last {
    case "mps": self = .mps
    case "lp": self = .lp
    case "min", "dmx": self = .dimacsMin
    default: return nil
    }
  }
}
