/// What the output says of a run that is not in the answer itself.
public struct PlanContext: Sendable {
  /// A phase of the run and how long it took: the only thing in which the outputs of equal runs differ.
  public struct Phase: Sendable {
    public var name: String
    public var seconds: Double

    public init(name: String, seconds: Double) {
      self.name = name
      self.seconds = seconds
    }
  }

  /// nil: the instance as its tables say it.
  public var scenario: String?
  public var phases: [Phase]

  public init(scenario: String? = nil, phases: [Phase] = []) {
    self.scenario = scenario
    self.phases = phases
  }
}
