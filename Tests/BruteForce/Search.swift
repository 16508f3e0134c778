/// Visits every plan in multiples of the resolution, each flow from the customers back to the supply.
///
/// It leaves a branch early only where an upper limit on amounts that cannot shrink is already exceeded.
final class Search {
  let program: Program
  /// How many of each variable the plan at hand moves, in steps.
  private(set) var amounts: [Int]
  /// The values of the program's sums.
  private(set) var values: [Int]
  private var visited = 0
  private let leafLimit: Int
  private let touched: [[Touch]]
  private let caps: [Int]
  private let atLeaf: (Search) throws(BruteForceError) -> Bool
  private var isOver = false

  private struct Touch {
    var sum, coefficient: Int
  }

  /// - Parameter atLeaf: Is called at every complete plan of flows; false ends the search.
  init(_ program: Program, leafLimit: Int, atLeaf: @escaping (Search) throws(BruteForceError) -> Bool) {
    self.program = program
    self.leafLimit = leafLimit
    self.atLeaf = atLeaf
    amounts = Array(repeating: 0, count: program.variables.count)
    values = Array(repeating: 0, count: program.sums.count)
    caps = program.sums.map(\.cap)
    var touched: [[Touch]] = Array(repeating: [], count: program.variables.count)
    for (place, sum) in program.sums.enumerated() {
      for term in sum.terms { touched[term.variable].append(Touch(sum: place, coefficient: term.coefficient)) }
    }
    self.touched = touched
  }

  /// - Throws: `tooLarge` where more plans of flows than the limit are met.
  func run() throws(BruteForceError) {
    guard values.indices.allSatisfy({ caps[$0] >= 0 }) else { return }
    try take(0)
  }

  private func take(_ step: Int) throws(BruteForceError) {
    guard step < program.steps.count else {
      visited += 1
      guard visited <= leafLimit else { throw .tooLarge }
      isOver = try !atLeaf(self)
      return
    }
    switch program.steps[step] {
    case .serve(_, let least, let most, let slots, let whole):
      if whole, least < most {
        if least == 0 { try spread(0, slots, from: 0, step, whole: true) }
        try spread(most, slots, from: 0, step, whole: true)
      } else {
        guard least <= most else { return }
        for served in least...most { try spread(served, slots, from: 0, step, whole: whole) }
      }
    case .balance(let leaving, let slots):
      try spread(values[leaving], slots, from: 0, step, whole: false)
    }
  }

  /// Gives the rest of a need to the slots from one on, in every way.
  private func spread(
    _ rest: Int, _ slots: [Int], from place: Int, _ step: Int, whole: Bool
  ) throws(BruteForceError) {
    if rest == 0 { return try take(step + 1) }
    guard place < slots.count, !isOver else { return }
    let slot = slots[place]
    let isLast = place == slots.count - 1
    for amount in (isLast ? rest : 0)...rest {
      if amount > program.variables[slot].most { return }
      if whole, amount > 0, amount < rest { continue }
      defer { move(slot, by: -amount) }
      guard move(slot, by: amount) else { return }
      try spread(rest - amount, slots, from: place + 1, step, whole: whole)
      if isOver { return }
    }
  }

  /// Changes one amount; false where a cap is exceeded.
  @discardableResult private func move(_ variable: Int, by amount: Int) -> Bool {
    guard amount != 0 else { return true }
    amounts[variable] += amount
    var fits = true
    for touch in touched[variable] {
      values[touch.sum] += touch.coefficient * amount
      if values[touch.sum] > caps[touch.sum] { fits = false }
    }
    return fits
  }
}
