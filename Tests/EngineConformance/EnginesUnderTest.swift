import GLPKEngine
import MathProgram
import NativeEngines
import Testing

/// Every engine of the house, and what it is excused from.
enum EnginesUnderTest {
  static let all: [any Engine] = [GLPKSolver(), NativeFlowEngine(), DecompositionEngine(), NativeLinearEngine()]

  /// What an engine need not do, by name of engine and program, with the reason. Kinds of programs that an engine
  /// declares not to take need no entry: `EngineCapabilities` says so, and that it refuses them is tested.
  static let exclusions: [Exclusion] = [
    Exclusion(
      engine: "glpk", program: "numbers beyond 2^53 on arcs",
      reason: "GLPK computes in doubles, which do not hold them: refused by name")
  ]

  struct Exclusion: Sendable {
    var engine: String
    var program: String
    var reason: String
  }

  static func takes(_ engine: any Engine, _ program: ConformanceProgram) -> Bool {
    if exclusions.contains(where: { $0.engine == engine.name && $0.program == program.name }) { return false }
    switch program.program {
    case .flow: return engine.capabilities.flowNetworks
    case .fixedCharge: return engine.capabilities.fixedChargeNetworks
    case .award: return engine.capabilities.awards
    case .linear(let linear):
      return engine.capabilities.linearPrograms && (engine.capabilities.integers || !linear.hasIntegers)
    }
  }
}

/// A program whose answer is known without any engine.
struct ConformanceProgram: Sendable, CustomTestStringConvertible {
  enum Answer: Sendable, Equatable {
    case optimal(Double)
    case infeasible
    case unbounded
  }

  var name: String
  var program: Program
  var answer: Answer
  /// Why no evidence comes with the answer; nil where it must.
  var withoutEvidence: String?

  init(_ name: String, _ program: LinearProgram, _ answer: Answer, withoutEvidence: String? = nil) {
    self.init(name, .linear(program), answer, withoutEvidence)
  }

  init(_ name: String, _ network: FlowNetwork, _ answer: Answer, withoutEvidence: String? = nil) {
    self.init(name, .flow(network), answer, withoutEvidence)
  }

  init(_ name: String, _ network: FixedChargeNetwork, _ answer: Answer, withoutEvidence: String? = nil) {
    self.init(name, .fixedCharge(network), answer, withoutEvidence)
  }

  private init(_ name: String, _ program: Program, _ answer: Answer, _ withoutEvidence: String?) {
    self.name = name
    self.program = program
    self.answer = answer
    self.withoutEvidence = withoutEvidence
  }

  var testDescription: String { name }
}
