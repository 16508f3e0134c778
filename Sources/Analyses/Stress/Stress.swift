public import Logistics
public import Planning
public import Verification

/// What a network loses when a provider, a site or a lane fails, each alone or two together.
///
/// After a loss everything else is planned anew: first as much demand as can be served, then the instance's own
/// objectives. Fixed costs of what failed go on, and demand may fall short whatever the tables say of it.
public struct Stress: Sendable {
  /// What can fail.
  public enum Subject: Sendable, Hashable {
    case provider(ProviderID)
    case site(SiteID)
    /// All ways from a site to a place.
    case lane(SiteID, Node)
  }

  /// What a loss comes to.
  public struct Loss: Sendable {
    /// One, or two that fail together.
    public let subjects: [Subject]
    /// Units that are served less than without it; nil where no plan was found.
    public let lostUnits: Rational?
    /// Of all demand, in percent.
    public let lostFill: Rational?
    /// What the plan costs more, penalties included; below 0 where serving less saves more.
    public let addedCost: Money?
    /// Why there is no plan; nil where there is one.
    public let failure: String?
  }

  /// What is asked.
  public struct Question: Sendable {
    public var providers = true
    public var sites = true
    public var lanes = true
    /// Pairs are tried among so many of the worst single losses; 0: none are.
    public var pairsAmong = 0
    public var jobs = 1
    /// Whether a case starts from the basis of the one before.
    public var isWarm = true
    /// Whether the cheapest awards are looked for with which every single loss is survived.
    public var backUps = false

    public init() {}
  }

  public let instance: Instance
  /// Nothing lost, with the same objectives.
  public let base: VerifiedPlan
  /// The worst first: most lost demand, then most added cost.
  public let losses: [Loss]
  /// The worst first; empty where none were asked for.
  public let pairs: [Loss]
  /// nil where none were asked for.
  public let backUps: BackUps?

  public enum Failure: Error, Sendable {
    case noPlan(VerifiedNoPlan)
    case replanning(ReplanFailure)
  }

  /// - Throws: `Failure` where there is nothing to lose: no plan exists.
  public init(
    _ session: PlanningSession, _ question: Question = Question(), progress: AnalysisProgress? = nil
  ) throws(Failure) {
    do throws(ReplanFailure) {
      instance = try session.instance()
    } catch {
      throw .replanning(error)
    }
    let cases = StressCases(instance, question)
    let run = SideBySide(jobs: question.jobs, progress: progress)
    progress?.expect(1 + cases.subjects.count)
    let planners = PlannerPool(session, isWarm: question.isWarm)
    switch planners.plan(cases.instance(without: [])) {
    case .success(.plan(let plan)): base = plan
    case .success(.noPlan(let noPlan)): throw .noPlan(noPlan)
    case .failure(let failure): throw .replanning(failure)
    }
    progress?.step()
    let reference = base
    let singles = run.map(cases.subjects.count) { index in
      cases.loss([index], planners.plan(cases.instance(without: [index])), against: reference)
    }
    let order = Stress.worstFirst(singles)
    losses = order.map { singles[$0] }
    let worst = order.prefix(question.pairsAmong)
    let couples = worst.indices.flatMap { a in worst[(a + 1)...].map { [worst[a], $0] } }
    progress?.expect(couples.count)
    let both = run.map(couples.count) { index in
      cases.loss(couples[index], planners.plan(cases.instance(without: couples[index])), against: reference)
    }
    pairs = Stress.worstFirst(both).map { both[$0] }
    guard question.backUps else {
      backUps = nil
      return
    }
    backUps = BackUpSearch(base, cases, order.map { ($0, singles[$0]) }, planners, run).backUps()
  }

  /// Where no plan is left at all first, then by lost demand, by added cost, and in the order of the tables.
  private static func worstFirst(_ losses: [Loss]) -> [Int] {
    losses.indices.sorted { a, b in
      let (left, right) = (losses[a], losses[b])
      guard let leftLost = left.lostUnits, let rightLost = right.lostUnits else {
        guard (left.lostUnits == nil) == (right.lostUnits == nil) else { return left.lostUnits == nil }
        return a < b
      }
      if leftLost != rightLost { return rightLost < leftLost }
      let (leftCost, rightCost) = (left.addedCost ?? .zero, right.addedCost ?? .zero)
      return leftCost == rightCost ? a < b : rightCost < leftCost
    }
  }
}

/// The instance of every case: the same decisions and rules, of which a loss takes some links away.
struct StressCases: Sendable {
  let subjects: [Stress.Subject]
  private let instance: Instance
  /// Of each subject.
  let links: [[LinkID]]

  init(_ instance: Instance, _ question: Stress.Question) {
    subjects = StressCases.subjects(instance, question)
    links = subjects.map { subject in
      switch subject {
      case .provider(let provider): instance.links(of: provider)
      case .site(let site): instance.links(touching: site)
      case .lane(let origin, let end): instance.links(from: origin, to: end)
      }
    }
    self.instance = instance.servingWhatCanBeServed
  }

  /// Providers and sites that some link touches, and lanes that have a link.
  private static func subjects(_ instance: Instance, _ question: Stress.Question) -> [Stress.Subject] {
    let links = instance.links
    let usedProviders = Set(links.provider.compactMap { $0 })
    var usedSites = Set(links.origin)
    for case .site(let site) in links.destination { usedSites.insert(site) }
    var subjects: [Stress.Subject] = []
    if question.providers { subjects += usedProviders.sorted().map { .provider($0) } }
    if question.sites { subjects += usedSites.sorted().map { .site($0) } }
    guard question.lanes else { return subjects }
    var seen = Set<Stress.Subject>()
    for link in 0..<links.count {
      let lane = Stress.Subject.lane(links.origin[link], links.destination[link])
      if seen.insert(lane).inserted { subjects.append(lane) }
    }
    return subjects
  }

  func instance(without lost: [Int]) -> Instance { instance.withdrawing(lost.lazy.flatMap { links[$0] }) }

  /// Nothing lost, when how much can be served is all that is asked.
  var servingAlone: Instance {
    var changed = instance
    changed.objectives.removeSubrange(1...)
    return changed
  }

  /// The same after a loss.
  func servingAlone(without lost: Int, and closed: some Sequence<LinkID>) -> Instance {
    var changed = instance(without: lost, and: closed)
    changed.objectives.removeSubrange(1...)
    return changed
  }

  func instance(without lost: Int, and closed: some Sequence<LinkID>) -> Instance {
    instance(without: [lost]).withdrawing(closed)
  }

  func loss(
    _ lost: [Int], _ result: Result<VerifiedAnswer, ReplanFailure>, against base: VerifiedPlan
  ) -> Stress.Loss {
    let subjects = lost.map { self.subjects[$0] }
    switch result {
    case .success(.plan(let plan)):
      let units = base.evaluation.servedTotal - plan.evaluation.servedTotal
      let fill = base.evaluation.fillRate - plan.evaluation.fillRate
      let cost = plan.evaluation.totalCost.grains &- base.evaluation.totalCost.grains
      return Stress.Loss(
        subjects: subjects, lostUnits: units, lostFill: fill, addedCost: Money(grains: cost), failure: nil)
    case .success(.noPlan):
      return Stress.Loss(
        subjects: subjects, lostUnits: nil, lostFill: nil, addedCost: nil,
        failure: "no plan keeps the other rules, even with demand given up")
    case .failure(let failure):
      return Stress.Loss(
        subjects: subjects, lostUnits: nil, lostFill: nil, addedCost: nil, failure: failure.message)
    }
  }
}
