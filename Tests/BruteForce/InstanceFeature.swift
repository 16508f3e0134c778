/// A thing of the format that drawn instances may use, and that can be taken out of their tables.
public protocol InstanceFeature: CaseIterable, RawRepresentable<String>, Hashable, Sendable {
  /// The same tables without it; equal to them where they do not use it.
  func removed(from instance: TinyInstance) -> TinyInstance
  /// Whether taking it out changes what is asked, so that only the sets of optimal plans can be compared.
  var isAboutObjectives: Bool { get }
}

extension InstanceFeature {
  /// Whether the tables use the feature.
  public func isPresent(in instance: TinyInstance) -> Bool { removed(from: instance) != instance }

  /// Whether the optimum of an instance is another without the feature.
  ///
  /// For features of the objectives, whose values cannot be compared, it is the set of optimal plans that counts.
  ///
  /// - Returns: Nil where the instance is none, or too large, without the feature.
  func decides(_ instance: TinyInstance, _ answer: BruteForceAnswer) -> Bool? {
    let without = removed(from: instance)
    guard without != instance else { return false }
    guard let search = try? BruteForce(without, leafLimit: 60_000), let other = try? search.answer() else { return nil }
    return isAboutObjectives ? other.optimalPlans != answer.optimalPlans : !other.agrees(with: answer)
  }
}

extension Feature: InstanceFeature {
  public func removed(from instance: TinyInstance) -> TinyInstance { instance.without(self) }
}
