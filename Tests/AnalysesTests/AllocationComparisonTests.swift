import Analyses
import Logistics
import Planning
import Testing
import Verification

/// The rules of sharing side by side: 10 of tea for customers that ask for 8, 4 and 2, the first the dearest to serve.
@Suite struct AllocationComparisonTests {
  private static let tables = [
    "settings": "key,value\nquantity_decimals,0\n", "sites": "site\nPlant\n",
    "supply": "site,product,supply_max\nPlant,Tea,10\n",
    "customers": "customer,priority\nA,2\nB,\nC,1\n",
    "demand": "customer,product,quantity\nA,Tea,8\nB,Tea,4\nC,Tea,2\n",
    "lanes": "origin,destination,unit_cost\nPlant,A,3\nPlant,B,2\nPlant,C,1\n",
    "objectives": "priority,objective\n1,fill_rate\n2,total_cost\n",
  ]

  @Test func everyRuleSaysWhoGetsWhat() throws {
    let comparison = try AllocationComparison(Tables.session(Self.tables))
    #expect(comparison.variants.map(\.name) == ["optimize", "priority", "proportional", "equal_fill", "max_min"])
    #expect(comparison.members.map(\.name) == ["A", "B", "C"])
    let served = comparison.variants.map { $0.plan?.evaluation.served.map(\.steps) }
    #expect(served == [[4, 4, 2], [8, 0, 2], [5, 3, 2], [5, 3, 2], [5, 3, 2]])
    let least = comparison.variants.map { comparison.leastFillRate(under: $0) }
    #expect(least == [500, 0, 625, 625, 625].map(Self.tenths))
    #expect(comparison.variants.allSatisfy { comparison.priceOfFairness($0) == .zero })
  }

  private static func tenths(_ value: Int128) -> Rational? { Rational(mantissa: value, decimals: 1) }

  /// Only 2 can reach A: by quota B and C have all they ask for besides, by one rate 2 and 1, less than a step above its
  /// quarter: 5 instead of 8.
  @Test func fairnessHasAPrice() throws {
    var tables = Self.tables
    tables["lanes"] = "origin,destination,unit_cost,capacity_max\nPlant,A,3,2\nPlant,B,2,\nPlant,C,1,\n"
    tables["policies"] = "scope,allocation_rule,quota\nA,quota,50\nB,quota,30\nC,quota,20\n"
    let comparison = try AllocationComparison(Tables.session(tables))
    #expect(comparison.variants.map(\.name) == AllocationComparison.rules)
    let quota = try #require(comparison.variants.first { $0.name == "quota" })
    #expect(quota.plan?.evaluation.served.map(\.steps) == [2, 4, 2])
    #expect(comparison.priceOfFairness(quota) == .zero)
    let proportional = try #require(comparison.variants.first { $0.name == "proportional" })
    #expect(proportional.plan?.evaluation.served.map(\.steps) == [2, 2, 1])
    #expect(comparison.priceOfFairness(proportional) == Self.tenths(375))
  }
}
