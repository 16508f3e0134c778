import Analyses
import Logistics
import Planning
import Testing
import Verification

/// Losses by hand, warm and cold alike.
@Suite struct StressTests {
  /// Two plants; the first alone reaches Bob, and cheaply both. Far is only reached by one provider.
  private static let tables = [
    "sites": "site\nNorth\nSouth\n",
    "supply": "site,product,supply_max\nNorth,Goods,100\nSouth,Goods,12\n",
    "demand": "customer,product,quantity\nAda,Goods,10\nBob,Goods,5\n",
    "lanes": """
    origin,destination,provider,unit_cost
    North,Ada,First,1
    North,Ada,Second,3
    North,Bob,First,2
    South,Ada,Second,4

    """,
  ]

  @Test func lossesAreRankedByWhatStaysUnserved() throws {
    let stress = try Stress(Tables.session(Self.tables))
    #expect(stress.base.evaluation.totalCost.description == "20")
    let worst = try #require(stress.losses.first)
    // Without First: Bob gets nothing, Ada goes with Second at 3.
    #expect(worst.subjects == [.provider(ProviderID(0))] || worst.subjects == [.site(SiteID(0))])
    #expect(worst.lostUnits == Rational(5))
    let second = try #require(stress.losses.first { $0.subjects == [.provider(ProviderID(1))] })
    #expect(second.lostUnits == .zero)
    #expect(second.addedCost == .zero)
    let site = try #require(stress.losses.first { $0.subjects == [.site(SiteID(0))] })
    // Ada's ten at 4 from the other plant instead of 10 + 10.
    #expect(site.addedCost?.description == "20")
  }

  @Test func warmAndColdAgree() throws {
    var question = Stress.Question()
    let warm = try Stress(Tables.example("quickstart"), question)
    question.isWarm = false
    let cold = try Stress(Tables.example("quickstart"), question)
    #expect(warm.losses.count == cold.losses.count)
    for (a, b) in zip(warm.losses, cold.losses) {
      #expect(a.subjects == b.subjects)
      #expect(a.lostUnits == b.lostUnits)
      #expect(a.addedCost == b.addedCost)
    }
  }

  @Test func pairsLoseMoreThanEither() throws {
    var question = Stress.Question()
    question.sites = false
    question.lanes = false
    question.pairsAmong = 2
    let stress = try Stress(Tables.session(Self.tables), question)
    #expect(stress.pairs.count == 1)
    #expect(stress.pairs.first?.lostUnits == Rational(15))
  }

  @Test func jobsDoNotChangeTheRanking() throws {
    var question = Stress.Question()
    question.jobs = 4
    let many = try Stress(Tables.example("quickstart"), question)
    let one = try Stress(Tables.example("quickstart"))
    #expect(many.losses.map(\.subjects) == one.losses.map(\.subjects))
  }
}
