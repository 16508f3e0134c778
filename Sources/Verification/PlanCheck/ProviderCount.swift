import Logistics

// Who is engaged: whoever carries anything, and whoever operates an open site.
extension Inspection {
  mutating func countProviders() {
    var used = [Bool](repeating: false, count: instance.providers.count)
    for flow in flows {
      if let provider = instance.links.provider[flow.link.index] { used[provider.index] = true }
    }
    for open in plan.openSites {
      for index in instance.sites.indices where open[index] {
        if let provider = instance.sites[index].operatedBy { used[provider.index] = true }
      }
    }
    evaluation.providersUsed = used
  }
}
