public import Logistics
public import Verification

extension PlanReading {
  private static let mostDisagreements = 20
  /// What an answer does not decide: it stands last.
  private static let ignored = "seconds"

  /// What the file states otherwise than the answer that its own claim was verified to be: costs, totals, bounds,
  /// reasons.
  ///
  /// - Complexity: O(bytes); a file as this program wrote it is compared byte by byte.
  public func disagreements(with answer: VerifiedAnswer) -> [Fault] {
    let expectedBytes = PlanDocument(answer, PlanContext(scenario: scenario)).bytes
    if PlanReading.decided(planBytes) == PlanReading.decided(expectedBytes) { return [] }
    let reader = JSONReader(file: PlanDocument.fileName)
    guard let stated = try? reader.decode(JSONValue.self, planBytes),
      let expected = try? reader.decode(JSONValue.self, expectedBytes)
    else { return [Fault(at: nil, rule: "json-form", "`\(PlanDocument.fileName)` is not JSON")] }
    let differences = JSONValue.differences(
      PlanReading.comparable(stated), PlanReading.comparable(expected), limit: PlanReading.mostDisagreements)
    return differences.map { difference in
      Fault(
        at: nil, rule: "stated-otherwise",
        "`\(PlanDocument.fileName)` says \(difference.a.words) at `\(difference.path)`, where the instance gives "
          + difference.b.words)
    }
  }

  private static func decided(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let last = Array("\n  \"\(ignored)\": {".utf8)
    var start = bytes.count - last.count
    while start > 0 {
      if bytes[start] == last[0] && bytes[start..<(start + last.count)].elementsEqual(last) { return bytes[..<start] }
      start -= 1
    }
    return bytes[...]
  }

  private static func comparable(_ value: JSONValue) -> JSONValue {
    guard case .object(var members) = value else { return value }
    members[ignored] = nil
    return .object(members)
  }
}
