public import Logistics
internal import MathProgram

/// The awards of a recognized tender by what they are in its instance.
public struct LaneAwards: Sendable {
  /// A lane row's one flow, that is either all of its amount or nothing.
  public struct Flow: Sendable {
    /// In the recognized program.
    public let award: Int
    public let key: FlowKey
    public let units: Rational
  }

  private let flows: [LaneID: [Flow]]
  private let keys: [FlowKey]

  public init(_ awards: RecognizedAwards, _ source: InstanceProgram) {
    var awardOfColumn: [Int: Int] = [:]
    for (index, award) in awards.awards.enumerated() { awardOfColumn[award.flow] = index }
    var flows: [LaneID: [Flow]] = [:]
    var keys: [(award: Int, key: FlowKey)] = []
    for (index, movement) in source.movements.enumerated() {
      guard let award = awardOfColumn[source.movementColumns[index]], case .flow(let key) = movement.decision else {
        continue
      }
      for part in movement.parts { flows[part.pricing, default: []].append(Flow(award: award, key: key, units: movement.upper)) }
      keys.append((award, key))
    }
    self.flows = flows
    self.keys = keys.sorted { $0.award < $1.award }.map(\.key)
  }

  /// Of a lane row that prices one award; nil for others.
  public func flow(of lane: LaneID) -> Flow? {
    guard let all = flows[lane], all.count == 1 else { return nil }
    return all[0]
  }

  /// One value an award of the program: 1 where a plan makes it.
  public func values(of plan: Plan) -> [Double] {
    let moved = Set(plan.flows.map(\.key))
    return keys.map { moved.contains($0) ? 1 : 0 }
  }
}
