import FileFormats
import MathProgram
import Testing

@Suite struct ProgramFormatsDIMACSTests {
  @Test func aSmallNetworkIsReadAsWritten() throws {
    let read = try readNetwork("c hello\np min 4 3\nn 1 4\nn 4 -4\na 1 2 0 4 2\na 2 4 1 5 -3\na 1 4 0 2 9\n")
    #expect(read.supply == [4, 0, 0, -4])
    #expect(read.tail == [0, 1, 0])
    #expect(read.head == [1, 3, 3])
    #expect(read.lower == [0, 1, 0])
    #expect(read.upper == [4, 5, 2])
    #expect(read.cost == [2, -3, 9])
    #expect(read.supplyRule == .equal)
  }

  @Test func aNegativeCapacityIsNone() throws {
    let read = try readNetwork("p min 2 2\na 1 2 0 -1 3\na 1 2 0 inf 3\n")
    #expect(read.upper == [FlowNetwork.unlimited, FlowNetwork.unlimited])
  }

  @Test func theLargestWholeNumbersAreRead() throws {
    let text = "p min 2 1\nn 1 9223372036854775807\nn 2 -9223372036854775808\na 1 2 0 +5 -7\n"
    let read = try readNetwork(text)
    #expect(read.supply == [.max, .min])
  }

  @Test(arguments: [
    ("p min 2 1\na 1 3 0 1 1\n", 2, 5), ("p min 2 1\na 0 2 0 1 1\n", 2, 3), ("p max 2 1\n", 1, 1),
    ("p min 2 1\na 1 2 0 1\n", 2, 1), ("p min 2 1\na 1 2 0 1.5 2\n", 2, 9),
    ("p min 2 1\na 1 2 0 1 9223372036854775808\n", 2, 11), ("a 1 2 0 1 1\np min 2 1\na 1 2 0 1 1\n", 1, 1),
    ("p min 2 1\nn 1 1\nn 1 1\na 1 2 0 1 1\n", 3, 3), ("p min 2 1\nq 1 1\na 1 2 0 1 1\n", 2, 1),
    ("p min 2 1\na 1 2 5 3 1\n", 2, 9), ("p min 99999999999 1\n", 1, 7), ("p min 2 2\na 1 2 0 1 1\n", 3, 1),
  ])
  func aFaultNamesItsPlace(text: String, line: Int, column: Int) {
    let found = faults(text, .dimacsMin)
    #expect(found.first?.line == line && found.first?.column == column, "\(found)")
  }

  @Test func aFileWithoutAProblemLineIsAFault() {
    #expect(faults("c nothing\n", .dimacsMin).count == 1)
  }
}
