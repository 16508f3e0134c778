/// What a plan costs, in 10^-9 currency, by kind.
struct Spending {
  enum Kind: String, CaseIterable {
    case transport, laneFixed = "lane_fixed", minimumCharge = "minimum_charge", surcharge, duty, rebate, switching, supply
    case inboundHandling = "inbound_handling", outboundHandling = "outbound_handling"
    case siteStartup = "site_startup", siteClosing = "site_closing", siteOperating = "site_operating"
    case commission, selling, splits, engagement, unmetPenalty = "unmet_penalty", constraintPenalty = "constraint_penalty"
  }

  private var amounts = [Int](repeating: 0, count: Kind.allCases.count)

  subscript(kind: Kind) -> Int {
    get { amounts[Self.place(kind)] }
    set { amounts[Self.place(kind)] = newValue }
  }

  private static let places = Dictionary(uniqueKeysWithValues: Kind.allCases.enumerated().map { ($1, $0) })
  private static func place(_ kind: Kind) -> Int { places[kind] ?? 0 }

  var total: Int { amounts.reduce(0, +) }

  /// Of what a budget counts.
  func total(_ budget: Budget) -> Int {
    zip(Kind.allCases, amounts).reduce(0) { budget.counts($1.0.rawValue) ? $0 + $1.1 : $0 }
  }
}

extension Budget {
  /// In 10^-9 currency.
  func excess(_ spent: Spending) -> Rational {
    let over = Rational(spent.total(self)) - most * .power(ofTen: 9)
    return over > .zero ? over : .zero
  }
}
