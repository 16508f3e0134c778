import BruteForce
import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Tiny random instances written as a base and a scenario that changes it back: planned in the scenario they have the
/// enumerator's optimum, and where the base has another one the scenario decided it.
@Suite struct ScenarioCampaign {
  @Test func aScenarioIsTheInstanceThatItDescribes() throws {
    let size = Campaign.size(200)
    var (seed, checked) = (UInt64(0), 0)
    var decided: [ScenarioDraw.Action: Int] = [:]
    while checked < size {
      seed += 1
      let action = ScenarioDraw.Action.allCases[checked % ScenarioDraw.Action.allCases.count]
      let tiny = TinyInstance.random(seed: seed)
      guard let draw = ScenarioDraw(tiny, action), Planned.loaded(tiny, "tiny").instance != nil else {
        try #require(seed < 10 * UInt64(size) + 100, "hardly any instance can be written as a scenario")
        continue
      }
      checked += 1
      let label = "seed \(seed), \(action)"
      let loaded = draw.loaded
      let errors = loaded.faults.filter { $0.severity == .error }.map(\.message)
      let instance = try #require(loaded.instance, "\(label): \(errors)")
      let expected = try BruteForce(tiny).answer()
      switch try Planner().plan(instance) {
      case .noPlan: #expect(!expected.isFeasible, "\(label)")
      case .plan(let plan):
        #expect(expected.isFeasible, "\(label)")
        expectEqual(plan, expected, tiny, label)
      }
      let before = try? BruteForce(draw.base).answer()
      if before?.levels.map(\.best) != expected.levels.map(\.best) { decided[action, default: 0] += 1 }
    }
    print("\(checked) scenarios planned to the enumerator's optimum; decisive: \(decided)")
    guard Campaign.scale >= 1 else { return }
    for action in ScenarioDraw.Action.allCases { #expect(decided[action, default: 0] * 20 >= checked, "\(action)") }
  }
}

/// A tiny instance as what a scenario makes of another one.
struct ScenarioDraw {
  enum Action: String, CaseIterable { case set, add, scale, exclude, include, append, basedOn = "based_on" }

  private(set) var base: TinyInstance
  /// The item is that of another scenario, on which this one is based, and that doubles what it sets and halves it again.
  private var isBasedOn = false
  private var item = ["S", "1", "demand", "", "", "", ""]

  /// nil where no row of demand is told from the others by its key and has a plain quantity.
  init?(_ tiny: TinyInstance, _ action: Action) {
    guard var demand = tiny["demand"], demand.rows.count > 1,
      let row = demand.rows.indices.last(where: { Self.isPlain(demand, $0) }),
      let tenths = Self.tenths(demand.cell(row, "quantity"))
    else { return nil }
    base = tiny
    item[5] = action == .basedOn ? "set" : action.rawValue
    isBasedOn = action == .basedOn
    switch action {
    case .set, .basedOn:
      item[6] = demand.cell(row, "quantity")
      demand.set(row, "quantity", tenths == 10 ? "2" : "1")
    case .add:
      item[6] = "-1"
      demand.set(row, "quantity", Self.text(tenths + 10))
    case .scale:
      item[6] = "0.5"
      demand.set(row, "quantity", Self.text(2 * tenths))
    case .exclude:
      demand.rows.append(demand.rows[row])
      demand.set(demand.rows.count - 1, "order", "late")
    case .include:
      if demand.index(of: "status") == nil {
        demand.columns.append("status")
        for index in demand.rows.indices { demand.rows[index].append("") }
      }
      guard demand.cell(row, "status").isEmpty else { return nil }
      demand.set(row, "status", "exclude")
    case .append:
      let filled = demand.columns.indices.filter { !demand.rows[row][$0].isEmpty }
      item[6] = filled.map { "\(demand.columns[$0])=\(demand.rows[row][$0])" }.joined(separator: "; ")
      demand.rows.remove(at: row)
    }
    if action == .exclude { item[3] = "order = late" }
    if [.set, .add, .scale, .basedOn, .include].contains(action) {
      item[3] = Self.key.map { "\($0) = '\(demand.cell(row, $0))'" }.joined(separator: " and ")
    }
    if [.set, .add, .scale, .basedOn].contains(action) { item[4] = "quantity" }
    base["demand"] = demand
  }

  /// The scenario of the base, as the product reads it.
  var loaded: LoadedInstance {
    var tables = base.tables
    var rows = [item + [""]]
    if isBasedOn {
      // The later scenario scales what the one before has set to the double: only in that order it comes to the same.
      rows = [["R"] + item.dropFirst().dropLast() + [Self.doubled(item[6]), ""]]
      rows.append(["S", "1", item[2], item[3], item[4], "scale", "0.5", "R"])
    }
    tables.append(
      TinyTable("scenarios", ["scenario", "item", "table", "where", "column", "action", "value", "based_on"], rows))
    let files = tables.filter { !$0.rows.isEmpty }.map { (name: $0.name + ".csv", bytes: Array($0.csv.utf8)) }
    return LoadedInstance.load(name: "tiny", files: files, scenario: "S")
  }

  private static let key = ["customer", "product", "order"]

  private static func isPlain(_ demand: TinyTable, _ row: Int) -> Bool {
    let own = key.map { demand.cell(row, $0) }
    let alike = demand.rows.indices.count { other in key.map { demand.cell(other, $0) } == own }
    let hasUnits = demand.columns.contains { $0.contains("[") }
    return alike == 1 && !hasUnits && demand.index(of: "order") != nil && tenths(demand.cell(row, "quantity")) != nil
  }

  private static func tenths(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = Int(parts[0]), parts.count == 1 || parts[1].count == 1 else { return nil }
    guard parts.count < 3, let tenth = parts.count == 1 ? 0 : Int(parts[1]) else { return nil }
    return 10 * whole + tenth
  }

  private static func doubled(_ text: String) -> String { tenths(text).map { Self.text(2 * $0) } ?? text }

  private static func text(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
