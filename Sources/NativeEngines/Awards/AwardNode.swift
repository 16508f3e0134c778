internal import MathProgram

/// A node of the search over awards: what is settled, and the multipliers that bound it.
struct AwardNode {
  /// By provider: whether it may take nothing.
  var mayStayOut: [Bool]
  /// By provider: whether it may be engaged for nothing, as far as is settled.
  var mayIdle: [Bool]
  /// By option: whether it may be reached.
  var isAllowed: [Bool]
  /// By provider, as questions were answered: the one option that it reaches, −1 for none known; and whether it is engaged, as 1 and −1.
  private var reached: [Int]
  private var engaged: [Int8]
  /// By slot: 1 taken, −1 not, 0 open.
  var settled: [Int8]
  var multipliers: [Double]
  var bound = -Double.infinity
  /// Its place in the record of the proof.
  var record: Int32 = 0
  var depth = 0

  init(_ table: AwardTable, multipliers start: [Double]) {
    mayStayOut = [Bool](repeating: true, count: table.providerCount)
    let program = table.program
    for provider in mayStayOut.indices where !program.hasSwitch[provider] && program.tiers[provider].isEmpty {
      mayStayOut[provider] = false
    }
    mayIdle = [Bool](repeating: true, count: table.providerCount)
    isAllowed = [Bool](repeating: true, count: table.options.count)
    settled = [Int8](repeating: 0, count: table.slotCount)
    reached = [Int](repeating: -1, count: table.providerCount)
    engaged = [Int8](repeating: 0, count: table.providerCount)
    multipliers = start
    for slot in settled.indices where table.isGiven[Int(table.item[slot])] {
      let isTaken = table.slotsOfItem[Int(table.item[slot])].contains(slot)
      settled[slot] = isTaken ? 1 : -1
      if isTaken {
        mayStayOut[Int(table.provider[slot])] = false
        mayIdle[Int(table.provider[slot])] = false
      }
    }
  }

  /// The node with a question answered; nil where nothing is left.
  func answered(_ question: AwardQuestion, _ yes: Bool, _ table: AwardTable) -> AwardNode? {
    var child = self
    child.depth += 1
    switch question {
    case .isEngaged(let provider):
      child.engaged[provider] = yes ? 1 : -1
      if yes { child.mayStayOut[provider] = false } else { child.closeOptions(of: provider, table, but: nil) }
    case .reaches(let option):
      let provider = table.options[option].provider
      if yes {
        child.closeOptions(of: provider, table, but: option)
        child.reached[provider] = option
        child.mayStayOut[provider] = false
        child.mayIdle[provider] = false
      } else {
        child.isAllowed[option] = false
      }
    case .isAwarded(let slot):
      guard settled[slot] == 0 else { return (settled[slot] == 1) == yes ? self : nil }
      child.settled[slot] = yes ? 1 : -1
      guard yes else {
        let isLeft = table.slotsOfItem[Int(table.item[slot])].contains { child.settled[$0] >= 0 }
        if isLeft { break } else { return nil }
      }
      child.mayStayOut[Int(table.provider[slot])] = false
      child.mayIdle[Int(table.provider[slot])] = false
      for other in table.slotsOfItem[Int(table.item[slot])] where other != slot { child.settled[other] = -1 }
    }
    let isPossible = (0..<table.providerCount).allSatisfy { provider in
      child.mayStayOut[provider] || child.mayIdle[provider] || child.hasOption(provider, table)
    }
    return isPossible ? child : nil
  }

  private mutating func closeOptions(of provider: Int, _ table: AwardTable, but kept: Int?) {
    for option in table.optionStarts[provider]..<table.optionStarts[provider + 1] where option != kept {
      isAllowed[option] = false
    }
  }

  /// Twins of whom, as questions were answered, the second has to take more than the first can, or is engaged without it.
  func disorder(_ table: AwardTable) -> AwardProof.Disorder? {
    for (first, second) in table.neighbours {
      if engaged[first] < 0, engaged[second] > 0 { return .init(first, second, isOfAmounts: false) }
      guard reached[second] >= 0 else { continue }
      let most = (table.optionStarts[first]..<table.optionStarts[first + 1]).reduce(0.0) {
        isAllowed[$1] ? max($0, table.options[$1].to) : $0
      }
      if table.options[reached[second]].from > most * (1 + 1e-9) { return .init(first, second, isOfAmounts: true) }
    }
    return nil
  }

  /// Whether questions about the provider have to wait for its twins before it.
  func waits(_ provider: Int, _ table: AwardTable, isFull: Bool) -> Bool {
    table.neighbours.contains { $0.second == provider && !isDecided($0.first, table, isFull: isFull) }
  }

  func hasOption(_ provider: Int, _ table: AwardTable) -> Bool {
    (table.optionStarts[provider]..<table.optionStarts[provider + 1]).contains { isAllowed[$0] }
  }

  /// Whether as many providers have to be engaged as may be: the others stay out then.
  func isFull(_ table: AwardTable) -> Bool { mayStayOut.count { !$0 } >= table.mostEngaged }

  /// Whether it is settled what the provider reaches, if anything.
  func isDecided(_ provider: Int, _ table: AwardTable, isFull: Bool) -> Bool {
    if isFull && mayStayOut[provider] { return true }
    let open = (table.optionStarts[provider]..<table.optionStarts[provider + 1]).count { isAllowed[$0] }
    return open + (mayStayOut[provider] ? 1 : 0) <= 1
  }

  /// The option of each provider, −1 for none, where all of that is settled.
  func decidedOptions(_ table: AwardTable) -> [Int]? {
    let isFull = isFull(table)
    var options: [Int] = []
    for provider in 0..<table.providerCount {
      guard isDecided(provider, table, isFull: isFull) else { return nil }
      let left = (table.optionStarts[provider]..<table.optionStarts[provider + 1]).first { isAllowed[$0] }
      options.append(mayStayOut[provider] ? -1 : left ?? -1)
    }
    return options
  }
}

/// A node that is still to be split, and by what.
struct OpenAward {
  var node: AwardNode
  var question: AwardQuestion?
}

enum AwardQuestion {
  case isEngaged(provider: Int)
  case reaches(option: Int)
  case isAwarded(slot: Int)
}
