/// Lane rows that cover the same flows: which prices them, and whose blank cells inherit.
///
/// Rows of single members have distinct keys, so every overlap has a together row in it, and only those are compared.
struct LaneOverlaps {
  private let rows: MergedRows
  private let links: Links
  private let lanes: Lanes
  private let isTogether: [Bool]
  private let freezer: Freezer

  init(_ builder: LaneBuilder) {
    rows = builder.rows
    links = builder.links
    lanes = builder.lanes
    freezer = builder.freezer
    isTogether = (0..<rows.count).map { lane in
      let key = builder.rows.key(lane)
      return (0...LanePart.product).contains { KeyCode.set(key[$0]) != nil }
    }
  }

  func resolve(_ builder: inout LaneBuilder) {
    var prices = Inheritance(what: "price", count: rows.count)
    var times = Inheritance(what: "transit time", count: rows.count)
    var emissions = Inheritance(what: "CO2 rate", count: rows.count)
    for link in 0..<links.count {
      let covering = links.lanes(of: LinkID(link))
      guard covering.count > 1 else { continue }
      let together = covering.filter { isTogether[$0.index] }
      guard !together.isEmpty else { continue }
      for lane in covering {
        compare(lane, together, covering)
        inherit(lane, together, builder.hasPrice, &prices)
        inherit(lane, together, builder.hasTime, &times)
        inherit(lane, together, builder.hasEmission, &emissions)
      }
    }
    for lane in 0..<rows.count {
      if let from = parent(lane, &prices) {
        builder.lanes.pricedBy[lane] = LaneID(from)
        builder.lanes.unitCost[lane] = builder.lanes.unitCost[from]
        builder.lanes.rate[lane] = builder.lanes.rate[from]
      }
      if let from = parent(lane, &times) { builder.lanes.transitTime[lane] = builder.lanes.transitTime[from] }
      if let from = parent(lane, &emissions) { builder.lanes.co2Rate[lane] = builder.lanes.co2Rate[from] }
    }
  }

  /// From which lane each lane takes a cell that its own rows leave blank.
  private struct Inheritance {
    let what: String
    /// The lane; `open` where none was looked for yet, `nothing` where there is none.
    var parents: [Int32]
    /// On how many of its links each lane takes the cell from there.
    var linkCounts: [Int32]
    var isReported = false

    static let open: Int32 = -2
    static let nothing: Int32 = -1

    init(what: String, count: Int) {
      self.what = what
      parents = [Int32](repeating: Inheritance.open, count: count)
      linkCounts = [Int32](repeating: 0, count: count)
    }
  }

  private func parent(_ lane: Int, _ inheritance: inout Inheritance) -> Int? {
    let parent = inheritance.parents[lane]
    guard parent >= 0 else { return nil }
    if Int(inheritance.linkCounts[lane]) < lanes.links(of: LaneID(lane)).count, !inheritance.isReported {
      inheritance.isReported = true
      reportPartly(LaneID(lane), LaneID(rawValue: parent), inheritance.what)
    }
    return Int(parent)
  }

  /// Each flow is priced by exactly one row: of two that share flows one must be at least as specific in every column.
  private func compare(_ lane: LaneID, _ together: [LaneID], _ covering: ArraySlice<LaneID>) {
    for other in together where other != lane && isBefore(lane, other) {
      guard
        !Rank.isAtLeastAsSpecific(rows.ranks(lane.index), rows.ranks(other.index))
          || rows.ranks(lane.index) == rows.ranks(other.index)
      else { continue }
      let shared = sharedProducts(lane, other)
      guard !shared.isEmpty, !isSettled(shared, lane, other, covering) else { continue }
      rows.reportAmbiguous(rows.writtenRow(lane.index), rows.writtenRow(other.index), "this row")
    }
  }

  /// The order in `Links.laneIDs`.
  private func isBefore(_ a: LaneID, _ b: LaneID) -> Bool {
    let (left, right) = (Rank.sum(rows.ranks(a.index)), Rank.sum(rows.ranks(b.index)))
    return left == right ? a < b : left < right
  }

  /// Whether every shared product has a row that is at least as specific as both.
  private func isSettled(_ shared: [Int32], _ a: LaneID, _ b: LaneID, _ covering: ArraySlice<LaneID>) -> Bool {
    var open = Set(shared)
    for lane in covering where lane != a && lane != b && isAtLeast(lane, a) && isAtLeast(lane, b) {
      for product in products(lane) { open.remove(product) }
    }
    return open.isEmpty
  }

  private func isAtLeast(_ a: LaneID, _ b: LaneID) -> Bool {
    let (left, right) = (rows.ranks(a.index), rows.ranks(b.index))
    return left != right && Rank.isAtLeastAsSpecific(left, right)
  }

  private func products(_ lane: LaneID) -> [Int32] { rows.sets.members(rows.key(lane.index)[LanePart.product]) }

  private func sharedProducts(_ a: LaneID, _ b: LaneID) -> [Int32] {
    switch (lanes.products[a.index], lanes.products[b.index]) {
    case (.all, _): return products(b)
    case (_, .all): return products(a)
    case (.one(let one), let other), (let other, .one(let one)): return other.contains(one) ? [one.rawValue] : []
    case (.several(let some), .several(let others)):
      let members = Set(others)
      return some.filter(members.contains).map(\.rawValue)
    }
  }

  /// The first together row behind `lane` that fills the cell; it must say it for all that `lane` covers.
  private func inherit(_ lane: LaneID, _ together: [LaneID], _ isFilled: [Bool], _ inheritance: inout Inheritance) {
    guard !isFilled[lane.index] else { return }
    var found = Inheritance.nothing
    for other in together where other != lane && isFilled[other.index] && isBefore(lane, other) {
      let shared = sharedProducts(lane, other)
      if shared.isEmpty { continue }
      if found >= 0 {
        checkNext(other, behind: LaneID(rawValue: found), inheritance.what)
      } else {
        found = other.rawValue
        if shared.count < products(lane).count { reportPartly(lane, other, inheritance.what) }
      }
    }
    if found >= 0 { inheritance.linkCounts[lane.index] += 1 }
    let known = inheritance.parents[lane.index]
    if known == Inheritance.open {
      inheritance.parents[lane.index] = found
    } else if known != found, !inheritance.isReported {
      inheritance.isReported = true
      reportPartly(lane, LaneID(rawValue: max(known, found)), inheritance.what)
    }
  }

  /// Of several rows that a cell could be inherited from the first is at least as specific as the others.
  private func checkNext(_ other: LaneID, behind first: LaneID, _ what: String) {
    guard !isAtLeast(first, other) else { return }
    rows.reportAmbiguous(rows.writtenRow(first.index), rows.writtenRow(other.index), "the \(what) here")
  }

  private func reportPartly(_ lane: LaneID, _ other: LaneID, _ what: String) {
    freezer.log.error(
      rows.mark(lane.index), .partlyInherited, "the row would inherit its \(what) for a part of what it covers only",
      hint: "write the \(what) in this row", related: [Fault.Related(rows.mark(other.index), "inherited from here")])
  }
}
