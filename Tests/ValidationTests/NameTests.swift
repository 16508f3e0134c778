import Testing

@testable import Logistics

@Suite struct NameTests {
  let small = TableTexts.small

  @Test func impliedNamesAreListed() {
    let notes = small.freeze().faults.filter { $0.rule == "names-implied" }.map(\.message)
    #expect(notes.contains { $0.contains("`products`") && $0.contains("`Lamp`, `Desk`") })
    #expect(notes.contains { $0.contains("`customers`") && $0.contains("`Anna`, `Bert`") })
  }

  @Test func onceAMasterTableExistsANameThatItLacksIsAnError() throws {
    let texts = small.with("products", "product\nLamp\nDsek\n")
    #expect(texts.errors.contains("supply.csv:3 unknown-name"))
    #expect(texts.errors.contains("demand.csv:3 unknown-name"))
    let fault = try #require(texts.freeze().faults.first { $0.rule == "unknown-name" })
    #expect(fault.hint == "did you mean `Dsek`?")
    #expect(fault.mark?.field == 1)
  }

  @Test func namesThatDifferInCaseOrBlanksOnlyAreAnError() {
    let texts = small.with("demand", "customer,product,quantity\nAnna,Lamp,10\nANNA,Lamp,1\nBert,Desk,4\n")
    #expect(texts.errors.contains("demand.csv:3 similar-names"))
    let blanks = small.with("sites", "site\nNorth\nSouth\nNo rth\n")
    #expect(blanks.errors == ["sites.csv:4 similar-names"])
  }

  @Test func aNameThatCanMeanASiteOrACustomerIsWrittenWithItsKind() {
    let texts = small.with("demand", "customer,product,quantity\nSouth,Lamp,10\nBert,Desk,4\n")
    #expect(texts.errors.contains("lanes.csv:3 ambiguous-name"))
    let lanes = "origin,destination,unit_cost\nNorth,customer:South,1\nNorth,site:South,0.5\nSouth,Bert,3\n"
    #expect(texts.with("lanes", lanes).errors == [])
  }

  @Test func aGroupAndANameThatAreSpelledAlikeAreWrittenWithTheirKind() {
    let texts = small.with("groups", "group,type,member\nNorth,site,North\nNorth,site,South\n")
    #expect(texts.errors.contains("supply.csv:2 ambiguous-name"))
    let supply = "site,product,supply_max\ngroup:North,Lamp,100\nsite:South,Desk,50\n"
    let lanes = "origin,destination,unit_cost\nsite:North,Anna,1\nSouth,Bert,3\n"
    #expect(texts.with("supply", supply).with("lanes", lanes).errors == [])
  }

  @Test func twoRowsOfOneNameAreAnError() throws {
    let texts = small.with("sites", "site\nNorth\nSouth\nNorth\n")
    #expect(texts.errors == ["sites.csv:4 duplicate-key"])
    let fault = try #require(texts.freeze().faults.first { $0.rule == "duplicate-key" })
    #expect(fault.related.map(\.mark.line) == [2])
  }

  @Test func reservedWordsAreNoNames() {
    #expect(small.with("sites", "site\nNorth\nSouth\nALL\n").errors == ["sites.csv:4 reserved-name"])
  }

  @Test func allIsNotClearWhereSitesAndCustomersMeet() throws {
    let texts = small.with("lanes", "origin,destination,unit_cost\nNorth,ALL,1\nSouth,Bert,3\n")
    let fault = try #require(texts.freeze().faults.first { $0.severity == .error })
    #expect(fault.rule == "unknown-name")
    #expect(fault.hint == "write `SITES` or `CUSTOMERS`")
  }

