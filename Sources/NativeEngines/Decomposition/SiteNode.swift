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
}
