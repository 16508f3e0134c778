public import Logistics

/// What a plan folder says, read against an instance: a claim that is still to be verified.
public struct PlanReading: Sendable {
  /// nil where there are faults.
  public let claim: Claim?
  /// Everything that keeps it from being a claim about this instance.
  public let faults: [Fault]
  /// The scenario that it is a plan of; nil: of the tables as they are.
  public let scenario: String?
  let planBytes: [UInt8]
}

/// Reads a plan folder, or a `plan.json` with the `certificate.json` beside it, back into a claim.
public struct PlanReader {
  /// Why the files could not be read at all.
  public enum ReadFault: Error, Sendable, Equatable {
    /// Nothing stands there (exit code 66).
    case missing(String)
    /// Reading failed (exit code 74).
    case inputOutput(path: String, error: Int32)

    public var message: String {
      switch self {
      case .missing(let path): "there is no `\(path)`"
      case .inputOutput(let path, let error): "cannot read `\(path)`: \(SystemCalls.words(error))"
      }
    }
  }

  private static let mostFaults = 100

  /// - Parameter path: a folder that `lanewise plan` wrote, or its `plan.json`.
  /// - Throws: `ReadFault` where the files cannot be read; what they hold is judged in `faults`.
  public static func read(_ path: String, _ instance: Instance) throws(ReadFault) -> PlanReading {
    let isFolder = (try? SystemCalls.entries(path)) != nil
    let planPath = isFolder ? "\(path)/\(PlanDocument.fileName)" : path
    let folder = isFolder ? path : parent(path)
    guard let plan = try bytes(planPath) else { throw .missing(planPath) }
    return read(plan: plan, certificate: try bytes("\(folder)/\(CertificateDocument.fileName)"), instance)
  }

  /// The scenario that a plan folder or `plan.json` names, which has to be applied before the rest is read; nil: none.
  ///
  /// - Throws: `ReadFault` where the file cannot be read.
  public static func scenario(_ path: String) throws(ReadFault) -> String? {
    let isFolder = (try? SystemCalls.entries(path)) != nil
    let planPath = isFolder ? "\(path)/\(PlanDocument.fileName)" : path
    guard let plan = try bytes(planPath) else { throw .missing(planPath) }
    return (try? PlanReader.decode(plan))?.scenario
  }

  private static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// nil where the file does not exist.
  static func bytes(_ path: String) throws(ReadFault) -> [UInt8]? {
    do {
      return try SystemCalls.read(path, followingLinks: true)
    } catch {
      if error.code == SystemCalls.noSuchEntry { return nil }
      throw .inputOutput(path: path, error: error.code)
    }
  }

  /// - Parameter certificate: the bytes of `certificate.json`; nil where there is none.
  /// - Complexity: O(bytes + links + demand rows).
  public static func read(plan: [UInt8], certificate: [UInt8]?, _ instance: Instance) -> PlanReading {
    var reader = PlanReader(instance)
    let claim = reader.claim(plan, certificate)
    return PlanReading(
      claim: reader.faults.isEmpty ? claim : nil, faults: reader.faults, scenario: reader.scenario, planBytes: plan)
  }

  private let names: NameIndex
  private var faults: [Fault] = []
  private var scenario: String?

  private init(_ instance: Instance) { names = NameIndex(instance) }

  private mutating func claim(_ plan: [UInt8], _ certificate: [UInt8]?) -> Claim? {
    guard let file = attempt("", { () throws(Fault) in try PlanReader.decode(plan) }) else { return nil }
    scenario = file.scenario
    let proof = certificate.flatMap { bytes in
      attempt(CertificateDocument.fileName) { [names] () throws(Fault) in try CertificateReader(names).read(bytes) }
    }
    guard let run = attempt(PlanDocument.fileName, { () throws(Fault) in try PlanReader.run(file) }) else { return nil }
    switch file.status {
    case "optimal", "feasible":
      return .plan(
        PlanClaim(
          plan: Plan(flows: flows(file), openSites: openSites(file)), levels: levels(file),
          certificate: proof ?? Certificate(levels: []), run: run))
    case "infeasible": return .noPlan(NoPlanClaim(cause: cause(file), certificate: proof, run: run))
    default:
      add(Fault(at: nil, rule: "plan-status", "`\(file.status)` is no status of an answer"), PlanDocument.fileName)
      return nil
    }
  }

