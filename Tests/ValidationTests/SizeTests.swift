import Testing

@testable import Logistics

@Suite struct SizeTests {
  /// A network of sites × customers, one lane each, with the cells that most lanes have.
  private func draft(_ siteCount: Int, _ customerCount: Int) -> Draft {
    var draft = Draft(name: "large", files: [SourceFile(name: "lanes.csv", bytes: [], separator: 44)])
    let sites = (0..<siteCount).map { draft.intern("S\($0)") }
    let customers = (0..<customerCount).map { draft.intern("C\($0)") }
    let product = draft.intern("Lamp")
    func table(_ name: String, _ columns: [(String, [Cell])]) {
      guard let schema = InstanceSchema.table(name), let count = columns.first?.1.count else { return }
      draft.tables.append(
        DraftTable(
          schema: schema, file: 0,
          columns: columns.enumerated().compactMap { index, column in
            schema.column(column.0).map { DraftColumn(schema: $0, unit: nil, field: Int16(index), cells: column.1) }
          }, marks: (0..<count).map { SourceMark(file: 0, line: Int32($0 + 2), offset: 0) }))
    }
    table("sites", [("site", sites.map { .text($0) })])
    table("supply", [("site", sites.map { .text($0) }), ("product", sites.map { _ in .text(product) })])
    table(
      "demand",
      [
        ("customer", customers.map { .text($0) }), ("product", customers.map { _ in .text(product) }),
        ("quantity", customers.indices.map { .number(Decimal(mantissa: Int64($0 % 90 + 1), decimals: 0)) }),
      ])
    let pairs = sites.flatMap { site in customers.map { (site, $0) } }
    func numbers(_ step: Int) -> [Cell] {
      pairs.indices.map { .number(Decimal(mantissa: Int64($0 &* step % 99_991 + 1), decimals: 2)) }
    }
    table(
      "lanes",
      [
        ("origin", pairs.map { .text($0.0) }), ("destination", pairs.map { .text($0.1) }), ("unit_cost", numbers(7)),
        ("distance", numbers(13)), ("capacity_max", numbers(5)),
      ])
    return draft
  }

  @Test func everyRowOfALargeTableBecomesALane() throws {
    let draft = draft(20, SplitMix64.rounds(2_000))
    let instance = try #require(Validation.freeze(draft).instance)
    #expect(instance.lanes.count == draft.table("lanes")?.rowCount)
    #expect(instance.links.count == instance.lanes.count)
    for lane in 0..<instance.lanes.count {
      let link = try #require(instance.lanes.links(of: LaneID(lane)).first)
      #expect(instance.links.lanes(of: link).elementsEqual([LaneID(lane)]))
    }
  }

  /// Bytes a lane, counted from what the columns hold.
  @Test func aLaneTakesLessThan200Bytes() throws {
    let instance = try #require(Validation.freeze(draft(20, 500)).instance)
    let count = instance.lanes.count
    #expect(instance.bytesOfLanes / count < 200)
  }
}

extension Instance {
  /// What the columns of lanes and links hold, spare capacity included.
  fileprivate var bytesOfLanes: Int {
    func bytes<T>(_ array: [T]) -> Int { array.capacity * MemoryLayout<T>.stride }
    var sum = bytes(lanes.marks) + bytes(lanes.periods) + bytes(lanes.products) + bytes(lanes.pricedBy)
    sum += bytes(lanes.awardIsSingle) + bytes(lanes.offer) + bytes(lanes.linkStart) + bytes(lanes.linkIDs)
    sum += lanes.unitCost.byteCount + lanes.rate.byteCount + lanes.transitTime.byteCount + lanes.co2Rate.byteCount
    sum += lanes.fixedCost.byteCount + lanes.capacityMin.byteCount + lanes.capacityMax.byteCount
    sum += lanes.minimumIfUsed.byteCount + lanes.distance.byteCount
    sum += bytes(links.origin) + bytes(links.destination) + bytes(links.provider) + bytes(links.mode)
    sum += bytes(links.service) + bytes(links.offer) + links.greatCircleDistance.byteCount
    return sum + bytes(links.laneStart) + bytes(links.laneIDs)
  }
}
