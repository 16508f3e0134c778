import FileFormats
import MathProgram
import Testing

@Suite struct ProgramFormatsLPTests {
  @Test func aSmallProgramIsReadAsWritten() throws {
    let read = try linear(
      """
      \\ a comment
      Maximize
       profit: 3 x1 + 2.5x2 - x3 + 4
      Subject To
       c1: x1 + x2 + x3 <= 10  \\ another one
       c2: -2 x1 + x2 >= -5
       eq: x1 - 3 x2 = 1.5
       range: 1 <= x1 + x3
         <= 8
      Bounds
       x1 <= 4
       -1 <= x2 <= 1e30
       x3 free
      Generals
       x3
      Binary
       y
      End
      """, .lp)
    #expect(read.direction == .maximize)
    #expect(read.objectiveConstant == 4)
    #expect(read.columnNames == ["x1", "x2", "x3", "y"])
    #expect(read.objective == [3, 2.5, -1, 0])
    #expect(read.rowNames == ["c1", "c2", "eq", "range"])
    #expect(read.rowLower == [-.infinity, -5, 1.5, 1])
    #expect(read.rowUpper == [10, .infinity, 1.5, 8])
    #expect(read.columnLower == [0, -1, -.infinity, 0])
    #expect(read.columnUpper == [4, .infinity, .infinity, 1])
    #expect(read.isInteger == [false, false, true, true])
    #expect(row(read, 1) == [0: -2, 1: 1])
    #expect(row(read, 3) == [0: 1, 2: 1])
  }

  private func rows(_ text: String) throws -> LinearProgram {
    try linear("min\n x\nst\n\(text)\nend\n", .lp)
  }

  @Test(arguments: ["subject to", "Such That", "ST", "st.", "S.T.", "SUBJECT TO"])
  func theRowsBeginByAnyOfTheirNames(words: String) throws {
    #expect(try linear("minimum\nx\n\(words)\nx >= 1\nend", .lp).rowCount == 1)
  }

  @Test func sensesHaveManySpellings() throws {
    let read = try rows("x < 1\nx <= 2\nx =< 3\nx > 4\nx >= 5\nx => 6\nx = 7")
    #expect(read.rowUpper == [1, 2, 3, .infinity, .infinity, .infinity, 7])
    #expect(read.rowLower == [-.infinity, -.infinity, -.infinity, 4, 5, 6, 7])
    #expect(read.rowNames == ["R1", "R2", "R3", "R4", "R5", "R6", "R7"])
  }

  @Test func aRowMayBeginWithItsLimit() throws {
    let read = try rows("a: 5 >= x + y\nb: 8 >= x >= -inf\n -3 <= x - y <= +4\nc: -infinity <= x")
    #expect(read.rowLower == [-.infinity, -.infinity, -3, -.infinity])
    #expect(read.rowUpper == [5, 8, 4, .infinity])
  }

  @Test func coefficientsOfAVariableAddUpAndConstantsMoveRight() throws {
    let read = try rows("a: x + y + 2 x + 3 <= 10\nb: x - y - x >= 2 \nc: - - x + + y >= - 4")
    #expect(row(read, 0) == [0: 3, 1: 1])
    #expect(read.rowUpper[0] == 7)
    #expect(row(read, 1) == [1: -1])
    #expect(row(read, 2) == [0: 1, 1: 1])
    #expect(read.rowLower[2] == -4)
  }

  @Test func numbersRunIntoNamesAsTheFormatAllows() throws {
    let read = try rows("2e3x + 3 e1x + .5y + 1e-2 z + 2exp >= 1")
    #expect(read.columnNames == ["x", "e1x", "y", "z", "exp"])
    #expect(row(read, 0) == [0: 2000, 1: 3, 2: 0.5, 3: 0.01, 4: 2])
  }

  @Test func namesMayHoldOddCharacters() throws {
    let read = try rows("x(1,2) + y[3] + #a!b$%&;?@_'`{}~|.q + grün + s/t >= 1")
    #expect(read.columnNames == ["x", "x(1,2)", "y[3]", "#a!b$%&;?@_'`{}~|.q", "grün", "s/t"])
  }

  @Test func wordsOfTheFormatMayBeNamesWhereTheyCannotOpenASection() throws {
    let read = try rows("bin: x + end + bounds >= 1\nst: x +\n free >= 2\nbounds\nfree <= 4\nend <= 5")
    #expect(read.columnNames == ["x", "end", "bounds", "free"])
    #expect(read.rowNames == ["bin", "st"])
    #expect(read.columnUpper == [.infinity, 5, .infinity, 4])
  }

