public import Logistics

/// What an instance holds, in one line: the last word of a check without errors.
public struct InstanceSize: Sendable {
  public let text: String

  public init(_ instance: Instance) {
    let counts = [
      (instance.products.count, "product"), (instance.sites.count, "site"), (instance.customers.count, "customer"),
      (instance.demand.count, "demand row"), (instance.providers.count, "provider"), (instance.lanes.count, "lane row"),
      (instance.links.count, "link"), (instance.constraints.count, "constraint"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    let objectives = instance.objectives.map(LevelSummary.name)
    let origin = instance.objectivesAreDefault ? " (the default)" : ""
    text = "\(instance.name): \(words.joined(separator: ", ")); objective: "
      + objectives.joined(separator: ", then ") + origin
  }
}
