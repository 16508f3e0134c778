import Foundation

/// A small random network with a plan, and one cause planted into it for which none is left.
struct PlantedConflict {
  enum Cause: CaseIterable {
    case demandAboveSupply, noLane, closedSite, commitmentAboveDemand, leastFlowAboveDemand, singleSource, singleAward
    case serviceNotOffered, tooFewSites, tooFewProviders, wholeOrder, leastThroughput, capacity
    case windowTooShort, exclusivityAgainstCoverage

    /// Those that every planner meets.
    static let common: [Cause] = [
      .demandAboveSupply, .noLane, .closedSite, .windowTooShort, .commitmentAboveDemand, .exclusivityAgainstCoverage,
    ]
  }

  let cause: Cause
  private(set) var tables: [String: String] = [:]
  /// Rows of which the story must name one: file and line.
  private(set) var planted: [(file: String, line: Int)] = []

  private var sites: [[String]] = []
  private var supply: [[String]] = []
  private var customers: [[String]] = []
  private var demand: [[String]] = []
  private var lanes: [[String]] = []
  private var constraints: [[String]] = []
  private var territories: [[String]] = []
  /// Whether every lane takes five days.
  private var hasTimes = false
  private var total = 0

  init(_ cause: Cause, _ dice: inout Dice) {
    self.cause = cause
    draw(&dice)
    plant(&dice)
    write()
  }

  /// Two plants, each with lanes by two providers to every customer; each plant could supply everything.
  private mutating func draw(_ dice: inout Dice) {
    let count = dice.roll(2...4)
    for customer in 1...count {
      let quantity = dice.roll(4...20)
      total += quantity
      customers.append(["C\(customer)", ""])
      demand.append(["C\(customer)", "Goods", "", "\(quantity)", "", ""])
    }
    for site in 1...2 {
      sites.append(["P\(site)", "include", "", ""])
      supply.append(["P\(site)", "Goods", "\(total + dice.roll(5...30))"])
      for customer in 1...count {
        for provider in 1...2 {
          lanes.append(["P\(site)", "C\(customer)", "T\(provider)", "", "\(dice.roll(1...9))", "", "", ""])
        }
      }
    }
  }

  private mutating func plant(_ dice: inout Dice) {
    let site = dice.roll(0...1)
    let customer = dice.roll(0...customers.count - 1)
    let asked = Int(demand[customer][3]) ?? 0
    switch cause {
    case .demandAboveSupply:
      supply = [["P1", "Goods", "\(total / 2)"], ["P2", "Goods", "\(total / 2 - 1)"]]
      planted = [("supply.csv", 2), ("supply.csv", 3)]
    case .noLane:
      lanes.removeAll { $0[1] == customers[customer][0] }
      planted = [("demand.csv", customer + 2)]
    case .closedSite:
      sites[site][1] = "exclude"
      supply[1 - site][2] = "\(total - dice.roll(1...4))"
      planted = [("sites.csv", site + 2)]
    case .commitmentAboveDemand:
      let lane = dice.roll(0...lanes.count - 1)
      let wanted = demand.first { $0[0] == lanes[lane][1] }.flatMap { Int($0[3]) } ?? 0
      lanes[lane][5] = "\(wanted + dice.roll(1...9))"
      planted = [("lanes.csv", lane + 2)]
    case .leastFlowAboveDemand:
      constraints.append(["pledge", "flow", "", "T1", "min", "\(total + dice.roll(1...9))"])
      planted = [("constraints.csv", 2)]
    case .singleSource:
      customers[customer][1] = "yes"
      for place in sites.indices { sites[place][2] = "\(asked - 1)" }
      demand = [demand[customer]]
      planted = [("customers.csv", customer + 2)]
    case .singleAward:
      lanes.removeAll { $0[0] != "P1" }
      for lane in lanes.indices where lanes[lane][1] == customers[customer][0] {
        lanes[lane][6] = "\(asked - 1)"
        lanes[lane][7] = "single"
        planted.append(("lanes.csv", lane + 2))
      }
    case .serviceNotOffered:
      for lane in lanes.indices { lanes[lane][3] = "standard" }
      demand[customer][5] = "express"
      planted = [("demand.csv", customer + 2)]
    case .tooFewSites:
      for place in sites.indices { (sites[place][1], sites[place][2]) = ("consider", "\(total - 1)") }
      constraints.append(["one-site", "site_count", "", "", "max", "1"])
      planted = [("constraints.csv", 2)]
    case .tooFewProviders:
      lanes.removeAll { $0[1] == "C1" && $0[2] == "T2" || $0[1] == "C2" && $0[2] == "T1" }
      constraints.append(["one-carrier", "provider_count", "", "", "max", "1"])
      planted = [("constraints.csv", 2)]
    case .wholeOrder:
      demand[customer][2] = "O1"
      demand[customer][4] = "complete"
      for place in sites.indices { sites[place][2] = "\(asked - 1)" }
      demand = [demand[customer]]
      planted = [("demand.csv", 2)]
    case .leastThroughput:
      sites[site][3] = "\(total + dice.roll(1...9))"
      planted = [("sites.csv", site + 2)]
    case .windowTooShort:
      hasTimes = true
      demand[customer].append("\(dice.roll(1...4))")
      planted = [("demand.csv", customer + 2)]
    case .exclusivityAgainstCoverage:
      territories = [["North", "Nobody", "yes"]]
      customers[customer].append("North")
      planted = [("territories.csv", 2)]
    case .capacity:
      for lane in lanes.indices where lanes[lane][1] == customers[customer][0] {
        lanes[lane][6] = "\(max(0, asked / 4 - (lane % 2)))"
        if asked < 8 { lanes[lane][6] = "0" }
        planted.append(("lanes.csv", lane + 2))
      }
    }
  }

  private mutating func write() {
    func text(_ header: String, _ rows: [[String]]) -> String {
      ([header] + rows.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n"
    }
    tables["sites"] = text("site,status,throughput_max,throughput_min", sites)
    tables["supply"] = text("site,product,supply_max", supply)
    tables["customers"] = text("customer,single_source,territory", customers.map { $0.count < 3 ? $0 + [""] : $0 })
    tables["demand"] = text(
      "customer,product,order,quantity,ship_policy,service,max_transit_time", demand.map { $0.count < 7 ? $0 + [""] : $0 })
    tables["lanes"] = text(
      "origin,destination,provider,service,unit_cost,capacity_min,capacity_max,award,transit_time",
      lanes.map { $0 + [hasTimes ? "5" : ""] })
    if !territories.isEmpty {
      tables["partners"] = text("partner", [["Nobody"]])
      tables["territories"] = text("territory,partner,exclusive", territories)
    }
    if !constraints.isEmpty { tables["constraints"] = text("constraint,type,site,provider,sense,value", constraints) }
  }
}
