/// One bar over all plans of an analysis.
struct ProgressBar: Sendable {
  private static let width = 30

  private let line = RewrittenLine()

  func show(_ done: Int, of: Int) {
    guard of > 0 else { return }
    line.show {
      let full = min(ProgressBar.width, done * ProgressBar.width / of)
      let bar = String(repeating: "━", count: full) + String(repeating: "─", count: ProgressBar.width - full)
      return "\(bar) \(done) of \(of) plans"
    }
  }

  func clear() { line.clear() }
}
