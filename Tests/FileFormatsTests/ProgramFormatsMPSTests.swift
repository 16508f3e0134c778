import FileFormats
import MathProgram
import Testing

@Suite struct ProgramFormatsMPSTests {
  private let small = """
    * a comment
    NAME          small
    ROWS
     N  cost
     L  lim1
     G  lim2
     E  myeqn
    COLUMNS
        x         cost         1.0   lim1         1.0
        x         lim2         1
        y         cost         2   lim1           1
        y         myeqn       -1
        z         cost        -1   myeqn          1
    RHS
        rhs       lim1         4   lim2           1
        rhs       myeqn        7   cost         -10
    BOUNDS
     UP bnd       x            4
     LO bnd       y           -1
     UP bnd       y            1
    ENDATA
    """

  @Test func aSmallProgramIsReadAsWritten() throws {
    let program = try linear(small, .mps)
    #expect(program.name == "small")
    #expect(program.columnNames == ["x", "y", "z"])
    #expect(program.rowNames == ["lim1", "lim2", "myeqn"])
    #expect(program.objective == [1, 2, -1])
    #expect(program.columnLower == [0, -1, 0])
    #expect(program.columnUpper == [4, 1, .infinity])
    #expect(program.rowLower == [-.infinity, 1, 7])
    #expect(program.rowUpper == [4, .infinity, 7])
    #expect(row(program, 0) == [0: 1, 1: 1])
    #expect(row(program, 1) == [0: 1])
    #expect(row(program, 2) == [1: -1, 2: 1])
    #expect(program.faults().isEmpty)
  }

  @Test func theConstantIsTheNegativeOfTheObjectivesRightHandSide() throws {
    #expect(try linear(small, .mps).objectiveConstant == 10)
  }

  @Test func lineEndsOfWindowsAndAByteOrderMarkChangeNothing() throws {
    let windows = "\u{FEFF}" + small.replacing("\n", with: "\r\n")
    #expect(try linear(windows, .mps) == linear(small, .mps))
  }

  private func program(rows: String = "", columns: String = "", rest: String = "") -> String {
    "NAME\nROWS\n N obj\n\(rows)COLUMNS\n\(columns)\(rest)ENDATA\n"
  }

  @Test func rangesExtendEachKindOfRowAsTheFormatSays() throws {
    let rows = " E a\n E b\n L c\n G d\n E e\n"
    let columns = " x a 1 b 1\n x c 1 d 1\n x e 1\n"
    let rest = "RHS\n r a 10 b 10\n r c 10 d 10\n r e 10\nRANGES\n g a 3 b -3\n g c -4 d 4\n g e 0\n"
    let read = try linear(program(rows: rows, columns: columns, rest: rest), .mps)
    #expect(read.rowLower == [10, 7, 6, 10, 10])
    #expect(read.rowUpper == [13, 10, 10, 14, 10])
  }

  @Test func aRangeOnAnInfiniteRightHandSideIsAFault() {
    let rest = "RHS\n r a 1e21\nRANGES\n g a 2\n"
    let found = faults(program(rows: " L a\n", columns: " x a 1\n", rest: rest), .mps)
    #expect(found.map(\.line) == [4])
  }

