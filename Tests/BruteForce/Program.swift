/// What is enumerated: whole-numbered variables, sums over them, and rules and costs that read the sums.
struct Program {
  var network: Network
  var arcs: [Arc] = []
  var commodities: [Commodity] = []
  var variables: [Variable] = []
  var sums: [Sum] = []
  var steps: [Step] = []
  var rules: [Rule] = []
  var budgets: [Budget] = []
  var money = MoneyTerms()
  var metrics = ObjectiveMetrics()
  /// Of each site, the sum of everything that moves in, out or is supplied.
  var siteActivity: [Int] = []
  /// Of each provider, the sum of what it moves, and the sites that it operates as bits.
  var providerFlow: [Int] = []
  var providerSites: [UInt32] = []
  /// Members that are served in one proportion.
  var shares: [Share] = []
  /// Demand rows, and the least that they are served together.
  var floors: [(rows: [Int], least: Int)] = []
  /// Of each demand row, the sum of what is served.
  var served: [Int] = []

  private var knownSums: [Sum: Int] = [:]

  /// Adds a sum of coefficients times variables, scaled so that the numbers in `exact` are whole as well.
  ///
  /// - Returns: Its place and the scale that its value carries.
  mutating func sum(_ terms: [(variable: Int, coefficient: Rational)], exact: [Rational] = []) -> (Int, Int) {
    var byVariable: [Int: Rational] = [:]
    for term in terms { byVariable[term.variable, default: .zero] += term.coefficient }
    var scale: Int128 = 1
    for number in Array(byVariable.values) + exact {
      let divisor = greatestCommonDivisor(scale.magnitude, number.denominator.magnitude)
      scale *= number.denominator / Int128(divisor)
    }
    let coefficients = byVariable.keys.sorted().compactMap { variable -> Sum.Term? in
      let scaled = (byVariable[variable] ?? .zero) * Rational(scale, over: 1)
      return scaled == .zero ? nil : Sum.Term(variable: variable, coefficient: Int(scaled.numerator))
    }
    let sum = Sum(terms: coefficients, cap: .max)
    if let known = knownSums[sum] { return (known, Int(scale)) }
    sums.append(sum)
    knownSums[sum] = sums.count - 1
    return (sums.count - 1, Int(scale))
  }

  /// The sum of the variables themselves, in steps.
  mutating func total(_ variables: [Int]) -> Int {
    sum(variables.map { ($0, .one) }).0
  }

  func name(of commodity: Int) -> Demand? {
    commodities[commodity].row.map { network.demand[$0] }
  }
}

/// One way of moving one product, with what the rows that match it say of its flow.
struct Arc {
  var key: LaneKey
  /// The lane rows that match, the most specific first.
  var rows: [Int]
  /// The row that prices the flow; nil where none has a price.
  var pricing: Int?
  var distance, duty, onTime, time, emission: Rational?
  /// Whether it is carried there so today.
  var isIncumbent: Bool
  var origin: Int
  /// Nil where it ends at a customer.
  var site: Int?
}

/// The most that a plan may cost, in all or of some kinds; a soft one costs so much for each of the currency beyond it.
struct Budget {
  /// Nil: all.
  var kinds: Set<String>?
  var most: Rational
  var penalty: Rational?

  func counts(_ kind: String) -> Bool { kinds?.contains(kind) ?? true }
}

/// What keeps its identity: a product, pooled, or the row of a named order.
struct Commodity {
  var product: String
  /// The demand row of a named order.
  var row: Int?
}

struct Variable {
  var arc: Int?
  var supply: Int?
  var commodity: Int
  /// The demand row that a last leg serves.
  var serves: Int?
  var most: Int
}

struct Sum: Hashable {
  struct Term: Hashable {
    var variable, coefficient: Int
  }

  var terms: [Term]
  /// A value above which no plan is left; only where no coefficient is negative.
  var cap: Int
}

/// One stage of the enumeration: a need that is spread over variables.
enum Step {
  /// Serve a demand row.
  case serve(row: Int, least: Int, most: Int, slots: [Int], whole: Bool)
  /// Bring to a site what leaves it.
  case balance(leaving: Int, slots: [Int])
}

enum Metric {
  case sum(Int)
  /// How many of the sums are above zero.
  case count([Int])
  case sitesOpen(UInt32)
  case providersUsed([Int])
  /// Sites of which the sum is above zero, or that are open and of the operated ones.
  case sitesTouched(sums: [Int], operated: UInt32)

  var readsOpenSites: Bool {
    switch self {
    case .sum, .count: false
    case .sitesOpen, .providersUsed, .sitesTouched: true
    }
  }
}

enum Condition {
  case always
  case open(site: Int)
  case moved([Int])
  case engaged(provider: Int)
}

/// A rule on one metric; both ends in the metric's own scale.
struct Rule {
  var name: String
  var metric: Metric
  var condition = Condition.always
  var lower: Int?
  var upper: Int?
  var allowsZero = false
  /// Money, in 10^-9, for each step of the metric's scale beyond an end; nil where the rule is hard.
  var penalty: Rational?

  /// How far the value is from what the rule asks.
  func miss(_ value: Int) -> Int {
    if allowsZero, value == 0 { return 0 }
    if let lower, value < lower { return lower - value }
    if let upper, value > upper { return value - upper }
    return 0
  }

  var readsOpenSites: Bool {
    if case .open = condition { return true }
    if case .engaged = condition { return true }
    return metric.readsOpenSites
  }
}
