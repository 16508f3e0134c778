import FileFormats
import Logistics
import Verification

/// The network drawn to scale, where sites and customers have coordinates: flows as lines, by quantity.
struct NetworkMap {
  private static let width = 1000.0
  private static let mostFlows = 400
  private static let mostLabels = 30
  private static let mostCustomers = 2000

  private let plan: VerifiedPlan
  private let frame: MapFrame
  private let sites: [MapPoint?]
  private let customers: [MapPoint?]

  /// nil where fewer than two places have coordinates.
  init?(_ plan: VerifiedPlan) {
    self.plan = plan
    let sites = plan.instance.sites.map { MapPoint($0.latitude, $0.longitude) }
    let customers = plan.instance.customers.map { MapPoint($0.latitude, $0.longitude) }
    let known = (sites + customers).compactMap { $0 }
    guard known.count >= 2, let frame = MapFrame(around: known, width: NetworkMap.width) else { return nil }
    (self.sites, self.customers, self.frame) = (sites, customers, frame)
  }

  private var instance: Instance { plan.instance }

  func write(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, "Where it moves") { html in
      html.element("figure") { html in
        html.element(
          "svg",
          [
            "class": "map", "viewBox": "0 0 \(MapFrame.text(frame.width)) \(MapFrame.text(frame.height))",
            "xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": "Map of the plan's flows"
          ]
        ) { html in
          for path in Coastline.paths(in: frame) { html.void("path", ["class": "land", "d": path]) }
          writeFlows(&html)
          writeCustomers(&html)
          writeSites(&html)
        }
        writeCaption(&html)
      }
    }
  }

  private func point(_ node: Node) -> MapPoint? {
    switch node {
    case .site(let site): sites[site.index]
    case .customer(let customer): customers[customer.index]
    }
  }

  // MARK: Flows

  private struct Leg: Hashable {
    var origin: SiteID
    var destination: Node
  }

  private func writeFlows(_ html: inout HTMLWriter) {
    var quantities: [Leg: Int64] = [:]
    var legs: [Leg] = []
    for flow in plan.plan.flows {
      let link = flow.key.link.index
      let leg = Leg(origin: instance.links.origin[link], destination: instance.links.destination[link])
      if quantities[leg] == nil { legs.append(leg) }
      quantities[leg] = (quantities[leg] ?? 0).addingReportingOverflow(flow.quantity.steps).partialValue
    }
    let sorted = legs.indices.sorted { a, b in
      let (left, right) = (quantities[legs[a]] ?? 0, quantities[legs[b]] ?? 0)
      return left == right ? a < b : left > right
    }
    let drawn = sorted.prefix(NetworkMap.mostFlows).map { (leg: legs[$0], steps: quantities[legs[$0]] ?? 0) }
    let largest = Double(max(1, drawn.first?.steps ?? 1))
    html.element("g") { html in
      // The largest go first, so that they lie beneath.
      for item in drawn {
        guard let from = sites[item.leg.origin.index], let to = point(item.leg.destination) else { continue }
        let share = Double(max(0, item.steps)) / largest
        let thickness = MapFrame.text(0.7 + 4.3 * share.squareRoot())
        html.void("path", ["class": "flow", "d": frame.curve(from, to), "stroke-width": thickness])
      }
    }
  }

  // MARK: Places

  private func writeCustomers(_ html: inout HTMLWriter) {
    var asked = [Rational](repeating: .zero, count: customers.count)
    var unmet = asked
    for (index, row) in instance.demand.enumerated() {
      asked[row.customer.index] += row.quantity
      unmet[row.customer.index] += plan.evaluation.unmet[index]
    }
    let largest = customers.indices.sorted { asked[$0] == asked[$1] ? $0 < $1 : asked[$1] < asked[$0] }
    html.element("g") { html in
      for index in largest.prefix(NetworkMap.mostCustomers).sorted() {
        guard let place = customers[index], asked[index].isPositive else { continue }
        let kind = !unmet[index].isPositive ? "" : unmet[index] < asked[index] ? " short" : " none"
        let (x, y) = frame.position(place)
        html.element(
          "circle", ["class": "customer\(kind)", "cx": MapFrame.text(x), "cy": MapFrame.text(y), "r": "4"]
        ) { html in
          html.element("title", [:], instance.customers[index].name)
        }
      }
    }
  }

  private func writeSites(_ html: inout HTMLWriter) {
    let open = plan.plan.openSites
    let placed = sites.indices.filter { sites[$0] != nil }
    html.element("g") { html in
      for index in placed {
        guard let place = sites[index] else { continue }
        let isOpen = open.contains { $0.indices.contains(index) && $0[index] }
        let (x, y) = frame.position(place)
        html.element(
          "rect",
          [
            "class": isOpen ? "site" : "site closed", "x": MapFrame.text(x - 6), "y": MapFrame.text(y - 6),
            "width": "12",
            "height": "12", "rx": "2"
          ]
        ) { html in
          html.element("title", [:], instance.sites[index].name)
        }
      }
      for label in labels(placed) {
        html.element("text", ["class": "label", "x": MapFrame.text(label.x), "y": MapFrame.text(label.y)], label.text)
      }
    }
  }

  private struct Label {
    var x: Double
    var y: Double
    var text: String
  }

  /// Beside the sites, in their order, where there is room.
  private func labels(_ placed: [Int]) -> [Label] {
    var labels: [Label] = []
    var taken: [(x: Double, y: Double, width: Double)] = []
    for index in placed.prefix(NetworkMap.mostLabels * 4) where labels.count < NetworkMap.mostLabels {
      guard let place = sites[index] else { continue }
      let text = instance.sites[index].name
      let (x, y) = frame.position(place)
      let width = Double(text.count) * 7
      let fitsRight = x + 10 + width < frame.width
      let left = fitsRight ? x + 10 : x - 10 - width
      let collides = taken.contains { abs($0.y - y) < 14 && left < $0.x + $0.width && $0.x < left + width }
      guard !collides, text.count <= 32 else { continue }
      taken.append((left, y, width))
      labels.append(Label(x: left, y: y + 4, text: text))
    }
    return labels
  }

  private func writeCaption(_ html: inout HTMLWriter) {
    html.element("figcaption") { html in
      for (kind, words) in [
        ("square", "site, open"), ("hollow", "site, not open"), ("met", "customer, served in full"),
        ("partly", "in part"), ("unmet", "not at all")
      ] {
        html.element("span", ["class": "key \(kind)"], "")
        html.text(words)
      }
      html.text(". Lines by quantity. ")
      let missing = (sites + customers).filter { $0 == nil }.count
      if missing > 0 { html.text("\(missing) places without coordinates are not drawn. ") }
      if customers.count > NetworkMap.mostCustomers {
        html.text("Of the customers the \(NetworkMap.mostCustomers) that ask for most are drawn. ")
      }
      html.text("Outlines: Natural Earth 1:110m, public domain.")
    }
  }
}
