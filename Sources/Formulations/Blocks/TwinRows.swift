import Logistics
import MathProgram

/// Rows that leave one order of twins: without them a search looks at every plan once for each way of naming them.
extension ProgramBuilder {
  /// - Returns: the classes of twins.
  mutating func addTwinRows() -> [[ProviderID]] {
    let engaged = instance.providers.indices.map(ProviderID.init).filter { codebook.column(.providerEngaged($0)) != nil }
    let classes = Twins.classes(of: instance, among: engaged)
    guard !classes.isEmpty else { return [] }
    var carried = [[Term]](repeating: [], count: instance.providers.count)
    let members = Set(classes.joined())
    for index in movements.indices {
      guard let carrier = carrier(of: index), members.contains(carrier) else { continue }
      carried[carrier.index].append(term(index, amount(index, in: .quantity)))
    }
    for (first, second) in classes.flatMap({ zip($0, $0.dropFirst()) }) {
      codebook.addRow(
        .tender(.twinVolumes(first, second)), lower: .zero,
        carried[first.index] + carried[second.index].map { Term($0.column, -$0.coefficient) })
      let engaged = [(first, Rational.one), (second, Rational(-1))].compactMap { id, sign in
        codebook.column(.providerEngaged(id)).map { Term($0, sign) }
      }
      codebook.addRow(.tender(.twinsEngaged(first, second)), lower: .zero, engaged)
    }
    return classes
  }
}

extension AwardProgram {
  /// The same awards with the names of twins exchanged so that of each class the first takes most.
  ///
  /// - Parameter amounts: by award: what it adds to what a provider carries.
  func inOrder(_ made: [Bool], twins: [[Int]], amounts: [Double]) -> [Bool] {
    guard !twins.isEmpty else { return made }
    var carried = [Double](repeating: 0, count: providerCount)
    for award in made.indices where made[award] { carried[Int(provider[award])] += amounts[award] }
    var named = Array(0..<providerCount)
    for members in twins {
      let sorted = members.sorted { (-carried[$0], $0) < (-carried[$1], $1) }
      for (old, new) in zip(sorted, members) { named[old] = new }
    }
    struct Key: Hashable {
      var provider, item: Int
    }
    var awards: [Key: Int] = [:]
    for award in made.indices { awards[Key(provider: Int(provider[award]), item: Int(item[award]))] = award }
    var renamed = [Bool](repeating: false, count: made.count)
    for award in made.indices where made[award] {
      guard let other = awards[Key(provider: named[Int(provider[award])], item: Int(item[award]))] else { return made }
      renamed[other] = true
    }
    return renamed
  }
}
