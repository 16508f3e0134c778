/// What `lanes` says: the rows written out, the concrete ways that they cover, and the named offers.
struct FrozenLanes {
  var lanes = Lanes()
  var links = Links()
  var offers: [Offer] = []
}

extension Freezer {
  func readLanes() -> FrozenLanes {
    guard let table = table("lanes") else { return FrozenLanes() }
    refusePeriods(table.column("period"), liveRows(table))
    var expansion = RowExpansion(self, table, laneParts(table))
    removeLoops(&expansion)
    let merged = MergedRows(expansion)
    var builder = LaneBuilder(merged)
    builder.lay()
    builder.fill()
    LaneOverlaps(builder).resolve(&builder)
    setDistances(&builder)
    return FrozenLanes(lanes: builder.lanes, links: builder.links, offers: builder.offers)
  }

  private func laneParts(_ table: TableView) -> [KeyPart] {
    [
      KeyPart(column: table.column("origin"), scope: scope(.site), blank: .missing),
      KeyPart(column: table.column("destination"), scope: scope(.site, .customer), blank: .missing),
      KeyPart(column: table.column("provider"), scope: scope(.provider), blank: .unnamed),
      KeyPart(column: table.column("mode"), scope: scope(.mode), blank: .unnamed),
      KeyPart(column: table.column("service"), scope: scope(.service), blank: .unnamed),
      KeyPart(column: table.column("offer"), scope: nil, blank: .unnamed),
      KeyPart(column: table.column("product"), scope: scope(.product), blank: .allTogether),
      KeyPart(
        column: table.column("partner"), scope: nil, blank: .unnamed, sellers: SellerCodes(self, table)),
    ]
  }

  /// Sites are numbered alike in both columns, so a lane from a site to itself has two equal parts.
  private func removeLoops(_ expansion: inout RowExpansion) {
    for written in expansion.written where written.key[0] == written.key[1] && written.ranks & 0xff == 0 {
      let column = expansion.table.column("destination")
      log.error(column.mark(Int(written.row)), .laneToItself, "a lane leads from one place to another")
    }
    expansion.removeAll { $0.key[0] == $0.key[1] && $0.key[0] >= 0 }
  }
}

/// The parts of a lane's key.
enum LanePart {
  static let origin = 0
  static let destination = 1
  static let provider = 2
  static let mode = 3
  static let service = 4
  static let offer = 5
  static let product = 6
  /// Channel and partner together.
  static let seller = 7
}

/// Lays merged lane rows out over links, and fills their cells.
struct LaneBuilder {
  let rows: MergedRows
  let freezer: Freezer
  var lanes = Lanes()
  var links = Links()
  var offers: [Offer] = []
  /// Whether a lane's own rows say its price, its time, its emission rate.
  var hasPrice: [Bool] = []
  var hasTime: [Bool] = []
  var hasEmission: [Bool] = []

  private var offerIndex = KeyIndex(capacity: 16)
  private var selections: [Int32: ProductSelection] = [:]

  init(_ rows: MergedRows) {
    self.rows = rows
    freezer = rows.freezer
    reserve()
  }

  /// Room for a lane a merged row, and no more.
  private mutating func reserve() {
    let count = rows.count
    lanes.marks.reserveCapacity(count)
    lanes.periods.reserveCapacity(count)
    lanes.products.reserveCapacity(count)
    lanes.offer.reserveCapacity(count)
    lanes.linkStart.reserveCapacity(count + 1)
    lanes.unitCost = SparseColumn(rowCount: count)
    lanes.rate = SparseColumn(rowCount: count)
    lanes.transitTime = SparseColumn(rowCount: count)
    lanes.co2Rate = SparseColumn(rowCount: count)
    lanes.distance = SparseColumn(rowCount: count)
    lanes.fixedCost = SparseColumn(rowCount: count)
    lanes.capacityMin = SparseColumn(rowCount: count)
    lanes.capacityMax = SparseColumn(rowCount: count)
    lanes.minimumIfUsed = SparseColumn(rowCount: count)
  }

  /// Numbers the links, those of one origin together, and says which lanes cover which.
  mutating func lay() {
    var index = KeyIndex(capacity: rows.count)
    var pairs: [Int32] = []
    pairs.reserveCapacity(rows.count)
    for lane in 0..<rows.count {
      layLane(lane, &index, &pairs)
      lanes.linkStart.append(Int32(truncatingIfNeeded: pairs.count))
    }
    let byOrigin = Buckets(
      count: freezer.sites.count, bucketOf: index.keys.map { $0[LanePart.origin] })
    var newID = [Int32](repeating: 0, count: index.count)
    for (new, old) in byOrigin.items.enumerated() { newID[Int(old)] = Int32(truncatingIfNeeded: new) }
    reserveLinks(index.count)
    for old in byOrigin.items { addLink(index.keys[Int(old)]) }
    lanes.linkIDs = pairs.map { LinkID(rawValue: newID[Int($0)]) }
    coverLinks()
  }

  private mutating func layLane(_ lane: Int, _ index: inout KeyIndex, _ pairs: inout [Int32]) {
    let key = rows.key(lane)
    let offer = offerID(key, lane)
    lanes.offer.append(offer)
    lanes.products.append(selection(key[LanePart.product]))
    lanes.marks.append(rows.mark(lane))
    lanes.periods.append(PeriodID(0))
    var link = key
    link[LanePart.product] = 0
    link[LanePart.offer] = offer?.rawValue ?? KeyCode.blank
    if (0...LanePart.service).allSatisfy({ KeyCode.set(key[$0]) == nil }) {
      pairs.append(Int32(truncatingIfNeeded: index.insert(link).index))
    } else if fits(key, pairs.count, lane) {
      layTogether(link, 0, &index, &pairs)
    }
  }

