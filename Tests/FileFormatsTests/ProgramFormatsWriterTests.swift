import FileFormats
import MathProgram
import Testing

/// Random programs of every shape that a format can hold: entries of a row ascending by column, none of them zero.
func randomProgram(_ random: inout SeededGenerator) -> LinearProgram {
  let names = [
    "x", "y 1", "RHS", "bounds", "%", "e5", "*c", "", "a%20b", "grün", "inf", "'MARKER'", "7up", "a:b", "$d", "\t",
  ]
  func number() -> Double {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: Double(Int.random(in: -9...9, using: &random))
    case 1: Double(Int.random(in: -9_999...9_999, using: &random)) / 100
    case 2: Double.random(in: -1...1, using: &random)
    case 3: Double.random(in: -1e12...1e12, using: &random)
    case 4: Double.random(in: -1e-9...1e-9, using: &random)
    default: Double(Int.random(in: -3...3, using: &random))
    }
  }
  func limits() -> (Double, Double) {
    let (one, other) = (number(), number())
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return (-.infinity, .infinity)
    case 1: return (-.infinity, one)
    case 2: return (one, .infinity)
    case 3: return (one, one)
    case 4: return (one, other)
    case 5: return (0, .infinity)
    case 6: return (0, 1)
    default: return (min(one, other), max(one, other))
    }
  }
  var program = LinearProgram(
    name: names.randomElement(using: &random) ?? "", direction: Bool.random(using: &random) ? .minimize : .maximize)
  if Bool.random(using: &random) { program.objectiveConstant = number() }
  for column in 0..<Int.random(in: 0...8, using: &random) {
    let (lower, upper) = limits()
    program.addColumn(
      lower: lower, upper: upper, objective: Bool.random(using: &random) ? number() : 0,
      isInteger: Bool.random(using: &random), name: names[Int.random(in: 0..<2, using: &random) * 8 + column])
  }
  for row in 0..<Int.random(in: 0...8, using: &random) {
    let (lower, upper) = limits()
    for column in 0..<program.columnCount where Bool.random(using: &random) {
      let value = number()
      if value != 0 { program.appendEntry(column: column, coefficient: value) }
    }
    program.closeRow(lower: lower, upper: upper, name: names[Int.random(in: 0..<2, using: &random) * 8 + row])
  }
  return program
}

@Suite struct ProgramFormatsWriterTests {
  private func written(_ program: LinearProgram, _ format: ProgramFormat) throws -> [UInt8] {
    try format == .lp ? ProgramWriter.lp(program) : ProgramWriter.mps(program)
  }

