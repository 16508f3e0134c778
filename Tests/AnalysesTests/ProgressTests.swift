import Analyses
import Logistics
import Planning
import Synchronization
import Testing
import Verification

/// Several plans at a time are counted once each, for one progress bar.
@Suite struct ProgressTests {
  /// What a bar was told, and whether two calls ever overlapped.
  private final class Bar: Sendable {
    private let calls = Mutex<[(done: Int, of: Int)]>([])
    private let inside = Atomic<Int>(0)
    private let overlapped = Atomic<Bool>(false)

    var told: [(done: Int, of: Int)] { calls.withLock { $0 } }
    var isAlone: Bool { !overlapped.load(ordering: .relaxed) }

    var progress: AnalysisProgress {
      AnalysisProgress { done, of in
        if self.inside.wrappingAdd(1, ordering: .relaxed).oldValue > 0 { self.overlapped.store(true, ordering: .relaxed) }
        self.calls.withLock { $0.append((done, of)) }
        self.inside.wrappingSubtract(1, ordering: .relaxed)
      }
    }
  }

  private static let scenarios = """
    scenario,item,table,where,column,action,value
    more,1,demand,,quantity,scale,1.1
    more,2,supply,,unit_cost,add,1
    less,1,demand,,quantity,scale,0.5
    late,1,supply,,unit_cost,add,2

    """

  private static func session() throws -> PlanningSession {
    try Tables.session([
      "products": "product,unit_weight\nGoods,1000\n", "settings": "key,value\ndefault_penalty_cost,50\n",
      "sites": "site\nNorth\nSouth\n", "supply": "site,product,supply_max,unit_cost\nNorth,Goods,30,1\nSouth,Goods,30,2\n",
      "demand": "customer,product,quantity\nAda,Goods,10\nBob,Goods,12\n",
      "lanes": """
      origin,destination,provider,unit_cost,distance,co2_rate,capacity_max
      North,Ada,First,1,5,0.9,6
      North,Bob,First,2,5,0.5,8
      South,Ada,Second,3,5,0.2,
      South,Bob,Second,4,5,0.1,
      North,Ada,Third,9,5,0.05,

      """,
      "baseline": "origin,destination,provider,product,quantity\nSouth,Ada,Second,Goods,10\nNorth,Bob,First,Goods,12\n",
      "scenarios": scenarios,
    ])
  }

  private typealias Run = @Sendable (PlanningSession, Int, AnalysisProgress) throws -> Void

  private static let runs: [(name: String, run: Run)] = [
    (
      "compare",
      { session, jobs, progress in
        var question = Comparison.Question(scenarios: ["more", "less", "late"])
        question.jobs = jobs
        _ = try Comparison(session, question, progress: progress)
      }
    ),
    (
      "tradeoff",
      { session, jobs, progress in
        var question = Tradeoff.Question(.totalCost, .co2)
        question.jobs = jobs
        _ = try Tradeoff.frontier(session, question, progress: progress)
      }
    ),
    (
      "tradeoff of counts",
      { session, jobs, progress in
        var question = Tradeoff.Question(.totalCost, .providersUsed)
        question.jobs = jobs
        _ = try Tradeoff.frontier(session, question, progress: progress)
      }
    ),
    (
      "stress",
      { session, jobs, progress in
        var question = Stress.Question()
        question.jobs = jobs
        question.pairsAmong = 3
        question.backUps = true
        _ = try Stress(session, question, progress: progress)
      }
    ),
    ("baseline", { session, jobs, progress in _ = try BaselineReview(session, jobs: jobs, progress: progress) }),
  ]

  @Test(arguments: runs.indices, [1, 4]) func everyPlanIsCountedOnce(_ index: Int, jobs: Int) throws {
    let bar = Bar()
    try Self.runs[index].run(Self.session(), jobs, bar.progress)
    let (name, told) = (Self.runs[index].name, bar.told)
    let last = try #require(told.last, "\(name)")
    #expect(last.done == last.of && last.of > 1, "\(name): \(last)")
    #expect(bar.isAlone, "\(name)")
    for (a, b) in zip(told, told.dropFirst()) {
      #expect(a.done <= b.done && b.done <= a.done + 1 && a.of <= b.of && b.done <= b.of, "\(name): \(a), then \(b)")
    }
  }

  /// The base, three scenarios, and what lies between the two items of the first.
  @Test func aComparisonCountsItsPlans() throws {
    let bar = Bar()
    try Self.runs[0].run(Self.session(), 4, bar.progress)
    #expect(bar.told.last?.of == 5)
  }
}
