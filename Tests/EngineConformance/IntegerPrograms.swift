import MathProgram

private let infinity = Double.infinity
private let whole = "no linear certificate shows that whole numbers are missing"

/// Programs with integers, with their answers worked out by hand.
enum IntegerPrograms {
  static let all = plain + bounds + bigMs + without

  private static let plain: [ConformanceProgram] = [
    .init("a knapsack",
      sketch([8.0, 11, 6, 4].map { .init(cost: $0, upper: 1, isInteger: true) },
        [.init(upper: 14, entries: [0: 5, 1: 7, 2: 4, 3: 3])], .maximize), .optimal(21)),
    .init("whole numbers in general",
      sketch([.init(cost: 5, isInteger: true), .init(cost: 4, isInteger: true)],
        [.init(upper: 24, entries: [0: 6, 1: 4]), .init(upper: 6, entries: [0: 1, 1: 2])], .maximize), .optimal(20)),
    .init("whole beside continuous",
      sketch([.init(cost: 1, isInteger: true), .init(cost: 1.5)], [.init(lower: 2.5, entries: [0: 1, 1: 1])]),
      .optimal(2.75)),
    .init("integers that come by themselves",
      sketch([.init(cost: 1, isInteger: true), .init(cost: 2, isInteger: true)], [.init(lower: 3, entries: [0: 1, 1: 1])]),
      .optimal(3)),
    .init("an equation of whole numbers",
      sketch([.init(cost: 1, isInteger: true), .init(cost: 1, isInteger: true)],
        [.init(lower: 31, upper: 31, entries: [0: 7, 1: 4])]), .optimal(7)),
    .init("integers without rows", sketch([.init(cost: 1, lower: 0.3, isInteger: true)], []), .optimal(1)),
    .init("a constant beside integers",
      sketch([.init(cost: -1, upper: 2.9, isInteger: true)], [.init(upper: 10, entries: [0: 1])], constant: 1000),
      .optimal(998)),
  ]

  private static let bounds: [ConformanceProgram] = [
    .init("fractional bounds on integers",
      sketch([.init(cost: 1, lower: 0.5, upper: 3.7, isInteger: true), .init(cost: -1, lower: -2.5, upper: 2.5, isInteger: true)],
        [.init(upper: 10, entries: [0: 1, 1: 1])]), .optimal(-1)),
    .init("negative whole numbers",
      sketch([.init(cost: 3, lower: -7, upper: 7, isInteger: true), .init(cost: 2, lower: -7, upper: 7, isInteger: true)],
        [.init(lower: -11, entries: [0: 2, 1: 2])]), .optimal(-17)),
    .init("free whole numbers",
      sketch([.init(cost: 1, lower: -infinity, isInteger: true)], [.init(lower: -7, entries: [0: 2])]), .optimal(-3)),
    .init("fixed whole numbers",
      sketch([.init(cost: 1, lower: 3, upper: 3, isInteger: true), .init(cost: 1, isInteger: true)],
        [.init(lower: 4.5, entries: [0: 1, 1: 1])]), .optimal(5)),
  ]

  /// A fixed cost of 1000 behind M: open or do without.
  private static func lane(_ bigM: Double) -> LinearProgram {
    sketch([.init(cost: 1000, upper: 1, isInteger: true), .init(cost: 0.001, upper: bigM)],
      [.init(lower: 5, entries: [1: 1]), .init(upper: 0, entries: [0: -bigM, 1: 1])])
  }

  private static let bigMs = [1e3, 1e6, 1e8, 1e10].map {
    ConformanceProgram("a trickle behind a big-M of \($0)", lane($0), .optimal(1000.005))
  }

  private static let without: [ConformanceProgram] = [
    .init("no whole number between the bounds",
      sketch([.init(lower: 0.2, upper: 0.8, isInteger: true)], []), .infeasible, withoutEvidence: whole),
    .init("an even number that is odd",
      sketch([.init(upper: 5, isInteger: true), .init(upper: 5, isInteger: true)],
        [.init(lower: 3, upper: 3, entries: [0: 2, 1: 2])]), .infeasible, withoutEvidence: whole),
    .init("integers whose relaxation is empty",
      sketch([.init(upper: 1, isInteger: true)], [.init(lower: 2, entries: [0: 1])]), .infeasible),
    .init("whole numbers without end",
      sketch([.init(cost: -1, isInteger: true), .init(isInteger: true)],
        [.init(lower: -0.5, upper: 0.5, entries: [0: 1, 1: -1])]), .unbounded),
  ]
}
