import Logistics

/// Finds the members of all blocks in one pass over the rule book.
struct BlockReader {
  private let book: RuleBook
  private let bundleReader: BundleReader
  private let blocks: [CertificateBlock]
  private var openings: [Int?] = []
  private var rows: [Int?] = []
  /// By block: members with their coefficient in the capacity's row, and whether a linking ties them to the opening.
  private var members: [[Int: (weight: Rational, isLinked: Bool)]]
  /// By block: the opening's coefficient in the capacity's row.
  private var openingCoefficients: [Rational]

  init(_ source: [CertificateBlock], _ rules: RuleBook) throws(BranchTree.Malformed) {
    book = rules
    bundleReader = BundleReader(rules)
    blocks = source
    members = Array(repeating: [:], count: source.count)
    openingCoefficients = Array(repeating: .zero, count: source.count)
    var blockOfRow: [Int: Int] = [:]
    var blockOfOpening: [Int: Int] = [:]
    for (index, block) in source.enumerated() {
      let opening = try BlockReader.opening(block, rules)
      let row = try BlockReader.capacityRow(block, rules)
      openings.append(opening)
      rows.append(row)
      if let opening { blockOfOpening[opening] = index }
      if let row { blockOfRow[row] = index }
    }
    collect(blockOfRow, blockOfOpening)
  }

  private static func opening(_ block: CertificateBlock, _ book: RuleBook) throws(BranchTree.Malformed) -> Int? {
    guard let decision = block.opening else { return nil }
    guard let column = book.index(of: decision), book.decisions[column].isWhole,
      !book.decisions[column].lower.isNegative, book.decisions[column].upper <= .one
    else { throw BranchTree.Malformed(reason: "a block is opened by what is no switch of the instance") }
    return column
  }

  private static func capacityRow(_ block: CertificateBlock, _ book: RuleBook) throws(BranchTree.Malformed) -> Int? {
    guard let rule = block.capacity else { return nil }
    guard let row = book.index(of: rule), case .atMost = book.rows[row].sense else {
      throw BranchTree.Malformed(reason: "a block's capacity is no limit of the instance")
    }
    return row
  }

  private mutating func collect(_ blockOfRow: [Int: Int], _ blockOfOpening: [Int: Int]) {
    guard !blockOfRow.isEmpty || !blockOfOpening.isEmpty else { return }
    for column in book.decisions.indices {
      for entry in book.entries[book.columnStarts[column]..<book.columnStarts[column + 1]] {
        let row = Int(entry.row)
        if let block = blockOfRow[row] {
          if openings[block] == column {
            openingCoefficients[block] = book.coefficient(entry)
          } else {
            members[block][column, default: (.zero, false)].weight = book.coefficient(entry)
          }
        }
        guard case .linking(let dependent, let switching) = book.rows[row].rule,
          book.decisions[column].decision == dependent, let opening = book.index(of: switching),
          let block = blockOfOpening[opening]
        else { continue }
        members[block][column, default: (.zero, false)].isLinked = true
      }
    }
  }

  func block(_ index: Int) throws(BranchTree.Malformed) -> Blocks.Block {
    if let key = blocks[index].schedule { return try tariffBlock(index, key) }
    let columns = members[index].keys.sorted()
    let row = rows[index]
    let rightSide = row.map { book.rows[$0].rightSide } ?? .zero
    for column in columns {
      guard let member = members[index][column], !member.weight.isNegative, book.decisions[column].lower.isZero else {
        throw BranchTree.Malformed(reason: "a block has a member that cannot be 0, or takes no capacity but gives some")
      }
      // Closed, the row leaves nothing to what weighs something.
      let isShut = openingCoefficients[index].isNegative && rightSide.isZero && member.weight.isPositive
      guard openings[index] == nil || member.isLinked || isShut else {
        throw BranchTree.Malformed(reason: "a block has a member that its opening does not switch")
      }
    }
    let bundles = bundleReader.bundles(columns)
    let bundled = Set(bundles.flatMap(\.columns))
    let plain = bundles.isEmpty ? columns : columns.filter { !bundled.contains($0) }
    return Blocks.Block(
      opening: openings[index], capacity: row.map { _ in rightSide - openingCoefficients[index] },
      parcels: parcels(plain, members[index]), bundles: bundles.map { ($0, weight(of: $0, members[index])) },
      columns: bundles.isEmpty ? columns : bundled.union(columns).sorted(),
      areWhole: plain.allSatisfy { book.decisions[$0].isWhole })
  }

  /// What a bundle takes of the capacity at least.
  private func weight(of bundle: Bundle, _ members: [Int: (weight: Rational, isLinked: Bool)]) -> Rational {
    bundle.parts.reduce(.zero) { sum, part in
      let least = part.columns.lazy.map { members[Int($0)]?.weight ?? .zero }.min() ?? .zero
      return sum + least * part.amount
    }
  }

  private func tariffBlock(_ index: Int, _ key: PriceSchedule) throws(BranchTree.Malformed) -> Blocks.Block {
    let tariff = try TariffBlock(key, book)
    let linked = members[index]
    guard rows[index] == nil, openings[index] == nil || tariff.entries.allSatisfy({ linked[$0.column]?.isLinked == true })
    else { throw BranchTree.Malformed(reason: "a tariff has a capacity, or counts what its switch does not open") }
    return Blocks.Block(
      opening: openings[index], capacity: nil, parcels: [], columns: tariff.columns.sorted(), tariff: tariff)
  }

  /// Members of one demand row or order, where they weigh the same.
  private func parcels(_ columns: [Int], _ members: [Int: (weight: Rational, isLinked: Bool)])
    -> [(parcel: Blocks.Parcel, columns: [Int])]
  {
    var columnsOfRule: [Rule: [Int]] = [:]
    var rules: [Rule] = []
    var single: [Int] = []
    for column in columns {
      guard let rule = demandRule(book.decisions[column].decision), book.index(of: rule) != nil else {
        single.append(column)
        continue
      }
      if columnsOfRule[rule] == nil { rules.append(rule) }
      columnsOfRule[rule, default: []].append(column)
    }
    var parcels: [(parcel: Blocks.Parcel, columns: [Int])] = []
    for rule in rules {
      let all = columnsOfRule[rule] ?? []
      let weight = all.first.flatMap { members[$0]?.weight } ?? .zero
      guard let row = book.index(of: rule), all.allSatisfy({ members[$0]?.weight == weight }) else {
        single += all
        continue
      }
      let most = all.reduce(Rational.zero) { $0 + book.decisions[$1].upper }
      parcels.append((.init(weight: weight, most: min(most, book.rows[row].rightSide)), all))
    }
    return parcels
      + single.map { column in
        (.init(weight: members[column]?.weight ?? .zero, most: book.decisions[column].upper), [column])
      }
  }

  /// The rule whose coefficients of such decisions are all 1, and of no decision negative.
  private func demandRule(_ decision: Decision) -> Rule? {
    switch decision {
    case .flow(let key):
      guard case .row(let row) = key.commodity, case .customer = book.instance.links.destination[key.link.index] else {
        return nil
      }
      return .demand(row)
    case .wholeLeg(let order, _): return .wholeOrder(order)
    default: return nil
    }
  }
}
