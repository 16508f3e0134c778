import Formulations
import GLPKEngine
import MathProgram
import NativeEngines

/// Which engines are tried, in which order: the most special first; the next one takes over where one gives no answer.
enum EngineRoutes {
  static func engines(_ choice: PlanOptions.EngineChoice) -> [any Engine] {
    switch choice {
    case .auto: [NativeFlowEngine(), GLPKSolver()]
    case .native: [NativeFlowEngine()]
    case .glpk: [GLPKSolver()]
    }
  }

  /// The engines as an instance's programs meet them: one that takes networks alone is asked for the whole, and then, with
  /// the next one that takes everything, for the parts that are networks.
  static func routes(_ engines: [any Engine], for source: InstanceProgram) -> [any Engine] {
    var routes: [any Engine] = []
    for (index, engine) in engines.enumerated() {
      guard engine.capabilities.flowNetworks && !engine.capabilities.linearPrograms else {
        routes.append(engine)
        continue
      }
      routes.append(NetworkRoute(source: source, networks: engine))
      if let general = engines[(index + 1)...].first(where: { $0.capabilities.linearPrograms }) {
        routes.append(SeparatingRoute(source: source, networks: engine, general: general))
      }
    }
    return routes
  }
}
