public import Logistics
import Planning
import Synchronization
import Verification

/// The cheapest awards beside those of the plan with which every single loss is survived: as much is served after it as
/// if every lane that is offered could still be taken.
///
/// What an award costs is what holding it costs while nothing fails: the fixed costs of its lane rows and the engagement
/// of its provider, each once. Of sets that cost the same one with the fewest awards is taken.
public struct BackUps: Sendable {
  public struct Award: Sendable {
    public let link: LinkID
    /// What it alone adds to the plan's fixed costs and engagements; what awards share is in each of them.
    public let holdingCost: Money
    /// Losses, as the stress run ranks them, after which it carries something.
    public let usedAfter: [Int]
  }

  /// In the order of the links; empty where the plan's own lanes survive everything that can be survived.
  public let awards: [Award]
  public let holdingCost: Money
  /// What every set that survives every loss is proved to come to at least.
  public struct Least: Sendable, Comparable {
    public let holdingCost: Money
    /// Of a set that is held for no more than that.
    public let awards: Int

    public static func < (a: Least, b: Least) -> Bool { (a.holdingCost, a.awards) < (b.holdingCost, b.awards) }
  }

  /// nil where nothing is proved.
  public let least: Least?
  /// Of each loss that the plan's own lanes do not survive: what it comes to with the awards.
  public let covered: [Stress.Loss]
  /// The places of those losses in the stress run's ranking.
  public let coveredRanks: [Int]
  /// Whether no cheaper set, and none of as little cost with fewer awards, survives every loss.
  public let isCheapest: Bool
}

/// Finds back-up awards by what failing choices demand.
///
/// Where a choice does not survive some loss, the certificate of the shortage says how far each further award could lower it:
/// together they must come to what is missing (Benders, 1962). Where no such certificate is at hand, the choice is made as
/// large as it gets without surviving; of what is then left out, every set that survives holds something (implicit hitting
/// sets: Chandrasekaran, Karp, Moreno-Centeno and Vempala, 2011). The cheapest choice that meets all demands is the answer
/// once it survives everything.
struct BackUpSearch {
  private let base: VerifiedPlan
  private let cases: StressCases
  /// The number of each case, and its loss with every lane open, the worst first.
  private let losses: [(subject: Int, loss: Stress.Loss)]
  private let planners: PlannerPool
  private let run: SideBySide
  /// Links that carry nothing in the plan.
  private let candidates: [LinkID]
  private let fees: HoldingFees
  /// Of all demand, in units.
  private let asked: Rational
  /// By the rules of the instance in which every link is open and nothing counts but what is served.
  private let check: CertificateCheck
  private let doubt = Doubt()

  /// Whether some plan that did not serve enough was not proved to be the best: another might have.
  private final class Doubt: Sendable {
    let isRaised = Atomic<Bool>(false)
  }

  init(
    _ base: VerifiedPlan, _ cases: StressCases, _ losses: [(Int, Stress.Loss)], _ planners: PlannerPool,
    _ run: SideBySide
  ) {
    self.base = base
    self.cases = cases
    self.losses = losses.map { (subject: $0.0, loss: $0.1) }
    self.planners = planners
    self.run = run
    let used = Set(base.plan.flows.map(\.key.link))
    candidates = (0..<base.instance.links.count).map(LinkID.init).filter { !used.contains($0) }
    fees = HoldingFees(base, candidates)
    asked = base.instance.demand.reduce(.zero) { $0 + $1.quantity }
    check = CertificateCheck(RuleBook(cases.servingAlone), values: [])
  }

  /// Losses that are looked at side by side, before what they ask for counts for the next ones.
  private static let batch = 16

  /// Choices of least cost that are tried before the best set that survives everything is taken as it is.
  private static let mostRounds = 30

