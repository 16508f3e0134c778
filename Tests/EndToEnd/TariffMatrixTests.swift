import Foundation
import Logistics
import Planning
import Testing
import Verification

/// Every structure with every basis in every scope, at a cost worked out here from the format's words alone.
///
/// Two lanes of 120 km carry 30 and 60 of a good that weighs 2.5 kg, takes 0.02 m3, of which 40 go on a pallet, at a price of 30. The
/// first break costs 4, the second, from 50, costs 3: over a lane the lanes reach the first and the second, over their provider or
/// its contract the 90 together reach the second.
@Suite struct TariffMatrixTests {
  private static let structures = ["flat", "all_unit", "incremental", "stepwise"]
  /// With what one unit of the good comes to.
  private static let bases: [(name: String, measure: Rational)] = [
    ("unit", .one), ("kg", Rational(mantissa: 25, decimals: 1)), ("m3", Rational(mantissa: 2, decimals: 2)),
    ("pallet", Rational(mantissa: 25, decimals: 3)), ("unit_km", Rational(120)), ("tonne_km", Rational(mantissa: 3, decimals: 1)),
    // Percent of 30.
    ("value", Rational(mantissa: 3, decimals: 1)),
  ]
  private static let scopes = ["lane", "provider", "contract"]
  private static let carried = [Rational(30), Rational(60)]

  private static func tables(_ structure: String, _ basis: String, _ scope: String) -> [String: String] {
    let contract = scope == "contract" ? "K" : ""
    func row(_ from: Int, _ cost: Int) -> String { "R,haul,\(from),\(basis),\(structure),\(scope),\(contract),\(cost)\n" }
    return [
      "products": "product,unit_weight,unit_volume,units_per_pallet,unit_price\ntea,2.5,0.02,40,30\n",
      "sites": "site\nPlant\n", "supply": "site,product\nPlant,tea\n",
      "demand": "customer,product,quantity\nAda,tea,30\nBob,tea,60\n", "providers": "provider\nCarrier\n",
      "contracts": "contract,line,party,term,value\nK,most,Carrier,volume_max,1000\n",
      "rates": "rate,charge,break_from,basis,structure,break_scope,contract,cost\n" + row(0, 4)
        + (structure == "flat" ? "" : row(50, 3)),
      "lanes": "origin,destination,provider,rate,distance\nPlant,Ada,Carrier,R,120\nPlant,Bob,Carrier,R,120\n",
    ]
  }

  /// What the charge comes to.
  private static func cost(_ structure: String, _ measure: Rational, _ scope: String) -> Rational {
    let (first, second, from) = (Rational(4), Rational(3), Rational(50))
    let amounts = scope == "lane" ? carried : [carried[0] + carried[1]]
    return amounts.reduce(.zero) { sum, amount in
      let reached = amount >= from ? second : first
      switch structure {
      case "flat": return sum + first * measure * amount
      case "all_unit": return sum + reached * measure * amount
      case "incremental":
        return sum + (min(amount, from) * first + max(.zero, amount - from) * second) * measure
      default: return sum + reached
      }
    }
  }

  @Test func everyStructureBasisAndScopeCostsWhatItSays() throws {
    var checked = 0
    for structure in Self.structures {
      for basis in Self.bases {
        for scope in Self.scopes where structure != "flat" || scope == "lane" {
          let name = "\(structure) \(basis.name) \(scope)"
          guard case .plan(let plan) = try Planned.answer(Self.tables(structure, basis.name, scope)) else {
            Issue.record("\(name): no plan")
            continue
          }
          #expect(plan.evaluation.totalCost.rational == Self.cost(structure, basis.measure, scope), "\(name)")
          checked += 1
        }
      }
    }
    #expect(checked == 70)
  }

  /// `Instances/classic/tariff-*`: what each provider bills is the last number in the notes of its rate, and where this calculator
  /// knows the case what that says.
  @Test(arguments: [("flat", 11), ("all-unit", 24), ("incremental", 24), ("stepwise", 33), ("band", 10), ("break-bases", 10)])
  func theNotesOfEveryCaseSayWhatIsBilled(_ folder: String, _ cases: Int) throws {
    let path = Campaign.instance("classic/tariff-\(folder)")
    let plan = try Planned.plan(path)
    var billed: [String: Money] = [:]
    for line in plan.evaluation.chargeLines {
      guard let provider = line.provider else { continue }
      billed[plan.instance[provider].name] = billed[plan.instance[provider].name, default: .zero].adding(line.amount)
    }
    let structure = folder.replacing("-", with: "_")
    let rows = try String(contentsOfFile: path + "/rates.csv", encoding: .utf8).split(separator: "\n").dropFirst()
    var (noted, calculated) = (0, 0)
    for row in rows {
      guard let name = row.split(separator: ",").first.map(String.init), let equals = row.lastIndex(of: "=") else { continue }
      let said = row[row.index(after: equals)...].filter { $0.isNumber || $0 == "." }
      #expect(billed[name]?.description == said, "\(folder) \(name)")
      noted += 1
      let parts = name.split(separator: "-").map(String.init)
      guard let basis = Self.bases.first(where: { $0.name == parts[0] }), ["flat", "all_unit", "incremental"].contains(structure) else { continue }
      let cost = Self.cost(structure, basis.measure, parts.count > 1 ? parts[1] : "lane")
      #expect(billed[name]?.rational == cost, "\(folder) \(name)")
      calculated += 1
    }
    #expect(noted == cases && billed.count == cases)
    #expect(calculated == ["flat": 7, "all-unit": 21, "incremental": 21][folder] ?? 0)
  }
}
