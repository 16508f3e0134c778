import Logistics

/// From the names in an output file back to an instance's ids; an unknown name is a fault that names it.
struct NameIndex {
  let instance: Instance
  private let sites: [String: SiteID]
  private let products: [String: ProductID]
  private let customers: [String: CustomerID]
  private let providers: [String: ProviderID]
  private let periods: [String: PeriodID]

  init(_ instance: Instance) {
    self.instance = instance
    sites = NameIndex.index(instance.sites.map(\.name))
    products = NameIndex.index(instance.products.map(\.name))
    customers = NameIndex.index(instance.customers.map(\.name))
    providers = NameIndex.index(instance.providers.map(\.name))
    periods = NameIndex.index(instance.periods)
  }

  private static func index<ID: DenseID>(_ names: [String]) -> [String: ID] {
    Dictionary(names.indices.map { (names[$0], ID($0)) }, uniquingKeysWith: { first, _ in first })
  }

  func site(_ name: String) throws(Fault) -> SiteID { try find(name, sites, "site") }
  func product(_ name: String) throws(Fault) -> ProductID { try find(name, products, "product") }
  func customer(_ name: String) throws(Fault) -> CustomerID { try find(name, customers, "customer") }
  func provider(_ name: String) throws(Fault) -> ProviderID { try find(name, providers, "provider") }
  func period(_ name: String) throws(Fault) -> PeriodID { try find(name, periods, "period") }

  private func find<ID>(_ name: String, _ ids: [String: ID], _ kind: String) throws(Fault) -> ID {
    if let id = ids[name] { return id }
    throw Fault(at: nil, rule: "unknown-name", "the instance has no \(kind) `\(name)`", text: name)
  }

  /// An id by its number, where the instance has that many.
  func id<ID: DenseID>(_ number: Int, of count: Int, _ kind: String) throws(Fault) -> ID {
    guard number >= 0 && number < count else {
      throw Fault(at: nil, rule: "unknown-name", "the instance has no \(kind) number \(number)", text: String(number))
    }
    return ID(number)
  }
}
