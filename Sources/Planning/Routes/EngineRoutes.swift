import Formulations
import GLPKEngine
import MathProgram
import NativeEngines

/// Which engines are tried, in which order: the most special first; the next one takes over where one gives no answer.
enum EngineRoutes {
  static func engines(_ choice: PlanOptions.EngineChoice) -> [any Engine] {
    switch choice {
    case .auto: special + [NativeLinearEngine(.nearNetworks), GLPKSolver(), NativeLinearEngine()]
    case .native: special + [NativeLinearEngine()]
    case .glpk: [GLPKSolver()]
    }
  }

  private static var special: [any Engine] { [NativeFlowEngine(), DecompositionEngine(), AwardEngine(), FixedChargeEngine()] }

  /// The engines as an instance's programs meet them: one that takes networks alone is asked for the whole, and
  /// later, with the next one that takes everything, for the parts that are networks.
  static func routes(_ engines: [any Engine], for source: InstanceProgram) -> [any Engine] {
    var routes: [any Engine] = []
    var networks: (any Engine)?
    for engine in engines {
      if engine.capabilities.flowNetworks && !engine.capabilities.linearPrograms {
        routes.append(NetworkRoute(source: source, networks: engine))
        networks = engine
        continue
      }
      if engine.capabilities.linearPrograms, engine.capabilities.integers, let partner = networks {
        routes.append(SeparatingRoute(source: source, networks: partner, general: engine))
        networks = nil
      }
      routes.append(engine)
    }
    return routes
  }
}