  func backUps() -> BackUps {
    var demands = CoverDemands(fees)
    let cover = CoverProgram(fees: fees.amounts, candidates: fees.ofCandidate, planners.options)
    var best: Set<Int>?
    var isCheapest = false
    var least = BackUps.Least(holdingCost: .zero, awards: 0)
    for _ in 0..<BackUpSearch.mostRounds {
      guard let choice = cover.cheapest(demands.demands, known: best) else { break }
      // Whatever survives everything meets these demands too.
      least = max(least, BackUps.Least(holdingCost: choice.leastCost, awards: choice.leastCount))
      // The search came to nothing better than what is known to survive.
      if !choice.isProven, best.map({ size($0) <= size(choice.chosen) }) ?? false { break }
      let survivor = grown(choice.chosen, &demands)
      if survivor == choice.chosen {
        (best, isCheapest) = (survivor, choice.isProven)
        if isCheapest { break }
        continue
      }
      if best.map({ size(survivor) < size($0) }) ?? true { best = survivor }
      if choice.isProven, best.map({ size($0) == size(choice.chosen) }) ?? false {
        isCheapest = true
        break
      }
    }
    let chosen = best ?? grown([], &demands)
    let askable = self.askable
    run.progress?.expect(askable.count)
    let ofPlan = run.map(askable.count) { survival(askable[$0], holding: []).isSurvived }
    let failing = zip(askable, ofPlan).filter { !$0.1 }.map(\.0)
    let isSure = !doubt.isRaised.load(ordering: .relaxed)
    return told(chosen.sorted(), failing, least: isSure ? least : nil, isCheapest: isCheapest && isSure)
  }

  private func size(_ choice: Set<Int>) -> (Int128, Int) { (fees.cost(choice.sorted()).grains, choice.count) }

  /// Losses that a plan exists for at all.
  private var askable: [Int] { losses.indices.filter { losses[$0].loss.lostUnits != nil } }

  /// The choice with what it lacks for surviving every loss; what that was is demanded from here on.
  private func grown(_ choice: Set<Int>, _ demands: inout CoverDemands) -> Set<Int> {
    var chosen = choice
    let places = askable
    for start in stride(from: 0, to: places.count, by: BackUpSearch.batch) {
      let batch = places[start..<min(places.count, start + BackUpSearch.batch)].map { $0 }
      var found: [[CoverDemand]]
      repeat {
        let held = chosen
        run.progress?.expect(batch.count)
        found = run.map(batch.count) { self.demands(after: batch[$0], holding: held) }
        for demand in found.joined() { demands.add(demand) }
        chosen = demands.choice(from: chosen)
      } while found.contains { !$0.isEmpty }
    }
    return chosen
  }

  /// What must be held for the loss to be survived, each demand without what the others ask for. Empty: it is survived.
  private func demands(after place: Int, holding chosen: Set<Int>) -> [CoverDemand] {
    let lost = Set(cases.links[losses[place].subject])
    let usable = Set(candidates.indices.filter { !lost.contains(candidates[$0]) })
    var held = chosen
    var found: [CoverDemand] = []
    while case .fails(let relief) = survival(place, holding: held) {
      let demand = relief.flatMap { self.demand($0, place, usable) } ?? self.demand(place, holding: held, usable)
      // With every lane open the loss is survived by definition, so that something is left.
      guard !demand.parts.isEmpty else { break }
      found.append(demand)
      held.formUnion(demand.parts.keys)
    }
    return found
  }

  /// What awards can lower the proven shortage by must come to what it is too much; nil where nothing is proved to be.
  private func demand(_ relief: Relief, _ place: Int, _ usable: Set<Int>) -> CoverDemand? {
    guard let most = mostUnmet(place), most < relief.bound else { return nil }
    let missing = relief.bound - most
    var parts: [Int: Double] = [:]
    for candidate in usable {
      guard let gain = relief.gains[candidates[candidate]] else { continue }
      parts[candidate] = gain < missing ? gain.divided(by: missing)?.approximate ?? 1 : 1
    }
    return CoverDemand(parts: parts)
  }

  /// One of what is left out of a set of awards that is as large as it gets without surviving the loss: awards are added in
  /// halves, and halves of halves.
  private func demand(_ place: Int, holding held: Set<Int>, _ usable: Set<Int>) -> CoverDemand {
    var most = held
    var chunks = [usable.subtracting(held).sorted()]
    while let chunk = chunks.popLast() {
      guard !chunk.isEmpty else { continue }
      let more = most.union(chunk)
      if case .fails = survival(place, holding: more) {
        most = more
      } else if chunk.count > 1 {
        let middle = chunk.count / 2
        chunks.append(Array(chunk[middle...]))
        chunks.append(Array(chunk[..<middle]))
      }
    }
    return CoverDemand(oneOf: usable.subtracting(most))
  }

  private func closed(_ held: Set<Int>) -> [LinkID] {
    candidates.indices.filter { !held.contains($0) }.map { candidates[$0] }
  }

