import Planning

/// One line about a running plan.
struct ProgressLine: Sendable {
  private let line = RewrittenLine()

  func show(_ progress: PlanProgress) { line.show { text(progress) } }

  func clear() { line.clear() }

  private func text(_ progress: PlanProgress) -> String {
    var text = progress.levels > 1 ? "objective \(progress.level + 1) of \(progress.levels), " : ""
    text += progress.phase
    if let incumbent = progress.incumbent { text += ", best \(rounded(incumbent))" }
    if let bound = progress.bound { text += ", bound \(rounded(bound))" }
    return text
  }

  private func rounded(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let cents = (value * 100).rounded() / 100
    return cents == cents.rounded() ? "\(Int(cents))" : "\(cents)"
  }
}