  private static func decode(_ bytes: [UInt8]) throws(Fault) -> PlanFile {
    let file = try JSONReader(file: PlanDocument.fileName).decode(PlanFile.self, bytes)
    guard file.schema_version == PlanDocument.schemaVersion else {
      throw Fault(
        at: nil, rule: "schema-version",
        "`\(PlanDocument.fileName)` has schema version \(file.schema_version), this program reads "
          + "\(PlanDocument.schemaVersion)")
    }
    return file
  }

  private static func run(_ file: PlanFile) throws(Fault) -> RunRecord {
    guard let stop = RunRecord.Stop(rawValue: file.stopped_by) else {
      throw Fault(at: nil, rule: "plan-status", "`\(file.stopped_by)` is no reason to stop", text: file.stopped_by)
    }
    let attempts = file.attempts.map { RunRecord.Attempt(engine: $0.engine, method: $0.method, result: $0.result) }
    return RunRecord(stoppedBy: stop, engine: file.engine, attempts: attempts)
  }

  private mutating func flows(_ file: PlanFile) -> [PlannedFlow] {
    let resolver = FlowResolver(names)
    var seen: Set<FlowKey> = []
    var flows: [PlannedFlow] = []
    for (index, flow) in (file.flows ?? []).enumerated() {
      let place = "\(PlanDocument.fileName): flows[\(index)]"
      guard let resolved = attempt(place, { () throws(Fault) in try resolver.resolve(flow) }) else { continue }
      if seen.insert(resolved.key).inserted {
        flows.append(resolved)
      } else {
        add(Fault(at: nil, rule: "flow-twice", "the same flow stands there twice"), place)
      }
    }
    return flows
  }

  private mutating func openSites(_ file: PlanFile) -> [[Bool]] {
    let closed = [Bool](repeating: false, count: names.instance.sites.count)
    var open = [[Bool]](repeating: closed, count: names.instance.periods.count)
    for (index, entry) in (file.sites_open ?? []).enumerated() {
      attempt("\(PlanDocument.fileName): sites_open[\(index)]") { [names] () throws(Fault) in
        open[try names.period(entry.period).index][try names.site(entry.site).index] = true
      }
    }
    return open
  }

  private mutating func levels(_ file: PlanFile) -> [LevelClaim] {
    (file.objectives ?? []).enumerated().map { index, objective in
      guard let text = objective.bound, let by = objective.bound_by, by != LevelSummary.certificate else {
        return LevelClaim(bound: nil, boundBy: "")
      }
      let bound = ExactText.read(text)
      if bound == nil {
        add(
          Fault(at: nil, rule: "number-form", "`\(text)` is not a bound", text: text),
          "\(PlanDocument.fileName): objectives[\(index)]")
      }
      return LevelClaim(bound: bound?.approximate, boundBy: by)
    }
  }

  private mutating func cause(_ file: PlanFile) -> NoPlanCause {
    var cause = NoPlanCause(shortfalls: [], violations: [], binding: [])
    let decoding = CertificateDecoding(names)
    let rows = names.instance.demand.count
    let place = "\(PlanDocument.fileName): cause"
    attempt(place) { [names] () throws(Fault) in
      for shortfall in file.cause?.shortfalls ?? [] {
        let row: DemandID = try names.id(shortfall.row, of: rows, "demand row")
        cause.shortfalls.append(.init(row: row, units: try PlanReader.number(shortfall.short)))
      }
      for violation in file.cause?.violations ?? [] {
        let amount = try PlanReader.number(violation.amount)
        cause.violations.append(.init(rule: try decoding.rule(violation.rule[...]), amount: amount))
      }
      for binding in file.cause?.binding ?? [] { cause.binding.append(try decoding.rule(binding.rule[...])) }
    }
    return cause
  }

  private static func number(_ text: String) throws(Fault) -> Rational {
    if let number = ExactText.read(text) { return number }
    throw Fault(at: nil, rule: "number-form", "`\(text)` is not a number", text: text)
  }

  /// Collects what `body` throws, with the place before it.
  @discardableResult
  private mutating func attempt<Value>(_ place: String, _ body: () throws(Fault) -> Value) -> Value? {
    do {
      return try body()
    } catch {
      add(error, place)
      return nil
    }
  }

  private mutating func add(_ fault: Fault, _ place: String) {
    guard faults.count < PlanReader.mostFaults else { return }
    let message = place.isEmpty ? fault.message : "\(place): \(fault.message)"
    faults.append(Fault(fault.severity, at: nil, rule: fault.rule, message, hint: fault.hint, text: fault.text))
  }
}