  private enum Survival {
    case survives
    /// With what the plan's certificate says of links that are given back.
    case fails(Relief?)

    var isSurvived: Bool {
      if case .survives = self { return true }
      return false
    }
  }

  /// What may stay unserved after a loss that is survived; nil where it leaves no plan at all.
  private func mostUnmet(_ place: Int) -> Rational? {
    losses[place].loss.lostUnits.map { asked - base.evaluation.servedTotal + $0 }
  }

  private func survival(_ place: Int, holding held: Set<Int>) -> Survival {
    let question = cases.servingAlone(without: losses[place].subject, and: closed(held))
    guard let most = mostUnmet(place), let plan = try? planners.plan(question).get().plan else {
      doubt.isRaised.store(true, ordering: .relaxed)
      return .fails(nil)
    }
    if asked - plan.evaluation.servedTotal <= most { return .survives }
    if plan.levels.contains(where: { ($0.gap ?? 1) > VerifiedPlan.closedGap }) {
      doubt.isRaised.store(true, ordering: .relaxed)
    }
    return .fails(
      plan.certificate.levels.first.flatMap { check.relief($0, level: 0, closed: plan.instance.links.withdrawn) })
  }

  // MARK: Told

  private func told(_ chosen: [Int], _ failing: [Int], least: BackUps.Least?, isCheapest: Bool) -> BackUps {
    let closed = closed(Set(chosen))
    run.progress?.expect(failing.count)
    let results = run.map(failing.count) { index -> (loss: Stress.Loss, used: Set<LinkID>) in
      let subject = losses[failing[index]].subject
      let result = planners.plan(cases.instance(without: subject, and: closed))
      let plan = try? result.get().plan
      return (
        cases.loss([subject], result, against: base), Set(plan?.plan.flows.map(\.key.link) ?? [])
      )
    }
    let awards = chosen.map { candidate in
      let after = failing.indices.filter { results[$0].used.contains(candidates[candidate]) }
      return BackUps.Award(
        link: candidates[candidate], holdingCost: fees.cost([candidate]), usedAfter: after.map { failing[$0] })
    }
    return BackUps(
      awards: awards, holdingCost: fees.cost(chosen), least: least, covered: results.map(\.loss), coveredRanks: failing,
      isCheapest: isCheapest)
  }
}

/// What holding awards costs beside what the plan pays anyway: fixed costs of lane rows and engagements, each once.
struct HoldingFees {
  /// Above 0.
  private(set) var amounts: [Money] = []
  /// The fees of each candidate.
  private(set) var ofCandidate: [[Int]] = []

  private enum Payee: Hashable {
    case lane(LaneID)
    case provider(ProviderID)
  }

  init(_ base: VerifiedPlan, _ candidates: [LinkID]) {
    let instance = base.instance
    var paid = Set(base.evaluation.flows.map { Payee.lane($0.pricedBy) })
    for provider in instance.providers.indices where base.evaluation.providersUsed[provider] {
      paid.insert(.provider(ProviderID(provider)))
    }
    var places: [Payee: Int] = [:]
    for link in candidates {
      var own: [Int] = []
      func add(_ payee: Payee, _ amount: Rational, _ fees: inout HoldingFees) {
        guard amount.isPositive, !paid.contains(payee), let money = Money(rounding: amount) else { return }
        let place = places[payee] ?? fees.amounts.count
        if place == fees.amounts.count { fees.amounts.append(money) }
        places[payee] = place
        if !own.contains(place) { own.append(place) }
      }
      for lane in instance.links.lanes(of: link) {
        let pricing = instance.lanes.pricedBy[lane.index]
        add(.lane(pricing), instance.lanes.fixedCost[pricing.index] ?? .zero, &self)
      }
      if let provider = instance.links.provider[link.index] {
        add(.provider(provider), instance[provider].engagementCost, &self)
      }
      ofCandidate.append(own)
    }
  }

  /// What the candidates cost together.
  func cost(_ candidates: [Int]) -> Money {
    Money(grains: Set(candidates.flatMap { ofCandidate[$0] }).reduce(0) { $0 &+ amounts[$1].grains })
  }

  /// What one more costs, in grains, where some fees are paid already.
  func price(_ candidate: Int, paid: Set<Int>) -> Int128 {
    ofCandidate[candidate].reduce(0) { paid.contains($1) ? $0 : $0 &+ amounts[$1].grains }
  }
}
