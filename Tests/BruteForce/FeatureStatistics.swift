/// How often each feature stands in the instances of a campaign, and how often it decides their optimum.
public struct FeatureStatistics<Feature: InstanceFeature>: Sendable, CustomStringConvertible {
  public struct Count: Sendable {
    public var present = 0
    public var decides = 0
    /// Instances that are no instances, or too large, without the feature.
    public var unknown = 0

    public init() {}
  }

  public private(set) var instances = 0
  public private(set) var infeasible = 0
  public private(set) var counts: [Feature: Count] = [:]

  public init() {}

  /// Solves an instance with and without each of its features.
  ///
  /// - Throws: What the instance itself gives rise to; what it does without a feature is counted.
  @discardableResult public mutating func add(_ instance: TinyInstance) throws(BruteForceError) -> BruteForceAnswer {
    let answer = try BruteForce(instance).answer()
    instances += 1
    if !answer.isFeasible { infeasible += 1 }
    for feature in Feature.allCases where feature.isPresent(in: instance) {
      counts[feature, default: Count()].present += 1
      switch feature.decides(instance, answer) {
      case true: counts[feature, default: Count()].decides += 1
      case false: break
      case nil: counts[feature, default: Count()].unknown += 1
      }
    }
    return answer
  }

  /// One line a feature: percent present, percent that it decides, and how many could not be told.
  public var description: String {
    func percent(_ count: Int) -> String {
      let text = instances == 0 ? "-" : String((count * 1000 / instances + 5) / 10)
      return String(repeating: " ", count: max(0, 4 - text.count)) + text + " %"
    }
    var lines = ["\(instances) instances, \(infeasible) infeasible (\(percent(infeasible)))"]
    for feature in Feature.allCases {
      let count = counts[feature] ?? Count()
      let name = feature.rawValue + String(repeating: " ", count: max(0, 20 - feature.rawValue.count))
      lines.append(
        "\(name) present \(percent(count.present))  decides \(percent(count.decides))  unknown \(count.unknown)")
    }
    return lines.joined(separator: "\n")
  }
}
