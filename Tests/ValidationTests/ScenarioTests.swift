import Testing

@testable import Logistics

@Suite struct ScenarioTests {
  private func scenarios(_ rows: String, _ base: TableTexts = .small) -> TableTexts {
    base.with("scenarios", "scenario,item,table,where,column,action,value,based_on\n" + rows)
  }

  /// The instance under a scenario, and the errors on the way as `file:line rule`.
  private func freeze(_ texts: TableTexts, _ name: String = "S") -> (instance: Instance?, errors: [String]) {
    let (draft, readFaults) = texts.read
    let (changed, faults) = draft.applying(scenario: name)
    let (instance, more) = Validation.freeze(changed)
    // Freezing lists again what is wrong with the table of scenarios.
    let unseen = more.filter { !faults.contains($0) }
    let errors = (readFaults + faults + unseen).filter { $0.severity == .error }.map { fault in
      fault.mark.map { "\(draft.files[Int($0.file)].name):\($0.line) \(fault.rule)" } ?? fault.rule
    }
    return (instance, errors)
  }

  @Test func cellsAreSetAddedToAndScaledExactly() throws {
    let texts = scenarios(
      """
      S,1,supply,site = North,supply_max,set,7,
      S,2,demand,,quantity,scale,1/3,
      S,3,lanes,unit_cost >= 2 and origin = South,unit_cost,add,-0.5,

      """)
    let (instance, errors) = freeze(texts)
    #expect(errors == [])
    let frozen = try #require(instance)
    #expect(frozen.supplies.rows.map(\.maximum) == [Rational(7), Rational(50)])
    #expect(frozen.demand.map(\.quantity) == [number("10/3"), number("4/3")])
    let costs = ["Anna", "Bert"].map {
      frozen.lane("South", $0, "Desk").flatMap { frozen.lanes.unitCost[$0.index]?.cost }
    }
    #expect(costs == [number("1.5"), number("2.5")])
  }

  @Test func changedCellsCarryTheItemsMark() throws {
    let (draft, _) = scenarios(
      "S,1,supply,site = North,supply_max,set,7,\nS,2,supply,,,append,site=South; product=Lamp,\n"
    ).read
    let (changed, faults) = draft.applying(scenario: "S")
    #expect(faults == [])
    let table = try #require(changed.table("supply"))
    let file = Int32(changed.files.firstIndex { $0.name == "scenarios.csv" } ?? -1)
    #expect(table.mark(0, "supply_max").file == file)
    #expect(table.mark(0, "supply_max").line == 2)
    #expect(table.mark(0, "unit_cost").file != file)
    #expect(table.marks[2].line == 3)
    #expect(table.mark(2, "site").file == file)
  }

  @Test func rowsAreExcludedIncludedAndAppended() throws {
    let base = TableTexts.small.with("sites", "site,status\nNorth,\nSouth,exclude\n")
    let texts = scenarios(
      """
      S,1,sites,site = South,,include,,
      S,2,demand,customer = Anna,,exclude,,
      S,3,sites,,,append,site=West; status=consider; fixed_operating_cost=10,
      S,4,lanes,,,append,origin=West; destination=Bert; unit_cost=1,

      """, base)
    let (instance, errors) = freeze(texts)
    #expect(errors == [])
    let frozen = try #require(instance)
    #expect(frozen.sites.map(\.name) == ["North", "South", "West"])
    #expect(frozen.sites[2].status == .consider)
    #expect(frozen.demand.count == 1)
    #expect(frozen.link("West", "Bert") != nil)
  }

  @Test func aTableThatTheInstanceLacksIsAppendedTo() throws {
    let texts = scenarios(
      "S,1,objectives,,,append,priority=1; objective=sites_open,\nS,2,settings,,,append,key=circuity_factor; value=2,\n"
    )
    let (instance, errors) = freeze(texts)
    #expect(errors == [])
    #expect(instance?.objectives[0].terms[0].objective == .sitesOpen)
    #expect(instance?.settings.circuityFactor == Rational(2))
  }

