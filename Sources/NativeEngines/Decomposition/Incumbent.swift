/// The best plan known, and what it costs without the objective's constant.
struct Incumbent {
  private(set) var plan: SitePlan?
  /// Infinite before the first plan.
  private(set) var cost = Double.infinity

  /// Takes a plan where it is better and keeps the rows over sites; true if so.
  @discardableResult
  mutating func offer(_ plan: SitePlan, _ table: SiteTable) -> Bool {
    let cost = plan.cost(table)
    guard cost < self.cost - 1e-12 * abs(self.cost) || self.plan == nil else { return false }
    guard table.switchCounts.hold(plan.isOpen) else { return false }
    (self.plan, self.cost) = (plan, cost)
    return true
  }
}