  @Test func everyKindOfBoundIsRead() throws {
    let read = try linear(
      "min a+b+c+d+e+f+g+h\nst\nbounds\na <= 5\nb >= -2\nc = 3\n-1 <= d <= 1\ne free\n7 >= f\n-inf <= g\n"
        + "h >= -1e30 h <= -2\nend", .lp)
    let infinity = Double.infinity
    #expect(read.columnLower == [0, -2, 3, -1, -infinity, 0, -infinity, -infinity])
    #expect(read.columnUpper == [5, infinity, 3, 1, infinity, 7, infinity, -2])
  }

  @Test func anUpperBoundBelowZeroLeavesTheLowerBoundAndIsNoted() throws {
    let text = "min x\nst\nbounds\nx <= -5\nend"
    let file = try ProgramFile.read(bytes: Array(text.utf8), format: .lp, name: "t")
    #expect(try linear(text, .lp).columnLower == [0])
    #expect(file.notes.map(\.text) == ["x"])
  }

  @Test func binariesKeepWhatTheirBoundsCutOff() throws {
    let read = try linear("min x + y + z\nst\nbounds\nx <= 0\ny >= 1\nz <= 9\nbinaries\nx y z\nend", .lp)
    #expect(read.columnLower == [0, 1, 0])
    #expect(read.columnUpper == [0, 1, 1])
  }

  @Test func anEmptyObjectiveAndAConstantOneAreRead() throws {
    #expect(try linear("max\nobj:\nst\nc: x <= 1\nend", .lp).objective == [0])
    #expect(try linear("max\nobj: 3\nst\nc: x <= 1\nend", .lp).objectiveConstant == 3)
    #expect(try linear("max\n3 - 5 + 2 x + 1\nsubject to\nc: x <= 1\nend", .lp).objectiveConstant == -1)
  }

  @Test func theProblemsNameIsReadFromTheCommentThatCPLEXWrites() throws {
    #expect(try linear("\\Problem name: tiny one\nmin x\nst\nx>=1\nend", .lp).name == "tiny one")
  }

  @Test(arguments: [
    ("sos1\ns1: x:1 + y:2\n", "special ordered sets"), ("sos\ns1: s1:: x:1\n", "special ordered sets"),
    ("semi-continuous\nx\n", "semi-continuous variables"), ("semis\nx\n", "semi-continuous variables"),
    ("lazy constraints\nc9: x >= 1\n", "lazy constraints"), ("user cuts\nc9: x >= 1\n", "user cuts"),
    ("general constraints\ng: x = max(y)\n", "general constraints"),
  ])
  func sectionsBeyondLinearProgramsAreRefusedByName(section: String, words: String) {
    let found = faults("min x\nst\nc: x + y >= 1\n\(section)end\n", .lp)
    #expect(found.map(\.rule) == ["\(words) are not supported"])
  }

  @Test func anEmptySectionOfThatKindIsNoFault() throws {
    #expect(try linear("min\nx\nst\nc: x >= 1\nsemi\nend\n", .lp).rowCount == 1)
  }

  @Test func quadraticAndIndicatorPartsAreRefusedByName() {
    #expect(faults("min x + [ x^2 ] / 2\nst\nc: x >= 1\nend", .lp).map(\.rule) == ["quadratic parts are not supported"])
    let indicator = faults("min x\nst\nc: y = 1 -> x >= 1\nd: x >= 2\nend", .lp)
    #expect(indicator.first?.rule == "indicator constraints are not supported")
  }

  @Test(arguments: [
    ("x >= y", 4, 6), ("x + 3", 5, 1), ("x >= nan", 4, 6), ("x 3 >= 2", 4, 3), ("2 * x >= 2", 4, 3),
    ("a: x >= 1\na: x >= 2", 5, 1), ("x >= 1e400", 4, 6), ("1 <= x >= 2", 4, 1), ("x >= inf", 4, 1),
    ("inf x >= 2", 4, 1), ("+ >= 2", 4, 3),
  ])
  func aFaultNamesItsPlace(text: String, line: Int, column: Int) {
    let found = faults("min\nx\nst\n\(text)\nend", .lp)
    #expect(found.first?.line == line && found.first?.column == column, "\(found)")
  }

  @Test func allFaultsAreToldAtOnce() {
    let found = faults("min\nx\nst\na: x >= y\nb: x + z\nc: x >= 1\nd: x >= w\nbounds\nx <= y\n3\nx <= 5\nend", .lp)
    #expect(found.map(\.line) == [4, 6, 7, 9, 11])
  }

  @Test func aFileThatIsNoneIsAFault() {
    #expect(faults("", .lp).count == 1)
    #expect(!faults("hello world", .lp).isEmpty)
  }
}
