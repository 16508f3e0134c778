import FileFormats
import Logistics

/// An instance as texts of its tables, for tests to change one by one.
struct TableTexts {
  var tables: [(name: String, text: String)] = []

  subscript(_ name: String) -> String? {
    get { tables.first { $0.name == name }?.text }
    set {
      tables.removeAll { $0.name == name }
      if let newValue { tables.append((name, newValue)) }
    }
  }

  func with(_ name: String, _ text: String?) -> TableTexts {
    var copy = self
    copy[name] = text
    return copy
  }

  /// The draft, and what the reader says about it.
  var read: (draft: Draft, faults: [Fault]) {
    InstanceReader.read(name: "test", files: tables.map { ($0.name + ".csv", Array($0.text.utf8)) })
  }

  /// The instance and every fault, those of the reader first.
  func freeze() -> (instance: Instance?, faults: [Fault]) {
    let (draft, faults) = read
    let (instance, more) = Validation.freeze(draft)
    return (instance, faults + more)
  }

  /// The errors that freezing finds, as `table.csv:line rule`.
  var errors: [String] { faults(.error) }
  var warnings: [String] { faults(.warning) }
  var notes: [String] { faults(.note) }

  func faults(_ severity: Fault.Severity) -> [String] {
    let (draft, faults) = read
    return (faults + Validation.freeze(draft).faults).filter { $0.severity == severity }.map { fault in
      guard let mark = fault.mark else { return fault.rule }
      return "\(draft.files[Int(mark.file)].name):\(mark.line) \(fault.rule)"
    }
  }

  /// The one instance that everyone here knows: two sites, two customers, two products.
  static let small = TableTexts(tables: [
    ("sites", "site,region\nNorth,EU\nSouth,US\n"),
    ("supply", "site,product,supply_max,unit_cost\nNorth,Lamp,100,2\nSouth,Desk,50,20\n"),
    ("demand", "customer,product,quantity\nAnna,Lamp,10\nBert,Desk,4\n"),
    ("lanes", "origin,destination,unit_cost\nNorth,Anna,1\nNorth,South,0.5\nSouth,Anna,2\nSouth,Bert,3\n"),
  ])
}

extension Instance {
  func site(_ name: String) -> SiteID? { sites.firstIndex { $0.name == name }.map { SiteID($0) } }
  func product(_ name: String) -> ProductID? { products.firstIndex { $0.name == name }.map { ProductID($0) } }
  func customer(_ name: String) -> CustomerID? { customers.firstIndex { $0.name == name }.map { CustomerID($0) } }

  /// The first link between two places.
  func link(_ origin: String, _ destination: String) -> LinkID? {
    (0..<links.count).first {
      self[links.origin[$0]].name == origin && name(of: links.destination[$0]) == destination
    }.map { LinkID($0) }
  }

  /// The lane that prices a product between two places.
  func lane(_ origin: String, _ destination: String, _ product: String) -> LaneID? {
    guard let link = link(origin, destination), let product = self.product(product) else { return nil }
    return pricingLane(link, product, PeriodID(0))
  }
}

extension Instance {
  func distance(_ origin: String, _ destination: String, _ product: String) -> Rational? {
    guard let link = link(origin, destination), let product = self.product(product) else { return nil }
    return distance(link, product, PeriodID(0))
  }
}

/// A decimal as tests write it.
func number(_ text: String) -> Rational { (try? NumberText.rational(Array(text.utf8))) ?? Rational(-999_999) }
