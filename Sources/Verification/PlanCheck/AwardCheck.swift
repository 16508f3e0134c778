import Logistics

// Lanes that one link takes whole.
extension Inspection {
  mutating func checkAwards() {
    let awards = SingleAwards(instance)
    guard !awards.isEmpty else { return }
    var taken: [Passage: LinkID] = [:]
    for flow in flows {
      guard let passage = awards.passage(of: flow.link, flow.key.period), awards.covers(passage, flow.product) else {
        continue
      }
      if let other = taken[passage], other != flow.link {
        let message = "\(instance.words(other)) and \(instance.words(flow.link)) both carry, though one takes the lane"
        violate(
          .singleAward(passage.origin, passage.destination, passage.period), .singleAward, message,
          instance.lanes.marks[flow.covering.index])
      }
      taken[passage] = flow.link
    }
  }
}
