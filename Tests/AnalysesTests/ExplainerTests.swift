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
    }
    #expect(told == 2)
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
}
