import Logistics

/// The blocks of a level's certificate, read: who belongs to which, and what they share.
struct Blocks {
  /// Members that carry one demand row or whole order: together at most so much, and alike in weight.
  struct Parcel {
    let weight: Rational
    let most: Rational
  }

  final class Block: Sendable {
    let opening: Int?
    /// What the row leaves where the block is open; nil: nothing limits the members together.
    let capacity: Rational?
    /// Those of bundles last, whose weight is that of all their parts.
    let parcels: [Parcel]
    let bundles: [Bundle]
    /// Where no bundle, the members of parcel p are those from `starts[p]` to before `starts[p + 1]`.
    let starts: [Int32]
    let members: [Int32]
    /// All members, and the decisions of bundles, sorted.
    let columns: [Int]
    /// The tariff that the members share, if any; they are in no parcel then.
    let tariff: TariffBlock?
    /// Where every parcel is whole decisions of which one is taken at most: what they weigh, in whole numbers.
    let whole: WholeWeights?

    init(
      opening: Int?, capacity: Rational?, parcels: [(parcel: Parcel, columns: [Int])],
      bundles: [(bundle: Bundle, weight: Rational)] = [], columns: [Int], areWhole: Bool = false, tariff: TariffBlock? = nil
    ) {
      (self.opening, self.capacity, self.columns, self.tariff) = (opening, capacity, columns, tariff)
      let all = parcels.map(\.parcel) + bundles.map { Parcel(weight: $0.weight, most: .one) }
      (self.parcels, self.bundles) = (all, bundles.map(\.bundle))
      let takesOne = areWhole && all.allSatisfy { $0.most <= .one }
      whole = capacity.flatMap { takesOne ? WholeWeights(all.map(\.weight), capacity: $0) : nil }
      members = parcels.flatMap { $0.columns.map { Int32($0) } }
      starts = parcels.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.columns.count)) }
    }

    /// Parcels that are no bundles.
    var plainParcels: Range<Int> { 0..<starts.count - 1 }
  }

  /// What a decision is in its block.
  enum Role: UInt8 {
    case inNone, opens
    /// A member that is left out by itself where it does not pay.
    case member
    /// One that others are taken with: a bundle's or a tariff's.
    case tied
  }

  let all: [Block]
  /// By decision.
  private let roles: [Role]
  /// By decision; nil where it is in none.
  let blockOfColumn: [Int32?]
  /// Decisions in no block; nil where there are no blocks.
  private let free: [Int]?

  /// - Throws: where a block is none that the instance has.
  init(_ blocks: [CertificateBlock], _ book: RuleBook) throws(BranchTree.Malformed) {
    guard !blocks.isEmpty else {
      (all, roles, blockOfColumn, free) = ([], [], [], nil)
      return
    }
    let reader = try BlockReader(blocks, book)
    var read: [Block] = []
    var owner = [Int32?](repeating: nil, count: book.decisions.count)
    var roles = [Role](repeating: .inNone, count: book.decisions.count)
    for index in blocks.indices {
      let block = try reader.block(index)
      for column in block.columns + [block.opening].compactMap({ $0 }) {
        guard owner[column] == nil else { throw BranchTree.Malformed(reason: "two blocks share a decision") }
        owner[column] = Int32(index)
        roles[column] = column == block.opening ? .opens : block.tariff == nil && block.bundles.isEmpty ? .member : .tied
      }
      read.append(block)
    }
    (all, blockOfColumn, self.roles) = (read, owner, roles)
    free = owner.indices.filter { owner[$0] == nil }
  }

  func contains(_ column: Int) -> Bool { !all.isEmpty && blockOfColumn[column] != nil }

  func role(of column: Int) -> Role { roles.isEmpty ? .inNone : roles[column] }

  /// Decisions in no block, of so many.
  func freeColumns(of count: Int) -> [Int] { free ?? Array(0..<count) }

  func block(of column: Int) -> Int? { all.isEmpty ? nil : blockOfColumn[column].map { Int($0) } }
}
