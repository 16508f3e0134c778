import MathProgram

/// A row whose two limits a format cannot say exactly in one row is written as two: the row with its lower limit, and
/// under it the same row with the upper one, whose name ends in `NameEncoding.upperPart`. Other solvers read an equal
/// program; our readers join the two.
extension LinearProgram {
  /// The program with such rows joined; `names` are the rows' names as the file has them. Only files that announce
  /// encoded names have such rows.
  func joiningUpperParts(names: [ByteRange?], _ text: ProgramText) -> LinearProgram {
    guard text.hasEncodedNames else { return self }
    let parts = names.indices.filter { $0 > 0 && isUpperPart($0, names[$0], of: names[$0 - 1], text) }
    return parts.isEmpty ? self : joining(parts)
  }

  private func isUpperPart(_ row: Int, _ name: ByteRange?, of before: ByteRange?, _ text: ProgramText) -> Bool {
    guard let name, let before, rowLower[row] == -.infinity, rowUpper[row - 1] == .infinity,
      text.string(name) == text.string(before).map({ $0 + NameEncoding.upperPart })
    else { return false }
    let entries = entryRange(ofRow: row)
    let others = entryRange(ofRow: row - 1)
    return columnIndices[entries].elementsEqual(columnIndices[others])
      && coefficients[entries].elementsEqual(coefficients[others])
  }

  /// `parts` are ascending; each gives its upper limit to the row before it.
  private func joining(_ parts: [Int]) -> LinearProgram {
    var rows: (lower: [Double], upper: [Double], names: [String]) = ([], [], [])
    var entries: (rowStart: [Int], columns: [Int32], coefficients: [Double]) = ([0], [], [])
    var part = parts.startIndex
    for row in 0..<rowCount {
      if part < parts.endIndex && parts[part] == row {
        rows.upper[rows.upper.count - 1] = rowUpper[row]
        part += 1
        continue
      }
      rows.lower.append(rowLower[row])
      rows.upper.append(rowUpper[row])
      rows.names.append(rowNames[row])
      entries.columns += columnIndices[entryRange(ofRow: row)]
      entries.coefficients += coefficients[entryRange(ofRow: row)]
      entries.rowStart.append(entries.columns.count)
    }
    return LinearProgram(
      name: name, direction: direction, objectiveConstant: objectiveConstant,
      columns: (objective, columnLower, columnUpper, isInteger, columnNames), rows: rows, entries: entries)
  }
}
