import MathProgram
import Synchronization

/// An engine that keeps its sessions open: a program of the same shape as an earlier one starts from that one's
/// last basis.
///
/// Two programs are of one shape where they have the same columns, rows and coefficients and the same integers, and
/// differ in costs and bounds alone. Used by one thread at a time, as a session is.
final class WarmEngine: Engine, Sendable {
  /// Sessions that stay open.
  private static let mostSessions = 12

  private let engine: any Engine
  private let idle = Mutex<[WarmSession]>([])

  init(_ engine: any Engine) { self.engine = engine }

  deinit { idle.withLock { $0.forEach { $0.end() } } }

  var name: String { engine.name }
  var capabilities: EngineCapabilities { engine.capabilities }

  func open(_ program: Program) throws(EngineError) -> any Session {
    guard case .linear(let linear) = program else { return try engine.open(program) }
    let known = idle.withLock { sessions -> WarmSession? in
      guard let place = sessions.lastIndex(where: { $0.hasShape(of: linear) }) else { return nil }
      return sessions.remove(at: place)
    }
    if let known, (try? known.change(to: linear)) != nil { return known }
    return WarmSession(try engine.open(program), linear, engine: self)
  }

  fileprivate func keep(_ session: WarmSession) {
    let oldest = idle.withLock { sessions -> WarmSession? in
      sessions.append(session)
      return sessions.count > WarmEngine.mostSessions ? sessions.removeFirst() : nil
    }
    oldest?.end()
  }
}

/// A session that goes back to its engine when it is closed.
private final class WarmSession: Session, @unchecked Sendable {
  private let session: any Session
  private var program: LinearProgram
  private weak let engine: WarmEngine?
  private var hasEnded = false

  init(_ session: any Session, _ program: LinearProgram, engine: WarmEngine) {
    self.session = session
    self.program = program
    self.engine = engine
  }

  func hasShape(of other: LinearProgram) -> Bool {
    program.direction == other.direction && program.columnCount == other.columnCount
      && program.rowCount == other.rowCount && program.isInteger == other.isInteger
      && program.rowStart == other.rowStart && program.columnIndices == other.columnIndices
      && program.coefficients == other.coefficients && program.objectiveConstant == other.objectiveConstant
  }

  func change(to other: LinearProgram) throws(EngineError) {
    var changes: [ProgramChange] = []
    for column in 0..<other.columnCount {
      if program.objective[column] != other.objective[column] {
        changes.append(.objective(column: column, value: other.objective[column]))
      }
      let (lower, upper) = (other.columnLower[column], other.columnUpper[column])
      if program.columnLower[column] != lower || program.columnUpper[column] != upper {
        changes.append(.columnBounds(column: column, lower: lower, upper: upper))
      }
    }
    for row in 0..<other.rowCount {
      let (lower, upper) = (other.rowLower[row], other.rowUpper[row])
      if program.rowLower[row] != lower || program.rowUpper[row] != upper {
        changes.append(.rowBounds(row: row, lower: lower, upper: upper))
      }
    }
    try apply(changes)
    program = other
  }

  func apply(_ changes: [ProgramChange]) throws(EngineError) { try session.apply(changes) }
  func solve(_ control: SolveControl) throws(EngineError) -> Outcome { try session.solve(control) }

  func close() {
    guard let engine, !hasEnded else { return end() }
    engine.keep(self)
  }

  func end() {
    hasEnded = true
    session.close()
  }
}
