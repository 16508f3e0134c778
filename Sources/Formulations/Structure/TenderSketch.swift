internal import Logistics
public import MathProgram

/// A tender with further terms as an award program that knows some of them: what its lanes come to when each goes whole to one
/// provider. A plan of it is no plan of the instance yet, but where to begin.
public struct TenderSketch: Sendable {
  public let program: AwardProgram
  let flows: [(column: Int, amount: Double)]
  /// By provider: lanes that it may carry on, where the program does not say so itself.
  let mostLanes: [Int?]
  /// Providers that differ by name alone.
  let twins: [[Int]]
  /// Offers that are taken whole or not at all; the program knows nothing of them.
  public let packages: [Package]

  /// An offer of one provider for several items.
  public struct Package: Sendable {
    public internal(set) var provider: Int
    public internal(set) var fixedCost: Double
    public internal(set) var members: [Member]
  }

  /// An item of a package: the column of its flow, all of it, and what that costs.
  public struct Member: Sendable {
    public internal(set) var item: Int
    public internal(set) var column: Int
    public internal(set) var amount: Double
    public internal(set) var cost: Double
  }

  /// By column, what the flows are where awards are made, those moved that are more lanes than a provider may have.
  ///
  /// - Parameter takesPackages: whether packages take the place of awards where they seem to be cheaper.
  public func flows(ofAwards values: [Double], takesPackages: Bool = true) -> [(column: Int, amount: Double)] {
    var isMade = keepingLanes(values.map { $0 > 0.5 })
    let taken = takesPackages ? takePackages(&isMade) : []
    isMade = program.inOrder(isMade, twins: twins, amounts: flows.map(\.amount))
    return flows.enumerated().map { ($0.element.column, isMade[$0.offset] ? $0.element.amount : 0) }
      + packages.enumerated().flatMap { place, package in
        package.members.map { ($0.column, taken.contains(place) ? $0.amount : 0) }
      }
  }

  /// Takes packages, those that save most first, where they cost less than what they replace and their providers are engaged, or may
  /// be besides.
  private func takePackages(_ isMade: inout [Bool]) -> Set<Int> {
    guard !packages.isEmpty else { return [] }
    var awardOfItem = [Int?](repeating: nil, count: program.itemCount)
    var state = Carried(program)
    for award in isMade.indices where isMade[award] {
      awardOfItem[Int(program.item[award])] = award
      state.add(award, program)
    }
    var taken: Set<Int> = []
    var isOpen = [Bool](repeating: true, count: program.itemCount)
    while true {
      var best: (place: Int, saving: Double)?
      let isFull = state.count.count { $0 > 0 } >= program.mostEngaged ?? .max
      for (place, package) in packages.enumerated() where !taken.contains(place) {
        let isEngaged = state.count[package.provider] > 0
        guard isEngaged || !isFull else { continue }
        let replaced = package.members.map { isOpen[$0.item] ? awardOfItem[$0.item] : nil }
        guard !replaced.contains(nil), state.count[package.provider] + package.members.count <= mostLanes[package.provider] ?? .max else {
          continue
        }
        let saving = replaced.compactMap { $0 }.reduce(-package.fixedCost - (isEngaged ? 0 : program.fixedCost[package.provider])) { $0 + state.price($1, program) }
          - package.members.reduce(0) { $0 + $1.cost }
        if saving > 1e-9, saving > best?.saving ?? 0 { best = (place, saving) }
      }
      guard let best else { return taken }
      taken.insert(best.place)
      state.count[packages[best.place].provider] += packages[best.place].members.count
      for member in packages[best.place].members {
        isOpen[member.item] = false
        guard let award = awardOfItem[member.item] else { continue }
        isMade[award] = false
        state.remove(award, program)
      }
    }
  }

  /// What each provider carries as far as is decided.
  private struct Carried {
    var count: [Int]
    var amount: [Double]

    init(_ program: AwardProgram) {
      count = [Int](repeating: 0, count: program.providerCount)
      amount = [Double](repeating: 0, count: program.providerCount)
    }

    mutating func add(_ award: Int, _ program: AwardProgram) {
      count[Int(program.provider[award])] += 1
      amount[Int(program.provider[award])] += program.counted[award]
    }

    mutating func remove(_ award: Int, _ program: AwardProgram) {
      count[Int(program.provider[award])] -= 1
      amount[Int(program.provider[award])] -= program.counted[award]
    }

    /// Of an award at the prices that its provider has reached.
    func price(_ award: Int, _ program: AwardProgram) -> Double {
      let provider = Int(program.provider[award])
      guard let tier = program.tier(of: provider, amount[provider]) else { return program.cost[award] }
      let reached = program.tiers[provider][tier]
      return program.cost[award] + reached.countedPrice * program.counted[award] + reached.paidPrice * program.paid[award]
    }
  }

  /// Moves what costs least more to others that are engaged and have room.
  private func keepingLanes(_ made: [Bool]) -> [Bool] {
    var isMade = made
    var ofItem = [[Int]](repeating: [], count: program.itemCount)
    var state = Carried(program)
    for award in 0..<program.awardCount {
      ofItem[Int(program.item[award])].append(award)
      if made[award] { state.add(award, program) }
    }
    func hasRoom(_ provider: Int) -> Bool { state.count[provider] > 0 && state.count[provider] < mostLanes[provider] ?? .max }
    for provider in 0..<program.providerCount {
      while let most = mostLanes[provider], state.count[provider] > most {
        var best: (from: Int, to: Int, more: Double)?
        for award in 0..<program.awardCount where isMade[award] && Int(program.provider[award]) == provider {
          for other in ofItem[Int(program.item[award])] where hasRoom(Int(program.provider[other])) {
            let more = state.price(other, program) - state.price(award, program)
            if Int(program.provider[other]) != provider, more < best?.more ?? .infinity { best = (award, other, more) }
          }
        }
        guard let best else { break }
        (isMade[best.from], isMade[best.to]) = (false, true)
        state.remove(best.from, program)
        state.add(best.to, program)
      }
    }
    return isMade
  }
}

extension InstanceProgram {
  /// What `linear`, this program at some level, is as a tender; nil where things move on more than one leg.
  ///
  /// Known are linear costs, engagement, tariffs with breaks that count all that a provider carries, and rebates on that, `volume_min` and
  /// `volume_max`, `max_lanes` of providers without such a tariff, lanes on which nothing may move, offers that are taken whole,
  /// and how many providers may be engaged.
  public func tenderSketch(of linear: LinearProgram) -> TenderSketch? {
    guard linear.direction == .minimize, linear.columnCount == decisions.count, linear.rowCount == rules.count else { return nil }
    return SketchReader(self, linear).sketch()
  }
}
