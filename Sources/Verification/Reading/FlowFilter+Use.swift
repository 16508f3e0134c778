import Logistics

extension FlowFilter {
  /// Whether nothing but providers is named.
  var namesOnlyProviders: Bool {
    var rest = self
    rest.providers = nil
    return rest == FlowFilter()
  }
}
