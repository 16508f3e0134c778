public import Logistics

/// What of the tables could give way: one cell, or a few rows, and how.
public struct RelaxableInput: Sendable, Hashable {
  public enum Way: Sendable, Hashable {
    /// The number in the cell goes up, or down.
    case raise, lower
    /// The cell is set to a word that asks for nothing.
    case set(String)
    /// The rows are left out, or taken in.
    case exclude, include
  }

  public let way: Way
  public let table: String
  public let column: String
  /// The rows, as the draft counts them.
  public let rows: [Int]
  /// Of the first cell.
  public let mark: SourceMark
}

extension RelaxableInput {
  /// Whether a blank cell asks for nothing, where no number would do.
  var mayBeBlank: Bool { ["margin_min", "share_min", "share_max", "min_fill_rate"].contains(column) }

  /// Whether the cell holds a percentage from 0 to 100.
  var isPercent: Bool { mayBeBlank }
}
