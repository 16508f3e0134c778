/// Why a program may not reach an engine: the engines would crash on it, or believe it.
public struct ProgramFault: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: Sendable, Equatable {
    case notFinite, crossedBounds, columnOutOfRange, duplicateEntry, namesIncomplete, noRoomForWhole
    /// Numbers so large that exact arithmetic on them could overflow.
    case tooLarge
    case unbalanced
  }

  public let kind: Kind
  /// What is wrong and where, in words.
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

extension LinearProgram {
  /// Everything that keeps this program from an engine; empty when it may be solved.
  ///
  /// Crossed bounds are no fault: they make the program infeasible, which is an answer.
  public func faults() -> [ProgramFault] {
    var faults: [ProgramFault] = []
    checkColumns(&faults)
    checkRows(&faults)
    if !columnNames.isEmpty && columnNames.count != columnCount {
      faults.append(.init(.namesIncomplete, "\(columnNames.count) names for \(columnCount) columns"))
    }
    if !rowNames.isEmpty && rowNames.count != rowCount {
      faults.append(.init(.namesIncomplete, "\(rowNames.count) names for \(rowCount) rows"))
    }
    if !objectiveConstant.isFinite {
      faults.append(.init(.notFinite, "the objective's constant is \(objectiveConstant)"))
    }
    return faults
  }

  /// A column by its name where it has one, else by its index.
  public func label(ofColumn column: Int) -> String {
    columnNames.indices.contains(column) ? "column `\(columnNames[column])`" : "column \(column)"
  }

  /// A row by its name where it has one, else by its index.
  public func label(ofRow row: Int) -> String {
    rowNames.indices.contains(row) ? "row `\(rowNames[row])`" : "row \(row)"
  }

  private func checkColumns(_ faults: inout [ProgramFault]) {
    for column in 0..<columnCount {
      if !objective[column].isFinite {
        faults.append(.init(.notFinite, "\(label(ofColumn: column)) costs \(objective[column])"))
      }
      if columnLower[column].isNaN || columnUpper[column].isNaN || columnLower[column] == .infinity
        || columnUpper[column] == -.infinity
      {
        let bounds = "[\(columnLower[column]), \(columnUpper[column])]"
        faults.append(.init(.notFinite, "\(label(ofColumn: column)) has the bounds \(bounds)"))
      }
    }
  }

  private func checkRows(_ faults: inout [ProgramFault]) {
    var lastRowOfColumn = [Int](repeating: -1, count: columnCount)
    for row in 0..<rowCount {
      if rowLower[row].isNaN || rowUpper[row].isNaN || rowLower[row] == .infinity || rowUpper[row] == -.infinity {
        faults.append(
          .init(.notFinite, "\(label(ofRow: row)) has the limits [\(rowLower[row]), \(rowUpper[row])]"))
      }
      for entry in entryRange(ofRow: row) {
        let column = Int(columnIndices[entry])
        guard column >= 0, column < columnCount else {
          faults.append(.init(.columnOutOfRange, "\(label(ofRow: row)) names column \(column) of \(columnCount)"))
          continue
        }
        if !coefficients[entry].isFinite {
          let place = "\(label(ofRow: row)), \(label(ofColumn: column))"
          faults.append(.init(.notFinite, "\(place): the coefficient is \(coefficients[entry])"))
        }
        if lastRowOfColumn[column] == row {
          faults.append(.init(.duplicateEntry, "\(label(ofRow: row)) names \(label(ofColumn: column)) twice"))
        }
        lastRowOfColumn[column] = row
      }
    }
  }
}
