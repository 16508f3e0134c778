import Logistics
import Verification

// The tables of a plan folder, held against those that follow from its plan.
extension PlanFolderCheck {
  /// What the folder's tables state otherwise than the plan that was verified; a table that is not there states nothing.
  ///
  /// - Throws: `PlanReader.ReadFault` where a table cannot be read.
  static func disagreements(_ folder: String, with plan: VerifiedPlan) throws(PlanReader.ReadFault) -> [Fault] {
    var faults: [Fault] = []
    for expected in SummaryTables(plan).files {
      guard let stated = try PlanReader.bytes("\(folder)/\(expected.name)"), stated != expected.bytes else { continue }
      faults.append(difference(expected.name, stated, expected.bytes))
    }
    return faults
  }

  /// Names the first line that is not the same.
  private static func difference(_ name: String, _ stated: [UInt8], _ expected: [UInt8]) -> Fault {
    let lines = (stated: lines(stated), expected: lines(expected))
    let same = zip(lines.stated, lines.expected).prefix { $0.elementsEqual($1) }.count
    func words(_ all: [ArraySlice<UInt8>]) -> String {
      guard all.indices.contains(same) else { return "nothing" }
      return Fault.quoted(String(decoding: all[same], as: UTF8.self), upTo: 300)
    }
    return Fault(
      at: nil, rule: "stated-otherwise",
      "`\(name)` says \(words(lines.stated)) in line \(same + 1), where the instance gives \(words(lines.expected))")
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
