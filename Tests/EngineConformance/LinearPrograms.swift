import MathProgram

/// A row: its limits and its entries.
struct RowSketch {
  var lower = -Double.infinity
  var upper = Double.infinity
  var entries: [Int: Double]
}

/// A column: its bounds, its cost, whether it is whole.
struct ColumnSketch {
  var cost = 0.0
  var lower = 0.0
  var upper = Double.infinity
  var isInteger = false
}

func sketch(
  _ columns: [ColumnSketch], _ rows: [RowSketch], _ direction: LinearProgram.Direction = .minimize,
  constant: Double = 0
) -> LinearProgram {
  var program = LinearProgram(direction: direction)
  program.objectiveConstant = constant
  for column in columns {
    program.addColumn(
      lower: column.lower, upper: column.upper, objective: column.cost, isInteger: column.isInteger)
  }
  for row in rows {
    let entries = row.entries.sorted { $0.key < $1.key }.map { (column: $0.key, coefficient: $0.value) }
    program.addRow(lower: row.lower, upper: row.upper, entries: entries)
  }
  return program
}

private let crossed = "crossed bounds show by themselves"
private let infinity = Double.infinity

/// Programs without integers, with their answers worked out by hand.
enum LinearPrograms {
  static let all = plain + degenerate + bounds + limits + numbers + infeasible + unbounded

  private static let plain: [ConformanceProgram] = [
    .init("nothing at all", LinearProgram(), .optimal(0)),
    .init("only a constant", sketch([], [], constant: 7.5), .optimal(7.5)),
    .init("columns without rows", sketch([.init(cost: 2, lower: 3), .init(cost: -1, upper: 4)], []), .optimal(2)),
    .init("empty rows that hold", sketch([.init(cost: 1, lower: 1)], [.init(lower: -1, upper: 1, entries: [:])]),
      .optimal(1)),
    .init("rows without columns that hold", sketch([], [.init(lower: -1, upper: 0, entries: [:])]), .optimal(0)),
    .init("a blend",
      sketch([.init(cost: 1), .init(cost: 2)], [.init(lower: 4, entries: [0: 1, 1: 1]), .init(upper: 3, entries: [0: 1])]),
      .optimal(5)),
    .init("maximised with a constant",
      sketch([.init(cost: 3), .init(cost: 5)],
        [.init(upper: 4, entries: [0: 1]), .init(upper: 12, entries: [1: 2]), .init(upper: 18, entries: [0: 3, 1: 2])],
        .maximize, constant: 100), .optimal(136)),
    .init("zero costs", sketch([.init(), .init()], [.init(lower: 1, upper: 1, entries: [0: 1, 1: 1])]), .optimal(0)),
    .init("zero coefficients",
      sketch([.init(cost: 1), .init(cost: 1)], [.init(lower: 2, entries: [0: 0, 1: 1])]), .optimal(2)),
    .init("negative costs",
      sketch([.init(cost: -2, upper: 3), .init(cost: -3, upper: 3)], [.init(upper: 4, entries: [0: 1, 1: 1])]),
      .optimal(-11)),
  ]

  private static let degenerate: [ConformanceProgram] = [
    // Beale (1955): the textbook simplex cycles.
    .init("Beale's cycle",
      sketch([.init(cost: -0.75), .init(cost: 150), .init(cost: -0.02), .init(cost: 6)],
        [
          .init(upper: 0, entries: [0: 0.25, 1: -60, 2: -0.04, 3: 9]),
          .init(upper: 0, entries: [0: 0.5, 1: -90, 2: -0.02, 3: 3]), .init(upper: 1, entries: [2: 1]),
        ]), .optimal(-0.05)),
    .init("many rows through one point",
      sketch([.init(cost: -1), .init(cost: -1)],
        (1...12).map { .init(upper: Double($0 + 1), entries: [0: 1, 1: Double($0)]) }), .optimal(-2)),
    .init("a square of assignments",
      sketch((0..<9).map { .init(cost: [4, 1, 3, 2, 0, 5, 3, 2, 2][$0]) },
        (0..<3).map { row in .init(lower: 1, upper: 1, entries: [3 * row: 1, 3 * row + 1: 1, 3 * row + 2: 1]) }
          + (0..<3).map { column in .init(lower: 1, upper: 1, entries: [column: 1, column + 3: 1, column + 6: 1]) }),
      .optimal(5)),
    // Klee and Minty (1972), in five dimensions.
    .init("Klee and Minty's cube",
      sketch((0..<5).map { .init(cost: Double(1 << (4 - $0))) },
        (0..<5).map { row in
          var entries = [row: 1.0]
          for column in 0..<row { entries[column] = Double(1 << (row - column + 1)) }
          return .init(upper: [5.0, 25, 125, 625, 3125][row], entries: entries)
        }, .maximize), .optimal(3125)),
    .init("rows said twice",
      sketch([.init(cost: 1), .init(cost: 1)],
        [.init(lower: 3, upper: 3, entries: [0: 1, 1: 1]), .init(lower: 6, upper: 6, entries: [0: 2, 1: 2])]), .optimal(3)),
    .init("parallel rows, one tighter",
      sketch([.init(cost: 1), .init(cost: 2)],
        [.init(lower: 3, entries: [0: 1, 1: 1]), .init(lower: 8, entries: [0: 2, 1: 2])]), .optimal(4)),
  ]

