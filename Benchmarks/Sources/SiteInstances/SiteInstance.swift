public import MathProgram

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the words of a command ask for.
public enum SiteInstance {
  public static let usage = """
    INSTANCE: split M N RATIO SEED [least P] [most P] | whole M N RATIO SEED [least P] [most P]
            | orlib FILE CAPACITY | sscflp FILE | gap FILE
    """

  /// nil where the words ask for nothing that there is.
  public static func network(_ words: [String]) -> FixedChargeNetwork? {
    switch (words.first, words.count) {
    case ("split", 5...), ("whole", 5...): drawn(words)
    case ("orlib", 3): InstanceFiles.orLibrary(words[1], capacity: Double(words[2]) ?? 0)
    case ("sscflp", 2): InstanceFiles.singleSource(words[1])
    case ("gap", 2): InstanceFiles.assignment(words[1])
    default: nil
    }
  }

  private static func drawn(_ words: [String]) -> FixedChargeNetwork? {
    guard let sites = Int(words[1]), let items = Int(words[2]), let ratio = Double(words[3]), let seed = UInt64(words[4])
    else { return nil }
    var network = SiteFamilies.cornuejols(
      sites: sites, items: items, ratio: ratio, seed: seed, sourcing: words[0] == "split" ? .split : .whole)
    let rules = words.dropFirst(5)
    guard rules.count % 2 == 0 else { return nil }
    for place in stride(from: rules.startIndex, to: rules.endIndex, by: 2) {
      guard let limit = Double(rules[place + 1]), ["least", "most"].contains(rules[place]) else { return nil }
      let isLeast = rules[place] == "least"
      network.addCount(
        SwitchCount(
          terms: (0..<sites).map { .init(index: $0, weight: 1) }, lower: isLeast ? limit : -.infinity,
          upper: isLeast ? .infinity : limit))
    }
    return network
  }
}