  /// Whether all ways that a row takes together are few enough to be laid out.
  private func fits(_ key: PackedKey, _ count: Int, _ lane: Int) -> Bool {
    var total = 1
    for part in 0...LanePart.service {
      let (product, overflow) = total.multipliedReportingOverflow(by: max(1, rows.sets.members(key[part]).count))
      total = overflow ? .max : product
    }
    if total <= RowExpansion.mostRows - min(count, RowExpansion.mostRows) { return true }
    freezer.log.error(
      rows.mark(lane), .tooManyRows, "the row takes more than \(RowExpansion.mostRows) ways together",
      hint: "name fewer")
    return false
  }

  /// Every combination of the members that a row takes together.
  private func layTogether(_ link: PackedKey, _ part: Int, _ index: inout KeyIndex, _ pairs: inout [Int32]) {
    guard part <= LanePart.service else {
      if link[LanePart.origin] != link[LanePart.destination] {
        pairs.append(Int32(truncatingIfNeeded: index.insert(link).index))
      }
      return
    }
    guard KeyCode.set(link[part]) != nil else { return layTogether(link, part + 1, &index, &pairs) }
    var next = link
    for member in rows.sets.members(link[part]) {
      next[part] = member
      layTogether(next, part + 1, &index, &pairs)
    }
  }

  private mutating func offerID(_ key: PackedKey, _ lane: Int) -> OfferID? {
    guard key[LanePart.offer] >= 0 else { return nil }
    if KeyCode.set(key[LanePart.provider]) != nil {
      freezer.log.error(
        rows.mark(lane), .offerOfSeveral, "an offer belongs to one provider, not to several together",
        hint: "without the braces each provider has an offer of that name")
    }
    var offerKey = PackedKey()
    offerKey[0] = key[LanePart.offer]
    offerKey[1] = key[LanePart.provider]
    let (index, isNew) = offerIndex.insert(offerKey)
    if isNew {
      let provider = key[LanePart.provider] >= 0 ? ProviderID(rawValue: key[LanePart.provider]) : nil
      offers.append(Offer(name: freezer.draft.text(TextID(key[LanePart.offer])), provider: provider))
    }
    return OfferID(index)
  }

  private mutating func selection(_ code: Int32) -> ProductSelection {
    if code >= 0 { return .one(ProductID(rawValue: code)) }
    if let known = selections[code] { return known }
    let members = rows.sets.members(code)
    let selection: ProductSelection =
      members.count == freezer.products.count ? .all : .several(members.map(ProductID.init(rawValue:)))
    selections[code] = selection
    return selection
  }

  private mutating func reserveLinks(_ count: Int) {
    links.origin.reserveCapacity(count)
    links.destination.reserveCapacity(count)
    links.provider.reserveCapacity(count)
    links.mode.reserveCapacity(count)
    links.service.reserveCapacity(count)
    links.offer.reserveCapacity(count)
    links.greatCircleDistance = SparseColumn(rowCount: count)
  }

  private mutating func addLink(_ key: PackedKey) {
    let siteCount = Int32(truncatingIfNeeded: freezer.sites.count)
    let place = key[LanePart.destination]
    links.origin.append(SiteID(rawValue: key[LanePart.origin]))
    links.destination.append(
      place < siteCount ? .site(SiteID(rawValue: place)) : .customer(CustomerID(rawValue: place - siteCount)))
    func named<ID: DenseID>(_ part: Int) -> ID? { key[part] >= 0 ? ID(rawValue: key[part]) : nil }
    links.provider.append(named(LanePart.provider))
    links.mode.append(named(LanePart.mode))
    links.service.append(named(LanePart.service))
    links.offer.append(named(LanePart.offer))
    addSeller(key[LanePart.seller])
  }

  private mutating func addSeller(_ code: Int32) {
    let seller = rows.parts[LanePart.seller].sellers?.seller(code) ?? Seller()
    if links.sellers.isEmpty {
      guard seller != Seller() else { return }
      links.sellers = Array(repeating: Seller(), count: links.origin.count - 1)
    }
    links.sellers.append(seller)
  }

  /// The lanes of each link, most specific first.
  private mutating func coverLinks() {
    let buckets = Buckets(count: links.count, bucketOf: lanes.linkIDs.map(\.rawValue))
    var laneOfPair = [Int32](repeating: 0, count: lanes.linkIDs.count)
    for lane in 0..<lanes.count {
      for pair in Int(lanes.linkStart[lane])..<Int(lanes.linkStart[lane + 1]) {
        laneOfPair[pair] = Int32(truncatingIfNeeded: lane)
      }
    }
    links.laneStart = buckets.starts
    links.laneIDs = buckets.items.map { LaneID(rawValue: laneOfPair[Int($0)]) }
    for link in 0..<links.count {
      let range = Int(links.laneStart[link])..<Int(links.laneStart[link + 1])
      guard range.count > 1 else { continue }
      let sorted = links.laneIDs[range].sorted { a, b in
        let (left, right) = (Rank.sum(rows.ranks(a.index)), Rank.sum(rows.ranks(b.index)))
        return left == right ? a < b : left < right
      }
      links.laneIDs.replaceSubrange(range, with: sorted)
    }
  }
}
