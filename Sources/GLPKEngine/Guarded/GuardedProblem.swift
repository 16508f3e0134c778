import GLPKGuard
import MathProgram

/// Why a guarded call came to nothing.
enum GuardFailure: Error, Equatable {
  /// GLPK aborted. Every problem of the thread is dead.
  case fatal(String)
  /// The stop was due. Every problem of the thread is dead.
  case stopped
}

/// One GLPK problem, used on one thread only. Batch calls; every failure is an error, never an abort.
final class GuardedProblem {
  private let handle: OpaquePointer
  private var rowCount = 0
  private var columnCount = 0

  init(memoryLimitMegabytes: Int?) throws(GuardFailure) {
    let megabytes = Int32(clamping: memoryLimitMegabytes ?? 0)
    guard let handle = gg_open(megabytes) else { throw .fatal("no memory for a problem") }
    self.handle = handle
  }

  deinit { gg_close(handle) }

  var isAlive: Bool { gg_is_alive(handle) == 1 }
  var instabilities: Int { Int(gg_instabilities(handle)) }

  // MARK: Loading

  func load(_ program: CanonicalProgram) throws(GuardFailure) {
    rowCount = program.rowCount
    columnCount = program.columnCount
    let rowStart = program.rowStart.map(Int64.init)
    try checked(
      gg_load(
        handle, Int32(rowCount), Int32(columnCount), rowStart, program.columnIndices, program.coefficients,
        program.rowLower, program.rowUpper, program.columnLower, program.columnUpper, program.cost, program.isInteger))
  }

  func setColumns(_ columns: [Int32], lower: [Double], upper: [Double]) throws(GuardFailure) {
    guard !columns.isEmpty else { return }
    try checked(gg_set_columns(handle, Int32(columns.count), columns, lower, upper))
  }

  func setRows(_ rows: [Int32], lower: [Double], upper: [Double]) throws(GuardFailure) {
    guard !rows.isEmpty else { return }
    try checked(gg_set_rows(handle, Int32(rows.count), rows, lower, upper))
  }

  func setObjective(_ columns: [Int32], _ cost: [Double]) throws(GuardFailure) {
    guard !columns.isEmpty else { return }
    try checked(gg_set_objective(handle, Int32(columns.count), columns, cost))
  }

  /// Appends the rows of `program` from `first` on.
  func addRows(of program: CanonicalProgram, from first: Int) throws(GuardFailure) {
    let added = program.rowCount - first
    let begin = program.rowStart[first]
    let rowStart = program.rowStart[first...].map { Int64($0 - begin) }
    try checked(
      gg_add_rows(
        handle, Int32(added), rowStart, Array(program.columnIndices[begin...]), Array(program.coefficients[begin...]),
        Array(program.rowLower[first...]), Array(program.rowUpper[first...])))
    rowCount += added
  }

  // MARK: Basis

  /// One GLPK status a row, then one a column.
  func basis() throws(GuardFailure) -> [UInt8] {
    var statuses = [UInt8](repeating: 0, count: rowCount + columnCount)
    try checked(gg_read_basis(handle, &statuses))
    return statuses
  }

  func setBasis(_ statuses: [UInt8]) throws(GuardFailure) {
    guard statuses.count == rowCount + columnCount else { return }
    try checked(gg_set_basis(handle, statuses))
  }

  // MARK: Solving

  func simplex(_ options: gg_simplex_options, _ stop: StopSwitch) throws(GuardFailure) -> gg_report {
    var options = options
    var report = gg_report()
    try checked(gg_simplex(handle, &options, stop.handle, &report))
    return report
  }

  func exact(iterationLimit: Int64, _ stop: StopSwitch) throws(GuardFailure) -> gg_report {
    var report = gg_report()
    try checked(gg_exact(handle, iterationLimit, stop.handle, &report))
    return report
  }

  func branch(_ options: gg_branch_options, _ stop: StopSwitch) throws(GuardFailure) -> gg_report {
    var options = options
    var report = gg_report()
    try checked(gg_branch(handle, &options, stop.handle, &report))
    return report
  }

  /// Values of the columns and multipliers of the rows, as GLPK holds them.
  func read() throws(GuardFailure) -> (values: [Double], multipliers: [Double]) {
    var values = [Double](repeating: 0, count: columnCount)
    var multipliers = [Double](repeating: 0, count: rowCount)
    try checked(gg_read(handle, nil, &multipliers, &values, nil))
    return (values, multipliers)
  }

  func provoke(_ provocation: Int32, _ stop: StopSwitch) throws(GuardFailure) {
    try checked(gg_provoke(handle, provocation, stop.handle))
  }

  private func checked(_ code: Int32) throws(GuardFailure) {
    switch Int(code) {
    case Int(GG_OK.rawValue): return
    case Int(GG_STOPPED.rawValue): throw .stopped
    default: throw .fatal(message)
    }
  }

  /// What GLPK said, in one line.
  private var message: String {
    let text = String(cString: gg_message(handle))
    let line = text.split(whereSeparator: \.isNewline).joined(separator: "; ")
    return line.isEmpty ? "no message" : line
  }
}
