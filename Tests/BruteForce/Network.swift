/// What the tables mean: sites, demand, supply, lane rows and rules, still in exact numbers.
struct Network {
  var units = Units()
  var sites: [Site] = []
  var products: [String: Product] = [:]
  var productNames: [String] = []
  var demand: [Demand] = []
  var supply: [Supply] = []
  var lanes: [LaneRow] = []
  var rates: [String: Rate] = [:]
  var engagement: [String: Rational] = [:]
  var providers: [String] = []
  var singleSource: Set<String> = []
  var surcharges: [Surcharge] = []
  var terms: [String: ProviderTerms] = [:]
  var rebates: [RebateRow] = []
  var constraints: [Constraint] = []
  var policies: [Policy] = []
  var sales = SalesTables()
  var customerPriority: [String: Rational?] = [:]
  var maxSources: [String: Int?] = [:]
  var objectives: [Objective] = []
  /// The resolution of planned quantities, in quantity units.
  var step = Rational.one
}

struct Site {
  var name: String
  var isDecided: Bool
  var existsBefore: Bool
  var startup, closing, operating, inbound, outbound: Rational
  var throughputMin, throughputMax: Limit?
  var operatedBy: String?
}

struct Product {
  var weight, volume, perPallet, price, value: Rational?
}

struct Demand {
  var customer, product: String
  var order: String?
  /// In steps.
  var quantity: Int
  /// The least that any plan serves, in steps.
  var least: Int
  /// The weight of one quantity unit of this row.
  var weight: Rational?
  var price: Rational?
  var penalty: Rational
  var isComplete: Bool
  var service: String?
  var origins: [String]?
  /// The row's, and not the product's.
  var ownPrice: Rational?
  var isInRatio = false
  var maxTransit: Rational?
  var priority: Rational?
}

struct Supply {
  var site, product: String
  var least: Rational
  var most: Rational?
  var cost: Rational
}

/// A lane row after writing out and merging; its limits, fixed cost and award stand in `row`.
struct LaneRow {
  var origins, destinations, products: [String]
  var provider, mode, service, offer, channel, partner: String?
  var rank: WrittenOut
  var row: Row { rank.row }

  func covers(_ key: LaneKey) -> Bool {
    origins.contains(key.origin) && destinations.contains(key.destination) && products.contains(key.product)
      && provider == key.provider && mode == key.mode && service == key.service && offer == key.offer
      && channel == key.channel && partner == key.partner
  }
}

/// One way of moving one product.
struct LaneKey: Hashable {
  var origin, destination: String
  var provider, mode, service, offer, channel, partner: String?
  var product: String
}

struct Rate {
  var charges: [Charge]
}

/// One charge of a rate: a single break where it is flat.
struct Charge {
  var basis: String
  var structure: String
  var breakBasis: String
  var scope: String
  var isFull: Bool
  var breaks: [Break]

  /// Whether breaks are reached by what moves, and not by what is known before.
  var countsFlow: Bool {
    structure != "flat" && ["quantity", "weight", "volume", "shipments"].contains(breakBasis)
  }

  /// Whether the break is looked up.
  var isBand: Bool { structure != "flat" && !countsFlow }
}

struct Break {
  var from: Rational
  /// Where blank, up to but without the next break's start.
  var to: Rational?
  var below: Rational?
  var cost, minimum: Rational

  func covers(_ amount: Rational) -> Bool {
    if let to { return from <= amount && amount <= to }
    return from <= amount && below.map { amount < $0 } ?? true
  }
}

struct Constraint {
  var name, type, sense: String
  var selectors: [String: [String]]
  var value: Rational
  var unit: String?
  var within: String?
  var penalty: Rational?
  /// The score that is meant.
  var measure: String?
  /// Of a share that a contract writes: what it is of.
  var whole: [String: [String]]?
}

struct Objective {
  var priority: Int
  var name: String
  var weight, tolerance: Rational
  var isMaximised: Bool {
    ["profit", "fill_rate", "max_min_fill"].contains(name) || name.hasPrefix("stage")
  }
}