  @Test func everyKindOfBoundIsRead() throws {
    let names = ["lo", "up", "fx", "fr", "mi", "pl", "bv", "li", "ui", "neg", "huge", "none"]
    let columns = names.map { " \($0) obj 1\n" }.joined()
    let rest = """
      BOUNDS
       LO b lo -3
       UP b up 5
       FX b fx 2.5
       FR b fr
       MI b mi
       PL b pl
       BV b bv
       LI b li 2
       UI b ui 9
       UP b neg -4
       LO b huge -1e30
       UP b huge Infinity

      """
    let read = try linear(program(columns: columns, rest: rest), .mps)
    let infinity = Double.infinity
    #expect(read.columnLower == [-3, 0, 2.5, -infinity, -infinity, 0, 0, 2, 0, -infinity, -infinity, 0])
    #expect(
      read.columnUpper
        == [infinity, 5, 2.5, infinity, infinity, infinity, 1, infinity, 9, -4, infinity, infinity])
    #expect(read.isInteger == [false, false, false, false, false, false, true, true, true, false, false, false])
  }

  @Test func boundsMayLeaveOutTheirSet() throws {
    let rest = "RHS\n a 5\nBOUNDS\n UP x 3\n FR y\n BV z 1\n"
    let read = try linear(program(rows: " L a\n", columns: " x a 1\n y a 1\n z a 1\n", rest: rest), .mps)
    #expect(read.columnLower == [0, -.infinity, 0])
    #expect(read.columnUpper == [3, .infinity, 1])
    #expect(read.rowUpper == [5])
  }

  @Test func columnsBetweenMarkersAreWholeAndBinaryWithoutBounds() throws {
    let columns = """
       a obj 1
       M1 'MARKER' 'INTORG'
       b obj 1
       c obj 1
       d obj 1
       M2 'MARKER' 'INTEND'
       e obj 1

      """
    let read = try linear(program(columns: columns, rest: "BOUNDS\n LO B c 2\n PL B d\n"), .mps)
    #expect(read.isInteger == [false, true, true, true, false])
    #expect(read.columnUpper == [.infinity, 1, .infinity, .infinity, .infinity])
    #expect(read.columnLower == [0, 0, 2, 0, 0])
  }

  @Test(arguments: ["OBJSENSE\n    MAX\n", "OBJSENSE MAXIMIZE\n", "OBJSENSE\nMAX\n", "objsense\n maximise\n"])
  func theObjectivesSenseIsReadInAllItsForms(section: String) throws {
    #expect(try linear(section + program(columns: " x obj 1\n"), .mps).direction == .maximize)
  }

  @Test func theObjectiveMayBeChosenByName() throws {
    let text = "OBJNAME\n second\n" + program(rows: " N second\n", columns: " x obj 1 second 2\n")
    let read = try linear(text, .mps)
    #expect(read.objective == [2])
    #expect(read.rowNames == ["obj"])
    #expect(read.rowLower == [-.infinity])
  }

  @Test func aFurtherFreeRowIsKept() throws {
    let read = try linear(program(rows: " N other\n L a\n", columns: " x obj 1 other 2\n x a 3\n"), .mps)
    #expect(read.rowNames == ["other", "a"])
    #expect(row(read, 0) == [0: 2])
    #expect(read.rowUpper == [.infinity, 0])
  }

  @Test func namesWithBlanksAreReadFromFixedColumns() throws {
    let text = """
      NAME          BLANKS
      ROWS
       N  OBJ
       L  MY ROW
      COLUMNS
          A B       OBJ                1.5   MY ROW             2.0
          C         MY ROW             1.0
      RHS
          RHS       MY ROW             8.0
      BOUNDS
       UP BND       A B                3.0
      ENDATA
      """
    let file = try ProgramFile.read(bytes: Array(text.utf8), format: .mps, name: "t")
    #expect(file.format == .mpsFixed)
    let read = try linear(text, .mps)
    #expect(read.columnNames == ["A B", "C"])
    #expect(read.rowNames == ["MY ROW"])
    #expect(row(read, 0) == [0: 2, 1: 1])
    #expect(read.columnUpper == [3, .infinity])
    #expect(read.rowUpper == [8])
  }

  @Test func onlyTheFirstSetOfRightHandSidesCountsAndTheOtherIsNoted() throws {
    let text = program(rows: " L a\n", columns: " x a 1\n", rest: "RHS\n one a 4\n two a 5\n")
    let file = try ProgramFile.read(bytes: Array(text.utf8), format: .mps, name: "t")
    #expect(try linear(text, .mps).rowUpper == [4])
    #expect(file.notes.map(\.text) == ["two"])
  }

  @Test func aFaultNamesItsPlaceItsTextAndItsRule() throws {
    let found = faults(program(rows: " L a\n", columns: " x a 1\n x b 12x\n"), .mps)
    #expect(found.count == 1)
    #expect(found.first?.line == 7 && found.first?.column == 4)
    #expect(
      found.first?.description
        == "t:7:4: no row has this name: `b`\nhint: rows are declared in `ROWS`")
  }

  @Test func allFaultsAreToldAtOnceAndInOrder() {
    let text = program(
      rows: " L a\n L a\n Q b\n", columns: " x a 1\n x a nan\n x zz 1\n y a 0x10\n y a\n x a 1\n",
      rest: "RHS\n r a 1e400\nBOUNDS\n SC b x 3\n UP b q 3\n XX b x 1\n")
    #expect(faults(text, .mps).map(\.line) == [5, 6, 9, 10, 11, 12, 13, 15, 17, 18, 19])
  }

  @Test func readingEndsAtTheLimitOfFaults() {
    let text = program(columns: (0..<100).map { " x\($0) nowhere 1\n" }.joined())
    let found = faults(text, .mps)
    #expect(found.count == 20)
  }

  @Test(arguments: [
    ("SOS1\n S1 s 1\n", "special ordered sets"), ("QUADOBJ\n x x 1\n", "quadratic objectives"),
    ("INDICATORS\n IF a b 1\n", "indicator constraints"), ("QCMATRIX c\n x x 1\n", "quadratic constraints"),
    ("LAZYCONS\n L c\n", "lazy constraints"),
  ])
  func sectionsBeyondLinearProgramsAreRefusedByName(section: String, words: String) {
    let found = faults(program(rows: " L a\n", columns: " x a 1\n", rest: section), .mps)
    #expect(found.map(\.rule) == ["\(words) are not supported"])
  }

  @Test func duplicateEntriesAreFaults() {
    let found = faults(program(rows: " L a\n", columns: " x a 1 a 2\n x obj 1\n x obj 1\n"), .mps)
    #expect(found.map(\.rule) == Array(repeating: "the column has two entries in this row", count: 2))
  }

  @Test(arguments: ["nan", "inf", "0x1p3", "1e", "--1", "1_000", ".", "1,5", "1e999"])
  func whatIsNoFiniteDecimalIsRefusedAsACoefficient(number: String) {
    #expect(faults(program(rows: " L a\n", columns: " x a \(number)\n"), .mps).count == 1)
  }

  @Test func aFileWithoutItsEndIsAFault() {
    #expect(faults("NAME\nROWS\n N obj\nCOLUMNS\n x obj 1\n", .mps).count == 1)
    #expect(faults("", .mps).count == 1)
  }
}
