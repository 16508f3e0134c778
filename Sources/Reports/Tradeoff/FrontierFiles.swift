public import Analyses
public import FileFormats
public import Logistics
import Verification

/// What `lanewise tradeoff` writes: the points, the proofs between them, the page.
public struct FrontierFiles {
  private let frontier: Frontier
  private let words: FrontierWords
  private let instance: Instance

  public init(_ frontier: Frontier, of instance: Instance) {
    self.frontier = frontier
    self.instance = instance
    words = FrontierWords(frontier, instance)
  }

  /// Without the manifest.
  public var files: [OutputFile] {
    [
      OutputFile(name: "frontier.json", bytes: document), OutputFile(name: "frontier.csv", bytes: points),
      OutputFile(name: "frontier_edges.csv", bytes: edges),
      OutputFile(name: PlanFolder.reportName, bytes: FrontierReport(frontier, instance).bytes),
    ]
  }

  private var method: String {
    switch frontier.method {
    case .breakpoints: "breakpoints"
    case .counted: "counted"
    case .stepped: "stepped"
    }
  }

  private var points: [UInt8] {
    var table = SummaryTable(
      ["point"] + words.names.map { $0 } + [
        "cost_of_plan", "fill_rate_of_plan", "sites_open_of_plan", "providers_used_of_plan",
      ])
    for (index, point) in frontier.points.enumerated() {
      let facts = point.plan.evaluation
      table.add(
        ["\(index + 1)"] + point.values.map { ExactText.exact($0) } + [
          facts.totalCost.description, ExactText.decimal(facts.fillRate), "\(words.open(point))",
          "\(words.providers(point))",
        ])
    }
    return table.bytes
  }

  /// One row a pair of neighbours: the weights and bound of a line, or the bound of one objective for every plan that is as
  /// good in the other as the limit says.
  private var edges: [UInt8] {
    var table = SummaryTable([
      "from_point", "to_point", "method", "weight_1", "weight_2", "bound_of", "limit", "value", "bound", "certified_bound", "gap",
    ])
    for (index, edge) in frontier.edges.enumerated() {
      table.add([
        "\(index + 1)", "\(index + 2)", method, edge.weights.first.map { ExactText.exact($0) } ?? "",
        edge.weights.last.map { ExactText.exact($0) } ?? "", edge.axis.map { words.names[$0] } ?? "weighted sum",
        edge.limit.map { ExactText.exact($0) } ?? "", ExactText.decimal(edge.value),
        edge.bound.map { ExactText.decimal($0) } ?? "", edge.certifiedBound.map { ExactText.decimal($0, .down) } ?? "",
        edge.gap.map { "\($0)" } ?? "",
      ])
    }
    return table.bytes
  }

  /// The frontier for programs to read.
  public var document: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", instance.name)
      json.list("objectives", words.names, .inline) { $0.string($1) }
      json.member("method", method)
      if case .stepped(let step) = frontier.method { json.member("step", ExactText.exact(step)) }
      json.list("points", frontier.points) { json, point in
        json.object(.inline) { json in
          for (name, value) in zip(words.names, point.values) { json.member(name, ExactText.exact(value)) }
          json.member("cost_of_plan", point.plan.evaluation.totalCost.description)
          json.member("verified", flag: true)
        }
      }
      json.list("edges", frontier.edges) { json, edge in
        json.object(.inline) { json in
          json.list("weights", edge.weights, .inline) { $0.string(ExactText.exact($1)) }
          json.member("bound_of", edge.axis.map { words.names[$0] } ?? "weighted sum")
          json.member("limit", edge.limit.map { ExactText.exact($0) })
          json.member("value", ExactText.decimal(edge.value))
          json.member("bound", edge.bound.map { ExactText.decimal($0) })
          json.member("certified_bound", edge.certifiedBound.map { ExactText.decimal($0, .down) })
          json.member("gap", measured: edge.gap)
          json.member("proven", flag: edge.isProven)
        }
      }
    }
    return json.finished()
  }
}
