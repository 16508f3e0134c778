/// Everything that costs or earns money, in units of 10^-9 currency.
struct MoneyTerms {
  /// Sums whose values are money that is linear in the variables, and what is paid besides in any case.
  var linear: [(kind: Spending.Kind, sum: Int)] = []
  var constant = Spending()
  /// The sum whose value is revenue.
  var revenue = 0
  var shipments: [ShipmentCost] = []
  var pools: [Pool] = []
  var rebates: [Rebate] = []
  /// Paid once where any of the sums is above zero.
  var fixed: [(kind: Spending.Kind, moved: [Int], cost: Int)] = []
  /// Paid where others move something and the provider itself nothing.
  var switches: [(own: Int, others: Int, cost: Int)] = []
  /// Paid for each of the sums above zero but the first.
  var splits: [(sources: [Int], cost: Int)] = []
  /// Of each site: paid where it is open, to open it, and where it is closed.
  var open: [Int] = []
  var startup: [Int] = []
  var closed: [Int] = []
  /// Of each provider.
  var engagement: [Int] = []

  /// An exact amount of money in 10^-9, rounded half to even.
  static func nano(_ amount: Rational) -> Int {
    Int((amount * .power(ofTen: 9)).roundedHalfEven)
  }
}

/// The charges of one shipment: an order on a pricing row, or all that is pooled there.
struct ShipmentCost {
  var lane: Int
  /// The demand row's order; nil where pooled.
  var order: String?
  var customer: String?
  var variables: [Int]
  /// The sum whose value numbers the amounts of the variables.
  var index: Int
  var size: Int
}

/// What the objectives read besides money.
struct ObjectiveMetrics {
  var served = 0
  /// In steps.
  var demanded = 0
  /// Of each order, the sum of what is served and the quantity ordered.
  var orders: [(served: Int, quantity: Int)] = []
  var emission: (sum: Int, scale: Int)?
  var leadTime: (sum: Int, scale: Int)?
  /// Of each lane and product with an incumbent, the sum of what others carry.
  var changes: [Int] = []
  /// Of allocation rules, in order; that of `max_min_fill` among them.
  var stages: [Stage] = []
  /// What one step of each stage's number is worth, in units served or in percent.
  var stageUnits: [Rational] = []
  var fillObjective: Int?
  /// A rate of 100 % is so many of the objective's numbers.
  var fillScale = 1
}
