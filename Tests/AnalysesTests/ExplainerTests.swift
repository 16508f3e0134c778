import Analyses
import Logistics
import Planning
import Testing
import Verification

/// Worths, ranges and break-even prices by hand.
@Suite struct ExplainerTests {
  /// Ada gets 10: up to 6 by Cheap at 1, the rest by Dear at 3; Idle asks 5.
  private static let tables = [
    "sites": "site\nPlant\n", "supply": "site,product,supply_max\nPlant,Goods,100\n",
    "demand": "customer,product,quantity\nAda,Goods,10\n",
    "lanes": """
    origin,destination,provider,unit_cost,capacity_max
    Plant,Ada,Cheap,1,6
    Plant,Ada,Dear,3,7
    Plant,Ada,Idle,5,

    """,
  ]

  private static func explain(_ subject: ExplainedSubject) throws -> [Finding] {
    let session = try Tables.session(tables)
    guard case .plan(let plan) = try session.replan() else { return [] }
    return Explainer(session, plan).explain(subject).findings
  }

  @Test func oneMoreUnitCostsWhatTheNetworkPaysForIt() throws {
    let findings = try Self.explain(.customer(CustomerID(0)))
    var told = 0
    for finding in findings {
      if case .marginalDemand(_, let more, let less) = finding {
        #expect(more?.description == "3")
        #expect(less?.description == "3")
        told += 1
      }
      if case .demandRange(_, _, let end) = finding {
        // 6 by Cheap and 7 by Dear; the fourteenth goes with Idle.
        #expect(end == Rational(13))
        told += 1
      }
      if case .demandFall(_, let each, let end) = finding {
        // Below six Cheap alone carries, and a unit less saves 1.
        #expect(each.description == "3" && end == Rational(6))
        told += 1
      }
    }
    #expect(told == 3)
  }

  @Test func aPriceMayMoveWithinItsRange() throws {
    let findings = try Self.explain(.lane(SiteID(0), .customer(CustomerID(0))))
    var told = 0
    for finding in findings {
      guard case .rateRange(let lane, _, _, let fall, let rise) = finding else { continue }
      told += 1
      if lane == LaneID(0) {
        // Cheap is full, so that it may fall for ever; above 3 Dear would carry its seven first.
        #expect(fall == nil)
        #expect(rise == Rational(2))
      } else {
        // Below 1 Dear would be filled first; above 5 Idle takes its place.
        #expect(fall == Rational(2))
        #expect(rise == Rational(2))
      }
    }
    #expect(told == 2)
  }

  @Test func aLoserWinsAtItsBreakEvenPrice() throws {
    let findings = try Self.explain(.lane(SiteID(0), .customer(CustomerID(0))))
    var told = 0
    for finding in findings {
      if case .breakEven(_, _, _, let fall, let units) = finding {
        #expect(fall == Rational(2))
        #expect(units == Rational(4))
        told += 1
      }
      if case .forced(_, let units, let cost) = finding {
        #expect(units == .one)
        #expect(cost?.description == "2")
        told += 1
      }
    }
    #expect(told == 2)
  }

  @Test func whatThePlanCannotDoWithoutIsSaid() throws {
    let findings = try Self.explain(.provider(ProviderID(0)))
    for finding in findings {
      guard case .without(_, let cost, let lost) = finding else { continue }
      // 7 by Dear and 3 by Idle cost 36 instead of 18.
      #expect(cost?.description == "18")
      #expect(lost == .zero)
      return
    }
    Issue.record("nothing is said about doing without the provider")
  }

  @Test func demandMayFallToNothingWhereEveryUnitSavesTheSame() throws {
    var tables = Self.tables
    tables["demand"] = "customer,product,quantity\nAda,Goods,4.5\n"
    let session = try Tables.session(tables)
    guard case .plan(let plan) = try session.replan() else { return }
    let falls = Explainer(session, plan).explain(.customer(CustomerID(0))).findings.compactMap { finding in
      if case .demandFall(_, let each, let end) = finding { "\(each) \(end)" } else { nil }
    }
    #expect(falls == ["1 0"])
  }

  /// First has a commitment that costs, a share that does not bind, and two rebates: on Ada 10 % from 5 units on, on Bob
  /// 20 % from 4 and 50 % from 100. Other has a rebate in another contract.
  private static let contracts = [
    "sites": "site\nPlant\n", "supply": "site,product,supply_max\nPlant,Goods,100\n",
    "demand": "customer,product,quantity\nAda,Goods,6\nBob,Goods,4\n", "providers": "provider\nFirst\nOther\n",
    "lanes": """
    origin,destination,provider,unit_cost
    Plant,Ada,First,10
    Plant,Bob,First,20
    Plant,Ada,Other,1
    Plant,Bob,Other,30

    """,
    "contracts": """
    contract,line,party,destination,term,value,threshold
    frame,1,First,,commitment_min,10,
    frame,2,First,,share_max,100,
    frame,3,First,Ada,rebate,10,5
    frame,4,First,Bob,rebate,20,4
    frame,5,First,Bob,rebate,50,100
    side,1,Other,,rebate,5,1

    """,
  ]

  private static func told(_ contract: String) throws -> (findings: [String], total: String) {
    let session = try Tables.session(contracts)
    guard case .plan(let plan) = try session.replan() else { return ([], "") }
    let findings = Explainer(session, plan).explain(.contract(contract)).findings.map { finding -> String in
      switch finding {
      case .line(let id, let moved, let saving):
        "\(plan.instance[id].name): \(moved?.description ?? "-"), \(saving?.description ?? "-")"
      case .givenBack(let id, let amount):
        "\(plan.instance[id].tiers.map(\.percent.description)) gives back \(amount)"
      default: "\(finding)"
      }
    }
    return (findings, plan.evaluation.totalCost.description)
  }

  @Test func aContractsLinesAndEachOfItsRebatesAreWorthWhatTheyAre() throws {
    let (findings, total) = try Self.told("frame")
    // 60 less 6 for Ada, 80 less 16 for Bob.
    #expect(total == "118")
    // Without the commitment Ada goes with Other: 6 less 0.3 for 54.
    #expect(
      findings == [
        "frame 1: 10, 48.3", "frame 2: -, 0", "[\"10\"] gives back 6", "[\"20\", \"50\"] gives back 16",
      ])
    #expect(try Self.told("side").findings == ["[\"5\"] gives back 0"])
  }
}