  @Test func settingsAreChangedByTheirKey() throws {
    let base = TableTexts.small.with("settings", "key,value\ndefault_penalty_cost,10\nmodel_name,x\n")
    let good = freeze(scenarios("S,1,settings,key = default_penalty_cost,value,scale,1.5,\n", base))
    #expect(good.errors == [])
    #expect(good.instance?.settings.defaultPenaltyCost == Rational(15))
    #expect(
      freeze(scenarios("S,1,settings,key = model_name,value,add,1,\n", base)).errors == ["scenarios.csv:2 not-a-number"]
    )
    #expect(
      freeze(scenarios("S,1,settings,key = default_penalty_cost,value,set,-1,\n", base)).errors == [
        "scenarios.csv:2 number-range"
      ])
  }

  @Test func itemsOfTheBaseApplyBefore() throws {
    let texts = scenarios(
      """
      S,1,demand,customer = Anna,quantity,scale,2,B
      B,1,demand,customer = Anna,quantity,set,5,A
      A,1,demand,,quantity,set,1,

      """
    )
    let frozen = try #require(freeze(texts).instance)
    #expect(frozen.demand.map(\.quantity) == [Rational(10), Rational(1)])
  }

  @Test func scenariosThatRestOnThemselvesAreAFault() {
    let texts = scenarios("S,1,demand,,quantity,scale,2,T\nT,1,demand,,quantity,scale,2,S\n")
    #expect(freeze(texts).errors == ["scenarios.csv:2 scenario-cycle"])
    #expect(freeze(texts, "U").errors == ["unknown-scenario"])
    #expect(freeze(scenarios("S,1,demand,,quantity,scale,2,V\n")).errors == ["scenarios.csv:2 unknown-scenario"])
  }

  @Test func noRowMatchedIsAnError() {
    #expect(
      freeze(scenarios("S,1,demand,customer = Ann,quantity,scale,2,\n")).errors == ["scenarios.csv:2 no-row-matched"])
    #expect(freeze(scenarios("S,1,providers,,engagement_cost,set,2,\n")).errors == ["scenarios.csv:2 no-row-matched"])
  }

  @Test(arguments: [
    ("demand,,quantity,add,x", "not-a-number"), ("demand,,quantity,scale,-1", "number-range"),
    ("demand,,quantity,add,1e12", "number-range"), ("demand,,quantty,set,1", "unknown-column"),
    ("demands,,quantity,set,1", "unknown-table"), ("periods,,length,set,1", "refused-table"),
    ("scenarios,,value,set,1", "refused-table"), ("demand,,,set,1", "required-cell"),
    ("demand,,customer,scale,2", "not-a-number"), ("demand,,penalty_cost,add,1", "blank-cell"),
    ("demand,,quantity,set,1234567890123", "number-too-large"), ("demand,,ship_policy,set,whole", "unknown-word"),
    ("demand,,max_backorder_periods,set,2", "refused-column"),
    ("demand,,,append,customer Anna", "append-syntax"), ("demand,,,append,", "append-syntax"),
    ("demand,,,append,customer=Anna; customer=Bert", "append-syntax"),
    ("demand,customer,quantity,set,1", "where-syntax"), ("demand,customer = ,quantity,set,1", "where-syntax"),
    ("demand,quantity > x,quantity,set,1", "where-syntax"), ("demand,customer > A,quantity,set,1", "where-syntax"),
    ("demand,customer = A or customer = B,quantity,set,1", "where-syntax"),
    ("demand,custmer = A,quantity,set,1", "where-syntax"), ("demand,customer = 'A,quantity,set,1", "where-syntax"),
    ("demand,customer in A,quantity,set,1", "where-syntax"),
    ("demand,customer in (A B),quantity,set,1", "where-syntax"),
    ("demand,,quantity,grow,1", "unknown-word"),
  ])
  func mistakesAreFaultsAtTheItem(row: String, rule: String) {
    let errors = freeze(scenarios("S,1,\(row),\n")).errors
    #expect(errors.contains("scenarios.csv:2 \(rule)"))
  }

  @Test func anAppendedRowMustHoldWhatItsTableWants() {
    #expect(
      freeze(scenarios("S,1,demand,,,append,customer=Anna; product=Desk,\n")).errors == [
        "scenarios.csv:2 required-cell"
      ])
  }

  @Test func testsCompareNumbersAsNumbersAndTextsAsTexts() throws {
    func rows(_ text: String) throws -> [Int] {
      let base = TableTexts.small.with(
        "sites",
        "site,region,latitude,longitude,status\nNorth,EU,10,1,\nSouth,North America,9.50,1,consider\nWest,,,,include\n")
      let (draft, _) = base.read
      let table = try #require(draft.table("sites"))
      let filter = try RowFilter(try CellTest.parse(text), table.schema, table, draft)
      return (0..<3).filter { filter.passes($0) }
    }
    #expect(try rows("") == [0, 1, 2])
    #expect(try rows("latitude = 9.5") == [1])
    #expect(try rows("latitude<10") == [1])
    #expect(try rows("latitude != 9.5") == [0, 2])
    #expect(try rows("latitude in (10, 9.5)") == [0, 1])
    #expect(try rows("region = 'North America'") == [1])
    #expect(try rows("region in(EU,'North America') and latitude >= 10") == [0])
    #expect(try rows("region = ''") == [2])
    #expect(try rows("latitude = ''") == [2])
    #expect(try rows("status = include") == [0, 2])
    #expect(try rows("site != West and status != consider") == [0])
  }

  @Test func quotesAreDoubledInQuotes() throws {
    #expect(try CellTest.parse("site = 'Ann''s'") == [CellTest(column: "site", comparison: .equal, values: ["Ann's"])])
    #expect(
      try CellTest.parse(" a<=1 and b in ( x , 'y z' ) ") == [
        CellTest(column: "a", comparison: .atMost, values: ["1"]),
        CellTest(column: "b", comparison: .isIn, values: ["x", "y z"]),
      ])
  }

  @Test func twoItemsOfOneNameAndTwoBasesAreFaults() {
    let items = scenarios("S,1,demand,,quantity,scale,2,\nS,1,demand,,quantity,scale,2,\n")
    #expect(freeze(items).errors == ["scenarios.csv:3 duplicate-key"])
    let bases = scenarios(
      """
      S,1,demand,,quantity,scale,2,A
      S,2,demand,,quantity,scale,2,B
      A,1,demand,,quantity,scale,2,
      B,1,demand,,quantity,scale,2,

      """
    )
    #expect(freeze(bases).errors == ["scenarios.csv:3 two-bases"])
  }

  @Test func aBlankCellStaysBlankWhenItIsScaled() throws {
    let base = TableTexts.small.with("supply", "site,product,supply_max\nNorth,Lamp,100\nSouth,Desk,\n")
    let frozen = try #require(freeze(scenarios("S,1,supply,,supply_max,scale,2,\n", base)).instance)
    #expect(frozen.supplies.rows.map(\.maximum) == [Rational(200), nil])
  }
}
