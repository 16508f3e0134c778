import Foundation
import GLPKEngine
import MathProgram
import NativeEngines
import Testing

/// Linear programs that are networks but for a few rows: scarce goods of different weights through warehouses that are limited in
/// weight.
@Suite struct NearNetworkTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1
  private static let (warehouses, products, customers) = (4, 9, 60)

  /// 540 demand rows, 36 stocks and 4 limits in weight.
  private static func program(_ seed: UInt64, maximized: Bool) -> LinearProgram {
    var dice = ProgramGenerator(seed: seed)
    let sign: Double = maximized ? -1 : 1
    var program = LinearProgram(name: "weights \(seed)", direction: maximized ? .maximize : .minimize)
    let weights = (0..<products).map { _ in [0.5, 1, 2, 4, 5][dice.integer(0...4)] }
    var flows: [(column: Int, warehouse: Int, product: Int, customer: Int)] = []
    var quantity: [[Double]] = []
    var unmet: [[Int]] = []
    for customer in 0..<customers {
      quantity.append((0..<products).map { _ in dice.number(0...40) })
      unmet.append((0..<products).map { program.addColumn(lower: 0, upper: quantity[customer][$0], objective: sign * dice.number(60...300)) })
      for warehouse in 0..<warehouses {
        let cost = dice.number(1...30)
        for product in 0..<products {
          let column = program.addColumn(lower: 0, upper: .infinity, objective: sign * (cost + dice.number(0...3)))
          flows.append((column, warehouse, product, customer))
        }
      }
    }
    for customer in 0..<customers {
      for product in 0..<products {
        for flow in flows where flow.customer == customer && flow.product == product {
          program.appendEntry(column: flow.column, coefficient: 1)
        }
        program.appendEntry(column: unmet[customer][product], coefficient: 1)
        program.closeRow(lower: quantity[customer][product], upper: quantity[customer][product])
      }
    }
    let total = quantity.joined().reduce(0, +)
    for warehouse in 0..<warehouses {
      for product in 0..<products {
        for flow in flows where flow.warehouse == warehouse && flow.product == product {
          program.appendEntry(column: flow.column, coefficient: 1)
        }
        program.closeRow(lower: -.infinity, upper: (total / Double(warehouses * products) * dice.number(60...130) / 100).rounded())
      }
      for flow in flows where flow.warehouse == warehouse {
        program.appendEntry(column: flow.column, coefficient: weights[flow.product])
      }
      program.closeRow(lower: -.infinity, upper: (total * dice.number(30...60) / 100).rounded())
    }
    return program
  }

  @Test func theyEqualGLPKAndProveThemselves() throws {
    for seed in 1...UInt64(max(1, 6 * Self.scale)) {
      let program = Self.program(seed, maximized: seed % 2 == 0)
      let ours = try NativeLinearEngine(.nearNetworks).solve(.linear(program), SolveControl())
      let theirs = try GLPKSolver().solve(.linear(program), SolveControl())
      #expect(ours.status() == .optimal, "seed \(seed): \(ours.attempts)")
      let (value, expected) = (ours.objective ?? .nan, theirs.objective ?? .nan)
      #expect(abs(value - expected) <= 1e-7 * max(1, abs(expected)), "seed \(seed): \(value), GLPK \(expected)")
      expectCertified(ours, program, "seed \(seed)")
    }
  }

  /// From nothing the dual method moves every flow; from the network only what the limits in weight shift.
  @Test func aStartAtTheNetworkSavesPivots() throws {
    let program = Self.program(1, maximized: false)
    let near = try NativeLinearEngine(.nearNetworks).solve(.linear(program), SolveControl())
    // One more row, which never binds and has coefficients of a size too many: it hides nothing, but now too many rows are no
    // network's.
    var hidden = program
    for _ in 0..<40 { hidden.addRow(lower: -.infinity, upper: 1e9, entries: [(column: 0, coefficient: 1), (column: 1, coefficient: 2)]) }
    #expect(throws: EngineError.self) { try NativeLinearEngine(.nearNetworks).solve(.linear(hidden), SolveControl()) }
    let cold = try NativeLinearEngine().solve(.linear(hidden), SolveControl())
    #expect(abs((near.objective ?? .nan) - (cold.objective ?? .nan)) <= 1e-6 * abs(cold.objective ?? .nan))
    #expect(near.work * 2 < cold.work, "\(near.work) pivots from the network, \(cold.work) from nothing")
  }

  @Test func whatIsNoSuchProgramIsRefusedByName() {
    var whole = Self.program(1, maximized: false)
    whole.setInteger(true, column: 0)
    var small = LinearProgram(name: "small")
    small.addColumn(lower: 0, upper: 1, objective: 1)
    for (program, reason) in [(whole, "some columns are whole"), (small, "a program as small as this")] {
      #expect(throws: EngineError.unsupported(engine: "native", reason: reason)) {
        try NativeLinearEngine(.nearNetworks).solve(.linear(program), SolveControl())
      }
    }
  }
}
