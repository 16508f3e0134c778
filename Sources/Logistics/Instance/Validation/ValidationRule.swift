/// What the tables of an instance must keep to in what they mean, and what is said about them besides; the raw values
/// are the `rule` of a fault. What they must keep to in their form is `ReadingRule`.
public enum ValidationRule: String, Sendable, CaseIterable {
  // Names and groups
  case unknownName = "unknown-name"
  case unknownGroup = "unknown-group"
  case ambiguousName = "ambiguous-name"
  case similarNames = "similar-names"
  case excludedName = "excluded-name"
  case groupCycle = "group-cycle"
  case singleNameWanted = "single-name-wanted"
  case noTogether = "no-together"
  case namesImplied = "names-implied"
  // Rows that are written out and override each other
  case duplicateKey = "duplicate-key"
  case ambiguousRows = "ambiguous-rows"
  case partlyInherited = "partly-inherited"
  case tooManyRows = "too-many-rows"
  case rowsLeftOut = "rows-left-out"
  // Units and measures
  case unitMismatch = "unit-mismatch"
  case unknownUnit = "unknown-unit"
  case unknownMeasure = "unknown-measure"
  case distanceDiffers = "distance-differs"
  case halfAPosition = "half-a-position"
  // Lanes and rates
  case laneToItself = "lane-to-itself"
  case offerOfSeveral = "offer-of-several"
  case mixedCharge = "mixed-charge"
  case flatWithBreaks = "flat-with-breaks"
  case emptyBreak = "empty-break"
  case overlappingBreaks = "overlapping-breaks"
  case gapBetweenBreaks = "gap-between-breaks"
  case bandWithoutOrder = "band-without-order"
  case ordersNotCountable = "orders-not-countable"
  // Demand
  case mixedShipPolicy = "mixed-ship-policy"
  case idleFillRate = "idle-fill-rate"
  case notInSteps = "not-in-steps"
  case unsuppliedProduct = "unsupplied-product"
  case unreachedDemand = "unreached-demand"
  // Sales
  case exclusiveTwice = "exclusive-twice"
  case valueOfSale = "value-of-sale"
  case priceFloor = "price-floor"
  // Allocation
  case quotaMissing = "quota-missing"
  case tooManyMembers = "too-many-members"
  case idleAllocation = "idle-allocation"
  case impliedPriority = "implied-priority"
  // Objectives and constraints
  case twoTolerances = "two-tolerances"
  case defaultObjective = "default-objective"
  case constraintColumn = "constraint-column"
  case shareOfNothing = "share-of-nothing"
  case withinSeveral = "within-several"
  case noFinalCustomer = "no-final-customer"
  case contradictoryLimits = "contradictory-limits"
  // Scenarios
  case unknownScenario = "unknown-scenario"
  case scenarioCycle = "scenario-cycle"
  case twoBases = "two-bases"
  case whereSyntax = "where-syntax"
  case appendSyntax = "append-syntax"
  case noRowMatched = "no-row-matched"
  case blankCell = "blank-cell"
  // Whatever the table
  case notSupported = "not-supported"
  case idleCell = "idle-cell"
  case unusedRows = "unused-rows"
  case defaultsUsed = "defaults-used"

  /// One sentence for the manual.
  public var summary: String {
    switch self {
    case .unknownName: "A name is in the table of its kind, where there is one."
    case .unknownGroup: "Braces hold a group, or the word for all."
    case .ambiguousName: "A text that can mean several things in its column is written as `kind:Name`."
    case .similarNames: "Two names differ in more than case and blanks."
    case .excludedName: "What a cell names is excluded, and so it means nothing there."
    case .groupCycle: "A group is not a member of itself."
    case .singleNameWanted: "Where one name is wanted no group stands."
    case .noTogether: "A demand row has one customer and one product: it takes no members together."
    case .namesImplied: "Without a table of its kind a name is known by being mentioned."
    case .duplicateKey: "Two rows have different keys."
    case .ambiguousRows: "Of two rows that match the same, one is at least as specific in every key column."
    case .partlyInherited: "A blank cell inherits one value for all that its row covers."
    case .tooManyRows: "Written out for each member a table has at most 10,000,000 rows."
    case .rowsLeftOut: "Rows for what is excluded are as if they were not there."
    case .unitMismatch: "The unit in a header fits its column."
    case .unknownUnit: "A unit in `settings` is one that converts."
    case .unknownMeasure: "A measure that something needs is known."
    case .distanceDiffers: "A charge per kilometre of a shipment has one distance in all that its row prices."
    case .halfAPosition: "A position has two coordinates."
    case .laneToItself: "A lane leads from one place to another."
    case .offerOfSeveral: "An offer belongs to one provider."
    case .mixedCharge: "All rows of a charge share basis and structure."
    case .flatWithBreaks: "A flat charge has no breaks."
    case .emptyBreak: "A break does not end before it begins."
    case .overlappingBreaks: "The breaks of a charge share points at most."
    case .gapBetweenBreaks: "The breaks of an incremental charge follow each other from 0."
    case .bandWithoutOrder: "What lanes priced by bands carry belongs to an order."
    case .ordersNotCountable: "What is counted in orders belongs to orders, or goes to customers."
    case .mixedShipPolicy: "The rows of an order agree on their `ship_policy`."
    case .idleFillRate: "A `min_fill_rate` says something only where a row may fall short."
    case .notInSteps: "A quantity that is no multiple of the resolution is served up to the multiple below."
    case .unsuppliedProduct: "What is asked for is supplied somewhere."
    case .unreachedDemand: "What is asked for has a lane that may bring it."
    case .exclusiveTwice: "In a territory one partner alone can be exclusive for a product."
    case .valueOfSale: "A charge by `value` and prices by channel or partner do not meet."
    case .priceFloor: "No row of `prices` of a partner is below what a contract with it has agreed on."
    case .quotaMissing: "A scope that shares by quota has one."
    case .tooManyMembers: "A rule that ranks its members has at most 60 of them."
    case .idleAllocation: "An allocation rule says something only where a row may fall short."
    case .impliedPriority: "Priorities without an allocation rule are served strictly in order."
    case .twoTolerances: "The objectives of one priority have one tolerance."
    case .defaultObjective: "Without objectives it is `profit` where every demand row has a price, else `total_cost`."
    case .constraintColumn: "A constraint fills only columns that its type knows."
    case .shareOfNothing: "A limit in `%` says of what."
    case .withinSeveral: "`within` names one constraint of type `flow`."
    case .noFinalCustomer: "`origin` with `customer` has a lane between them, or orders."
    case .contradictoryLimits: "The least is not above the most."
    case .unknownScenario: "A scenario that is asked for, or based on, is there."
    case .scenarioCycle: "A scenario does not rest on itself."
    case .twoBases: "A scenario is based on one other."
    case .whereSyntax: "`where` holds tests such as `site = W1 and quantity >= 10`."
    case .appendSyntax: "`append` is given `column=value; column=value`."
    case .noRowMatched: "A change changes something."
    case .blankCell: "What is added to is a number."
    case .notSupported: "What is not supported yet is not used."
    case .idleCell: "A cell that says nothing is blank."
    case .unusedRows: "Rates, providers and customers are used by something."
    case .defaultsUsed: "Settings that are not given have their defaults."
    }
  }
}

extension Fault {
  init(
    _ severity: Severity = .error, at mark: SourceMark?, rule: ValidationRule, _ message: String, hint: String? = nil,
    text: String? = nil, related: [Related] = []
  ) {
    self.init(severity, at: mark, rule: rule.rawValue, message, hint: hint, text: text, related: related)
  }
}