  @Test func whatNamesAnExcludedThingIsLeftOut() throws {
    let texts = small.with("sites", "site,status\nNorth,\nSouth,exclude\n")
    #expect(texts.errors == [])
    let instance = try #require(texts.freeze().instance)
    #expect(instance.sites.map(\.name) == ["North"])
    #expect(instance.links.count == 1)
    #expect(instance.supplies.rows.count == 1)
    let notes = texts.freeze().faults.filter { $0.rule == "rows-left-out" }.map(\.message)
    #expect(notes.contains { $0.contains("3 rows of `lanes` for `South`") })
  }

  @Test func groupsLoseExcludedMembers() throws {
    let texts = small.with("sites", "site,type,status\nNorth,plant,\nSouth,plant,exclude\n")
      .with("supply", "site,product,supply_max\ntype:plant,Lamp,100\ntype:plant,Desk,3\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.supplies.rows.map { instance[$0.sites[0]].name } == ["North", "North"])
  }

  @Test func aSiteIsLeftOutWithItsOperator() throws {
    let texts = small.with("sites", "site,operator\nNorth,\nSouth,Haul\n")
      .with("providers", "provider,status\nHaul,exclude\n")
    #expect(texts.errors == [])
    #expect(texts.notes.contains("sites.csv:3 rows-left-out"))
    let instance = try #require(texts.freeze().instance)
    #expect(instance.sites.map(\.name) == ["North"])
  }

  @Test func groupsMayHoldGroups() throws {
    let texts = small.with(
      "groups", "group,type,member\nboth,customer,inner\ninner,customer,Anna\nboth,customer,Bert\n"
    )
    .with("lanes", "origin,destination,unit_cost\nNorth,both,1\nNorth,South,1\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.link("North", "Anna") != nil && instance.link("North", "Bert") != nil)
    let cycle = small.with("groups", "group,type,member\na,site,b\nb,site,a\n")
    #expect(cycle.errors == ["groups.csv:3 group-cycle"])
  }

  /// As deep as no stack is, and with more ways to a member than anybody could walk.
  @Test func groupsMayBeNestedToAnyDepth() throws {
    var deep = "group,type,member\n"
    for index in 0..<100_000 { deep += "g\(index),customer,g\(index + 1)\n" }
    deep += "g100000,customer,Bert\n"
    let lanes = "origin,destination,unit_cost\nNorth,g0,1\nNorth,South,0.5\nNorth,Anna,2\n"
    #expect(small.with("groups", deep).with("lanes", lanes).errors.isEmpty)
    var wide = "group,type,member\n"
    for index in 0..<60 {
      for name in ["a", "b"] { wide += "\(name)\(index),customer,a\(index + 1)\n\(name)\(index),customer,b\(index + 1)\n" }
    }
    wide += "a60,customer,Anna\nb60,customer,Bert\n"
    let both = small.with("groups", wide).with("customers", "customer\nAnna\nBert\n")
      .with("demand", "customer,product,quantity\na0,Lamp,3\n")
    #expect(both.errors.isEmpty)
    #expect(try #require(both.freeze().instance).demand.count == 2)
  }

  @Test func groupsOfOtherKindsAreRefused() {
    #expect(small.with("groups", "group,type,member\nx,period,1\n").errors.contains { $0.hasPrefix("groups.csv:2") })
  }

  @Test func unknownMembersAreErrors() {
    #expect(small.with("groups", "group,type,member\nx,site,Nort\n").errors == ["groups.csv:2 unknown-name"])
    #expect(
      small.with("groups", "group,type,member\nx,site,North\nx,site,North\n").errors == ["groups.csv:3 duplicate-key"])
  }

  @Test func attributesAreGroups() throws {
    let texts = small.with("customers", "customer,segment\nAnna,smb\nBert,large\n")
      .with("lanes", "origin,destination,unit_cost\nregion:EU,segment:smb,1\nNorth,South,1\nSouth,segment:large,2\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.link("North", "Anna") != nil)
    #expect(instance.link("South", "Bert") != nil)
    #expect(instance.links.count == 3)
    #expect(texts.with("lanes", "origin,destination\nregion:EV,Anna\n").errors == ["lanes.csv:2 unknown-name"])
  }
}