  @Test(arguments: [ProgramFormat.mps, .lp])
  func whatIsWrittenReadsBackAsItself(format: ProgramFormat) throws {
    let seed: UInt64 = 3_141
    var random = SeededGenerator(seed: seed)
    for round in 0..<scaled(2_000) {
      let program = randomProgram(&random)
      let bytes = try written(program, format)
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let file = try ProgramFile.read(bytes: bytes, format: format, name: "t")
        guard case .linear(let read) = file.program else { throw ProgramFormatFaults([]) }
        #expect(read == program, "seed \(seed), round \(round):\n\(text)")
        #expect(try written(read, format) == bytes)
        if read != program { return }
      } catch {
        Issue.record("seed \(seed), round \(round): \(error)\n\(text)")
        return
      }
    }
  }

  @Test func aSmallProgramIsWrittenAsEveryoneWritesIt() throws {
    var program = LinearProgram(name: "tiny", direction: .maximize)
    program.objectiveConstant = 2
    program.addColumn(upper: 4, objective: 1.5, name: "x")
    program.addColumn(lower: 0, upper: 1, objective: 0, isInteger: true, name: "y 1")
    program.addRow(
      lower: 1, upper: 3, entries: [(column: 0, coefficient: 1), (column: 1, coefficient: -0.1)], name: "r")
    #expect(
      String(decoding: try ProgramWriter.mps(program), as: UTF8.self) == """
        * lanewise: names percent-encoded
        * the right-hand side of the objective row is minus the constant; GLPK reads it as plus
        NAME tiny
        OBJSENSE
            MAX
        ROWS
         N  obj
         G  r
        COLUMNS
            x obj 1.5
            x r 1
            MARKER1 'MARKER' 'INTORG'
            y%201 r -0.1
            MARKER2 'MARKER' 'INTEND'
        RHS
            RHS1 obj -2
            RHS1 r 1
        RANGES
            RNG1 r 2
        BOUNDS
         UP BND1 x 4
         BV BND1 y%201
        ENDATA

        """)
    #expect(
      String(decoding: try ProgramWriter.lp(program), as: UTF8.self) == """
        \\ lanewise: names percent-encoded
        \\Problem name: tiny
        Maximize
         obj: + 1.5 x + 2
        Subject To
         r: + 1 x - 0.1 y%201 >= 1
         r%up: + 1 x - 0.1 y%201 <= 3
        Bounds
         0 <= x <= 4
        Binaries
         y%201
        End

        """)
  }

  @Test func aRangeThatNoSubtractionGivesBackIsSplitAndJoinedAgain() throws {
    var program = LinearProgram()
    program.addColumn(name: "x")
    program.addRow(lower: -0.3, upper: 0.4, entries: [(column: 0, coefficient: 1)], name: "r")
    program.addRow(lower: 5, upper: 3, entries: [(column: 0, coefficient: 2)], name: "crossed")
    let bytes = try ProgramWriter.mps(program)
    #expect(String(decoding: bytes, as: UTF8.self).contains("r%up"))
    guard case .linear(let read) = try ProgramFile.read(bytes: bytes, format: .mps, name: "t").program else { return }
    #expect(read == program)
  }

  @Test func namesOfOtherFilesKeepTheirPercentSigns() throws {
    let read = try linear("NAME\nROWS\n N o\n G a%20b\n L a%20b%up\nCOLUMNS\n x a%20b 1 a%20b%up 1\nENDATA\n", .mps)
    #expect(read.rowNames == ["a%20b", "a%20b%up"])
  }

  @Test func aProgramWithFaultsOrRepeatedNamesIsNotWritten() {
    var faulty = LinearProgram()
    faulty.addColumn(objective: .nan)
    #expect(throws: ProgramWritingFault.self) { try ProgramWriter.mps(faulty) }
    var repeated = LinearProgram()
    repeated.addColumn(name: "x")
    repeated.addColumn(name: "x")
    #expect(throws: ProgramWritingFault.repeatedName("column `x`")) { try ProgramWriter.lp(repeated) }
    var unreachable = LinearProgram()
    unreachable.addColumn(lower: 1e25, name: "x")
    #expect(throws: ProgramWritingFault.unreachableLimit("column `x`")) { try ProgramWriter.mps(unreachable) }
  }

  @Test func columnsAndRowsWithoutNamesAreNumbered() throws {
    var program = LinearProgram()
    program.addColumn()
    program.addRow(lower: 1, entries: [(column: 0, coefficient: 1)])
    let text = String(decoding: try ProgramWriter.lp(program), as: UTF8.self)
    #expect(text.contains(" R1: + 1 C1 >= 1\n"))
  }

  @Test func aNetworkReadsBackAsItself() throws {
    var network = FlowNetwork(nodeCount: 3)
    network.setSupply(5, node: 0)
    network.setSupply(-5, node: 2)
    network.addArc(from: 0, to: 1, lower: 1, upper: 7, cost: -2)
    network.addArc(from: 1, to: 2, cost: 3)
    let bytes = try ProgramWriter.dimacsMin(network)
    #expect(try readNetwork(String(decoding: bytes, as: UTF8.self)) == network)
  }
}
