extension BruteForce {
  /// The values of the levels of all plans of which no other is at least as good in every level and better in one;
  /// the best of the first level first. Values are in the levels' own units and directions.
  public func frontier() throws(BruteForceError) -> [[Rational]] {
    let evaluation = try Evaluation(program)
    var found = Set<[Int128]>()
    let search = Search(program, leafLimit: leafLimit) { search throws(BruteForceError) in
      try evaluation.visit(search) { _ throws(BruteForceError) in
        found.insert(evaluation.numerators)
        return true
      }
    }
    try search.run()
    let best = found.filter { values in
      !found.contains { other in other != values && zip(other, values).allSatisfy { $0 <= $1 } }
    }
    return best.sorted { $0[0] < $1[0] }.map { values in
      zip(values, evaluation.levels).map { value, level in
        let isMaximised = level.terms.allSatisfy(\.objective.isMaximised)
        return Rational(isMaximised ? -value : value, over: level.scale)
      }
    }
  }
}
