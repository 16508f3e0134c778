/// A node of the branch and bound: what is decided, and where its search for multipliers stands.
struct SiteNode {
  var states: [SiteState]
  var multipliers: [Double]
  /// The running average of the relaxation's primal answers, by site.
  var openness: [Double]
  /// The site in which its children are to differ; nil where none is undecided.
  var branching: Int?
  /// No solution below the node costs less.
  var bound = -Double.infinity
  /// In the proof; −1 where it is no longer recorded.
  var record: Int32 = -1
  /// Whether settling it was begun and given up.
  var isLeftOver = false

  /// The site that the averaged answer decides least; nil where none is undecided.
  var leastDecidedSite: Int? {
    var best: (site: Int, distance: Double)?
    for site in states.indices where states[site] == .undecided {
      let distance = abs((openness.isEmpty ? 0.5 : openness[site]) - 0.5)
      if best.map({ distance < $0.distance }) ?? true { best = (site, distance) }
    }
    return best?.site
  }

  /// The same with a site decided, not recorded yet.
  func child(_ site: Int, _ state: SiteState) -> SiteNode {
    var child = self
    child.record = -1
    child.isLeftOver = false
    child.states[site] = state
    return child
  }
}
