import Logistics
import Planning
import Verification

/// Finds repairs that differ in what gives way, the cheapest first.
///
/// After each repair the search branches: in turn one of its inputs may not give way any more (Reiter's hitting-set
/// tree, 1987), so that every other minimal set of inputs stays in reach.
struct RepairSearch {
  /// Programs that are solved at most.
  private static let mostNodes = 24
  /// Inputs of a repair that are forbidden in turn.
  private static let mostBranches = 6
  /// What a price counts for beside what has none, where that is to be let go.
  private static let beside = Rational(1000)

  private let search: RelaxationSearch
  private let inputs: [RelaxableRule: RelaxableInput]
  private let prices: [RelaxableRule: Rational]
  private let session: PlanningSession
  private let writer: RepairWriter
  private let progress: AnalysisProgress?

  init(
    _ search: RelaxationSearch, _ map: InputMap, _ session: PlanningSession, _ instance: Instance,
    progress: AnalysisProgress?
  ) {
    self.search = search
    self.session = session
    self.progress = progress
    writer = RepairWriter(session.draft, instance)
    var inputs: [RelaxableRule: RelaxableInput] = [:]
    var prices: [RelaxableRule: Rational] = [:]
    for rule in search.rules {
      guard let input = map.input(of: rule) else { continue }
      inputs[rule] = input
      prices[rule] = map.price(of: rule, input)
    }
    self.inputs = inputs
    self.prices = prices
  }

  private typealias Price = (RelaxableRule) -> Rational?

  private struct Node {
    let banned: Set<RelaxableInput>
    let given: [Relaxation]
    let weight: Rational
  }

  /// What has no price never gives way, unless nothing else helps.
  func repairs() -> [Repair] {
    let priced = repairs { prices[$0] }
    return priced.isEmpty ? repairs { prices[$0] ?? .one } : priced
  }

  /// Those that let a barrier go for which there is no price: what has one only where it must.
  func repairsOfBarriers() -> [Repair] {
    repairs { rule in
      guard let price = prices[rule] else { return rule.rule == nil ? .one : nil }
      return price * RepairSearch.beside
    }.filter(\.breaksUnpricedRules)
  }

  private func repairs(_ price: Price) -> [Repair] {
    var open = [node([], price)].compactMap { $0 }
    var found: [Repair] = []
    var seen: Set<Set<RelaxableInput>> = []
    var tried: Set<Set<RelaxableInput>> = [[]]
    while found.count < NoPlanAnalysis.mostRepairs, tried.count <= RepairSearch.mostNodes,
      let place = open.indices.min(by: { open[$0].weight < open[$1].weight })
    {
      let next = open.remove(at: place)
      let given = next.given.compactMap { inputs[$0.rule] }
      if seen.insert(Set(given)).inserted, let repair = repair(next.given) { found.append(repair) }
      var branched: Set<RelaxableInput> = []
      for input in given where branched.insert(input).inserted && branched.count <= RepairSearch.mostBranches {
        let banned = next.banned.union([input])
        guard tried.insert(banned).inserted, tried.count <= RepairSearch.mostNodes else { continue }
        if let child = node(banned, price) { open.append(child) }
      }
    }
    return found
  }

  private func node(_ banned: Set<RelaxableInput>, _ price: Price) -> Node? {
    let given = search.cheapest { rule in
      guard let input = inputs[rule], !banned.contains(input) else { return nil }
      return price(rule)
    }
    guard let given, !given.isEmpty else { return nil }
    return Node(banned: banned, given: given, weight: given.reduce(.zero) { $0 + $1.amount * (price($1.rule) ?? .zero) })
  }

  /// Planned and checked; where rounding left it a hair short, with a little more.
  private func repair(_ given: [Relaxation]) -> Repair? {
    for excess in [Rational.one, Rational(mantissa: 1001, decimals: 3)] {
      guard let items = items(given, excess) else { return nil }
      progress?.expect(1)
      let answer = try? session.replan(with: items.flatMap(\.changes))
      progress?.step()
      guard let plan = answer?.plan else { continue }
      return Repair(
        items: items, price: given.reduce(.zero) { $0 + $1.amount * (prices[$1.rule] ?? .one) },
        breaksUnpricedRules: given.contains { prices[$0.rule] == nil }, plan: plan)
    }
    return nil
  }

  /// An item an input, in the order in which they gave way; nil where a cell cannot hold what is needed.
  private func items(_ given: [Relaxation], _ excess: Rational) -> [Repair.Item]? {
    var parts: [RelaxableInput: [Relaxation]] = [:]
    var order: [RelaxableInput] = []
    for relaxation in given {
      guard let input = inputs[relaxation.rule] else { continue }
      if parts[input] == nil { order.append(input) }
      parts[input, default: []].append(relaxation)
    }
    let items = order.compactMap { input in parts[input].flatMap { writer.item(input, $0, excess: excess) } }
    return items.count == order.count && !items.isEmpty ? items : nil
  }
}
