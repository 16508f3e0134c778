import Analyses
import FileFormats
import Logistics
import Verification

/// A frontier in words and figures.
struct FrontierWords {
  let frontier: Frontier
  let numbers: ReportNumbers

  init(_ frontier: Frontier, _ instance: Instance) {
    self.frontier = frontier
    numbers = ReportNumbers(instance)
  }

  var names: [String] { frontier.objectives.map(\.rawValue) }

  func value(_ point: Frontier.Point, _ axis: Int) -> String {
    numbers.level(point.values[axis], frontier.objectives[axis])
  }

  /// One sentence on what the points are and what is proved between them.
  var verdict: String {
    let open = frontier.edges.filter { !$0.isProven }.count
    let proof =
      open == 0 ? "proven for every pair of neighbours" : "\(numbers.count(open)) of \(frontier.edges.count) pairs open"
    switch frontier.method {
    case .breakpoints:
      guard frontier.points.count > 1 else { return "one plan is best in both" }
      return "every breakpoint; no plan lies below the lines between them: \(proof)"
    case .counted: return "every plan that no other beats in both: \(proof)"
    case .stepped(let step):
      let by = numbers.level(step, frontier.objectives[1])
      return "points at least \(by) of `\(names[1])` apart; within that distance others may lie: \(proof)"
    }
  }

  /// What one more unit of the second objective costs of the first, between a point and the next.
  func rate(_ index: Int) -> Rational? {
    guard index + 1 < frontier.points.count else { return nil }
    let (here, next) = (frontier.points[index].values, frontier.points[index + 1].values)
    return (next[0] - here[0]).divided(by: (next[1] - here[1]).magnitude)
  }

  func rateText(_ index: Int) -> String {
    guard let rate = rate(index) else { return "" }
    let unit =
      frontier.objectives[0] == .totalCost || frontier.objectives[0] == .profit
      ? numbers.money(rate) : numbers.plain(rate)
    return unit
  }

  func proofText(_ index: Int) -> String {
    guard index < frontier.edges.count else { return "" }
    let edge = frontier.edges[index]
    guard let gap = edge.gap else { return "no bound" }
    guard edge.isProven else { return "gap \(numbers.gap(gap))" }
    return edge.isCertified ? "certified" : "by the engine's word"
  }

  func open(_ point: Frontier.Point) -> Int { SiteSummary.all(point.plan).filter(\.isOpen).count }
  func providers(_ point: Frontier.Point) -> Int { point.plan.evaluation.providersUsed.filter { $0 }.count }
}
