import Analyses
import Logistics

/// A frontier drawn with characters: the second objective across, the first one upwards.
struct FrontierPicture {
  private static let height = 14

  private let across: [Double]
  private let up: [Double]
  private let isLine: Bool

  init(_ frontier: Frontier) {
    across = frontier.points.map { $0.values[1].approximate }
    up = frontier.points.map { $0.values[0].approximate }
    isLine = frontier.method == .breakpoints
  }

  /// Lines from the top, without axes; nil where there is nothing to be drawn.
  func lines(width: Int) -> [String]? {
    guard across.count > 1, let left = across.min(), let right = across.max(), let low = up.min(), let high = up.max(),
      left < right, low < high, width > 8
    else { return nil }
    var grid = [[Character]](repeating: [Character](repeating: " ", count: width), count: FrontierPicture.height)
    func column(_ x: Double) -> Int { Int(((x - left) / (right - left) * Double(width - 1)).rounded()) }
    func row(_ y: Double) -> Int { Int(((high - y) / (high - low) * Double(FrontierPicture.height - 1)).rounded()) }
    if isLine {
      for (a, b) in zip(across.indices, across.indices.dropFirst()) {
        let steps = max(abs(column(across[a]) - column(across[b])), abs(row(up[a]) - row(up[b])), 1)
        for step in 0...steps {
          let share = Double(step) / Double(steps)
          let (x, y) = (across[a] + share * (across[b] - across[a]), up[a] + share * (up[b] - up[a]))
          grid[row(y)][column(x)] = "·"
        }
      }
    }
    for (x, y) in zip(across, up) { grid[row(y)][column(x)] = "●" }
    return grid.map { String($0) }
  }
}
