/// The pegs of a node in their order, in four bytes each: there may be a million of them, mostly many of one vector.
struct PegList {
  /// Twice the column, and 1 more where its value is 1; below 0, the vector of those that follow is −1 less it.
  private var words: [Int32] = []
  private var lastVector: Int32 = -1
  private(set) var count: Int32 = 0

  init() {}

  init(_ pegs: some Sequence<ProofRecord.Peg>) {
    for peg in pegs { append(peg) }
  }

  mutating func append(_ peg: ProofRecord.Peg) {
    if peg.vector != lastVector { words.append(-1 - peg.vector) }
    words.append(2 * peg.column + (peg.value ? 1 : 0))
    lastVector = peg.vector
    count += 1
  }

  /// All of them, which are not kept so.
  var pegs: [ProofRecord.Peg] {
    var pegs: [ProofRecord.Peg] = []
    pegs.reserveCapacity(Int(count))
    var vector: Int32 = -1
    for word in words {
      if word < 0 {
        vector = -1 - word
      } else {
        pegs.append(ProofRecord.Peg(column: word / 2, value: word % 2 == 1, vector: vector))
      }
    }
    return pegs
  }
}