  private static let bounds: [ConformanceProgram] = [
    .init("free columns",
      sketch([.init(cost: 1, lower: -infinity), .init(cost: 0, lower: -infinity)],
        [.init(lower: -5, entries: [0: 1, 1: 1]), .init(lower: 1, upper: 1, entries: [1: 1])]), .optimal(-6)),
    .init("columns bounded from above only",
      sketch([.init(cost: -1, lower: -infinity, upper: -2)], [.init(lower: -10, entries: [0: 1])]), .optimal(2)),
    .init("fixed columns",
      sketch([.init(cost: 3, lower: 2, upper: 2), .init(cost: 1)], [.init(lower: 5, entries: [0: 1, 1: 1])]), .optimal(9)),
    .init("bounds that nearly meet",
      sketch([.init(cost: 1, lower: 2, upper: 2 + 4e-16), .init(cost: 1)], [.init(lower: 5, entries: [0: 1, 1: 1])]),
      .optimal(5)),
    .init("negative bounds",
      sketch([.init(cost: 1, lower: -4, upper: -1), .init(cost: 1, lower: -3, upper: 5)],
        [.init(lower: -5, entries: [0: 1, 1: 1])]), .optimal(-5)),
    .init("bounds flipped against costs",
      sketch([.init(cost: 1, upper: 1), .init(cost: -1, upper: 1)], [.init(lower: 0, upper: 2, entries: [0: 1, 1: 1])]),
      .optimal(-1)),
  ]

  private static let limits: [ConformanceProgram] = [
    .init("equal limits", sketch([.init(cost: 1), .init(cost: 3)], [.init(lower: 4, upper: 4, entries: [0: 1, 1: 2])]),
      .optimal(4)),
    .init("a range that binds below",
      sketch([.init(cost: 1)], [.init(lower: 2, upper: 9, entries: [0: 1])]), .optimal(2)),
    .init("a range that binds above",
      sketch([.init(cost: -1)], [.init(lower: 2, upper: 9, entries: [0: 1])]), .optimal(-9)),
    .init("a row without limits",
      sketch([.init(cost: 1, lower: 1)], [.init(entries: [0: 1]), .init(lower: 0, entries: [0: 1])]), .optimal(1)),
    .init("limits that only look finite",
      sketch([.init(cost: -1, upper: 1e308)], [.init(upper: 5, entries: [0: 1]), .init(upper: 1e308, entries: [0: 1])]),
      .optimal(-5)),
  ]

  private static let numbers: [ConformanceProgram] = [
    .init("huge numbers",
      sketch([.init(cost: 1e6), .init(cost: 3e6)], [.init(lower: 1e9, entries: [0: 1e3, 1: 4e3])]), .optimal(7.5e11)),
    .init("tiny numbers",
      sketch([.init(cost: 1e-6), .init(cost: 3e-6)], [.init(lower: 1e-3, entries: [0: 1e-3, 1: 4e-3])]), .optimal(7.5e-7)),
    .init("huge beside tiny",
      sketch([.init(cost: 1), .init(cost: 1e-6)],
        [.init(lower: 1e6, entries: [0: 1e6, 1: 1]), .init(upper: 5e5, entries: [1: 1])]), .optimal(1)),
    .init("thirds", sketch([.init(cost: 1), .init(cost: 1)],
      [.init(lower: 1, entries: [0: 3, 1: 1]), .init(lower: 1, entries: [0: 1, 1: 3])]), .optimal(0.5)),
  ]

  private static let infeasible: [ConformanceProgram] = [
    .init("two rows against each other",
      sketch([.init(cost: 1), .init(cost: 1)],
        [.init(lower: 5, entries: [0: 1, 1: 1]), .init(upper: 4, entries: [0: 1, 1: 1])]), .infeasible),
    .init("a row against the bounds",
      sketch([.init(upper: 1), .init(upper: 1)], [.init(lower: 3, entries: [0: 1, 1: 1])]), .infeasible),
    .init("an empty row that cannot hold", sketch([.init(cost: 1)], [.init(lower: 1, entries: [:])]), .infeasible),
    .init("rows without columns that cannot hold", sketch([], [.init(lower: 1, entries: [:])]), .infeasible),
    .init("equations that contradict",
      sketch([.init(lower: -infinity), .init(lower: -infinity)],
        [.init(lower: 1, upper: 1, entries: [0: 1, 1: 2]), .init(lower: 3, upper: 3, entries: [0: 2, 1: 4])]), .infeasible),
    .init("infeasible and unbounded at once",
      sketch([.init(cost: -1), .init(cost: 0), .init(cost: 0)],
        [.init(lower: 2, entries: [1: 1, 2: 1]), .init(upper: 1, entries: [1: 1, 2: 1])]), .infeasible),
    .init("crossed bounds", sketch([.init(lower: 2, upper: 1)], []), .infeasible, withoutEvidence: crossed),
    .init("crossed limits", sketch([.init()], [.init(lower: 2, upper: 1, entries: [0: 1])]), .infeasible,
      withoutEvidence: crossed),
    .init("a chain that ends short",
      sketch((0..<6).map { .init(cost: 1, upper: $0 == 3 ? 9 : 20) },
        (0..<5).map { .init(lower: 0, upper: 0, entries: [$0: 1, $0 + 1: -1]) } + [.init(lower: 10, entries: [0: 1])]),
      .infeasible),
  ]

  private static let unbounded: [ConformanceProgram] = [
    .init("down for ever", sketch([.init(cost: 1, lower: -infinity)], []), .unbounded),
    .init("up for ever", sketch([.init(cost: 1)], [.init(lower: 1, entries: [0: 1])], .maximize), .unbounded),
    .init("along a ray",
      sketch([.init(cost: -1), .init(cost: -1)], [.init(lower: -2, upper: 2, entries: [0: 1, 1: -1])]), .unbounded),
    .init("away from a corner",
      sketch([.init(cost: -2), .init(cost: 1)],
        [.init(upper: 1, entries: [0: 1, 1: -1]), .init(lower: 1, entries: [0: 1, 1: 1])]), .unbounded),
  ]
}
