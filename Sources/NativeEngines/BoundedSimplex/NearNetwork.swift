import MathProgram

/// A large linear program that is a network but for a few rows: those in which the coefficients of columns that have any room are of
/// different sizes.
struct NearNetwork: Sendable {
  /// Why a program is none.
  struct Refusal: Error {
    let reason: String
  }

  /// By row.
  let isLeftOut: [Bool]
  /// The program without the limits of those rows, nothing whole, and the network that it is.
  let relaxed: LinearProgram
  let network: ReducedNetwork

  /// Rows of a program from which it is worth looking.
  private static let leastRows = 500
  /// One row in so many may be left out.
  private static let rowsForOne = 20

  /// - Complexity: about linear in columns and entries.
  init(_ program: LinearProgram) throws(Refusal) {
    guard program.rowCount >= Self.leastRows else { throw Refusal(reason: "a program as small as this") }
    let isLeftOut = (0..<program.rowCount).map { Self.differs(program, $0) }
    let count = isLeftOut.count { $0 }
    guard count > 0, count * Self.rowsForOne <= program.rowCount else {
      throw Refusal(reason: "no few rows keep it from being a network")
    }
    var relaxed = program.relaxation
    for row in isLeftOut.indices where isLeftOut[row] { relaxed.setRowBounds(row, lower: -.infinity, upper: .infinity) }
    do throws(NetworkObstacle) {
      network = try relaxed.network()
    } catch {
      throw Refusal(reason: error.reason(in: program))
    }
    (self.isLeftOut, self.relaxed) = (isLeftOut, relaxed)
  }

  /// Whether a row that limits anything has coefficients of different sizes, those of fixed columns aside.
  private static func differs(_ program: LinearProgram, _ row: Int) -> Bool {
    guard program.rowLower[row] > -.infinity || program.rowUpper[row] < .infinity else { return false }
    var size: Double?
    for entry in program.entryRange(ofRow: row) {
      let column = Int(program.columnIndices[entry])
      guard program.columnLower[column] < program.columnUpper[column] else { continue }
      let own = abs(program.coefficients[entry])
      if let size, own != size { return true }
      size = own
    }
    return false
  }
}
