public import MathProgram

/// Why a program cannot be written in a format.
public enum ProgramWritingFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// The program may not even reach an engine.
  case faulty([ProgramFault])
  /// Two rows, or two columns, of one name.
  case repeatedName(String)
  /// A limit of 1e20 or more that no value can satisfy: the formats read it as infinite.
  case unreachableLimit(String)
  /// The part that the format has no words for.
  case notExpressible(String)

  public var description: String {
    switch self {
    case .faulty(let faults): faults.map(\.description).joined(separator: "\n")
    case .repeatedName(let label): "\(label) has the name of another one"
    case .unreachableLimit(let label): "\(label) has a limit that the formats read as infinite"
    case .notExpressible(let words): words
    }
  }
}

/// Writes bare programs as text, always the same bytes for the same program.
///
/// Every number is the shortest decimal that reads back as itself. Names that a format does not allow are
/// percent-encoded (`NameEncoding`), columns and rows without names are called `C1`, `R1` and so on. A row with two
/// limits that the format cannot say exactly becomes two rows, which our readers join again. What is read back is equal
/// to what was written, but that coefficients of zero are left out and the entries of a row sorted by column. Limits of
/// 1e20 and more come back infinite.
public enum ProgramWriter {
  /// `program` in free MPS.
  public static func mps(_ program: LinearProgram) throws(ProgramWritingFault) -> [UInt8] {
    var writer = MPSWriter(program, try ProgramNames(program, MPSWriter.encode))
    return writer.write()
  }

  /// `program` in the LP format of CPLEX.
  public static func lp(_ program: LinearProgram) throws(ProgramWritingFault) -> [UInt8] {
    var writer = LPWriter(program, try ProgramNames(program, LPWriter.encode))
    return writer.write()
  }

  /// `network` in the DIMACS format; arcs without a capacity have -1.
  ///
  /// - Throws: where supplies are not meant exactly, which the format does not know.
  public static func dimacsMin(_ network: FlowNetwork) throws(ProgramWritingFault) -> [UInt8] {
    guard network.supplyRule == .equal else {
      throw .notExpressible("DIMACS networks ship every supply in full and fill every demand exactly")
    }
    var text = TextBuilder()
    text.add("p min ", network.nodeCount, " ", network.arcCount, "\n")
    for node in 0..<network.nodeCount where network.supply[node] != 0 {
      text.add("n ", node + 1, " ", network.supply[node], "\n")
    }
    for arc in 0..<network.arcCount {
      let upper = network.upper[arc] == FlowNetwork.unlimited ? -1 : network.upper[arc]
      text.add("a ", network.tail[arc] + 1, " ", network.head[arc] + 1, " ")
      text.add(network.lower[arc], " ", upper, " ", network.cost[arc], "\n")
    }
    return text.bytes
  }
}

/// The names of a program as a format takes them.
struct ProgramNames {
  let columns: [String]
  let rows: [String]
  let program: String
  /// Of the objective; no row is called so.
  let objective: String

  /// - Throws: where the program has faults, repeated names, or limits that the formats cannot hold.
  init(_ program: LinearProgram, _ encode: (String) -> String) throws(ProgramWritingFault) {
    let faults = program.faults()
    guard faults.isEmpty else { throw .faulty(faults) }
    for column in 0..<program.columnCount
    where program.columnLower[column] >= infiniteBound || program.columnUpper[column] <= -infiniteBound {
      throw .unreachableLimit(program.label(ofColumn: column))
    }
    for row in 0..<program.rowCount
    where program.rowLower[row] >= infiniteBound || program.rowUpper[row] <= -infiniteBound {
      throw .unreachableLimit(program.label(ofRow: row))
    }
    columns = try ProgramNames.encoded(program.columnNames, program.columnCount, "C", encode, program.label(ofColumn:))
    rows = try ProgramNames.encoded(program.rowNames, program.rowCount, "R", encode, program.label(ofRow:))
    self.program = program.name.isEmpty ? "" : encode(program.name)
    var objective = "obj"
    let taken = Set(rows)
    while taken.contains(objective) { objective += "_" }
    self.objective = objective
  }

  private static func encoded(
    _ names: [String], _ count: Int, _ letter: String, _ encode: (String) -> String, _ label: (Int) -> String
  ) throws(ProgramWritingFault) -> [String] {
    if names.isEmpty { return (0..<count).map { "\(letter)\($0 + 1)" } }
    var seen = Set<String>(minimumCapacity: count)
    var encoded: [String] = []
    encoded.reserveCapacity(count)
    for (place, name) in names.enumerated() {
      let spelling = encode(name)
      guard seen.insert(spelling).inserted else { throw .repeatedName(label(place)) }
      encoded.append(spelling)
    }
    return encoded
  }
}

/// Text as it grows, in bytes.
struct TextBuilder {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ text: String) { bytes += text.utf8 }

  /// The parts one after the other: words and whole numbers.
  mutating func add(_ parts: any CustomStringConvertible...) {
    for part in parts { bytes += part.description.utf8 }
  }

  mutating func add(_ number: Double) { bytes += decimal(number).utf8 }
}

/// The shortest decimal that reads back as the number, without a needless `.0`.
func decimal(_ number: Double) -> String {
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
