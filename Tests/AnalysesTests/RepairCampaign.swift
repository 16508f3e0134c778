import Analyses
import BruteForce
import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Tiny random instances without a plan, of every theme: a conflict in which every input is needed, and repairs that plan.
@Suite struct RepairCampaign {
  enum Theme: CaseIterable, Sendable {
    case everything, tender, allocation, sales, partnerTerms

    func draw(_ seed: UInt64) -> TinyInstance {
      switch self {
      case .everything: .random(seed: seed)
      case .tender: .tender(seed: seed)
      // What shares and sells falls short rather than having no plan, unless all must be served and served well.
      case .allocation: TinyInstance.randomAllocation(seed: seed).wanting("policies", "min_fill_rate", "90")
      case .sales: TinyInstance.randomSales(seed: seed).wantingAllServed
      case .partnerTerms: TinyInstance.randomPartnerTerms(seed: seed).wantingAllServed
      }
    }
  }

  @Test(arguments: Theme.allCases) func whatHasNoPlanIsRepaired(_ theme: Theme) throws {
    let size = Tables.size(20)
    var (checked, repaired, named, items) = (0, 0, 0, 0)
    var kinds: [String: Int] = [:]
    var seed: UInt64 = 0
    while checked < size, seed < UInt64(20 * size + 100) {
      seed += 1
      let files = theme.draw(seed).files
      let session = PlanningSession(InstanceReader.read(name: "tiny-\(seed)", files: files).draft)
      guard (try? session.instance()) != nil, let analysis = try NoPlanAnalysis(session) else { continue }
      checked += 1
      if !analysis.repairs.isEmpty { repaired += 1 } else { print("\(theme), seed \(seed): no repair") }
      if !analysis.conflict.isEmpty { named += 1 } else { print("\(theme), seed \(seed): no conflict") }
      for item in analysis.repairs.flatMap(\.items) { kinds["\(item.input.table).\(item.input.column)", default: 0] += 1 }
      items += analysis.repairs.count
      try RepairTests.expectToPlan(analysis, session, "\(theme), seed \(seed)")
    }
    print("\(theme): \(repaired) of \(checked) repaired in \(items) ways, \(named) with a conflict, seeds to \(seed)")
    print(kinds.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    #expect(checked > 0)
    #expect(repaired * 20 >= checked * 19)
    #expect(named * 20 >= checked * 19)
  }
}

extension TinyInstance {
  /// The same with one number in every row of a table.
  fileprivate func wanting(_ name: String, _ column: String, _ value: String) -> TinyInstance {
    var changed = self
    guard var table = self[name] else { return self }
    for row in table.rows.indices { table.set(row, column, value) }
    changed[name] = table
    return changed
  }

  /// The same with nothing that lets demand fall short.
  fileprivate var wantingAllServed: TinyInstance {
    var changed = without("demand", "penalty_cost").without("demand", "min_fill_rate")
    if var settings = changed["settings"] {
      settings.rows.removeAll { $0.first == "default_penalty_cost" }
      changed["settings"] = settings
    }
    return changed.asking(["total_cost"])
  }
}
