#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Distances over the earth's surface.
enum GreatCircle {
  /// Mean radius in kilometres.
  static let radius = 6371.0088

  struct Point {
    let latitude: Double
    let longitude: Double
    let cosine: Double

    init(latitude: Rational, longitude: Rational) {
      self.latitude = latitude.approximate * .pi / 180
      self.longitude = longitude.approximate * .pi / 180
      cosine = cos(self.latitude)
    }
  }

  /// Kilometres by the haversine formula, rounded to 0.001.
  static func distance(_ a: Point, _ b: Point) -> Rational {
    let latitudes = sin((b.latitude - a.latitude) / 2)
    let longitudes = sin((b.longitude - a.longitude) / 2)
    let chord = latitudes * latitudes + a.cosine * b.cosine * longitudes * longitudes
    let metres = (2 * radius * asin(min(1, chord.squareRoot())) * 1000).rounded()
    // Half the earth's circumference is 20,015 km, so metres are far below 2^63.
    return Rational(mantissa: Int128(Int64(exactly: metres) ?? 0), decimals: 3)
  }
}

extension Freezer {
  /// The distance of every link: given by a lane that covers it, else great-circle where both ends have coordinates.
  func setDistances(_ builder: inout LaneBuilder) {
    let given = amounts(builder.rows.table.column("distance"), .distance)
    let sitePoints = sites.map { point($0.latitude, $0.longitude) }
    let customerPoints = customers.map { point($0.latitude, $0.longitude) }
    let kilometre = Rational.one.divided(by: UnitSystem.distance(units.distanceUnit) ?? .one) ?? .one
    let factor = settings.circuityFactor * kilometre
    for link in 0..<builder.links.count {
      if let distance = givenDistance(link, given, builder) {
        builder.links.distance[link] = distance
        continue
      }
      let end: GreatCircle.Point?
      switch builder.links.destination[link] {
      case .site(let site): end = sitePoints[site.index]
      case .customer(let customer): end = customerPoints[customer.index]
      }
      guard let start = sitePoints[builder.links.origin[link].index], let end else { continue }
      builder.links.distance[link] = GreatCircle.distance(start, end) * factor
    }
  }

  private func point(_ latitude: Rational?, _ longitude: Rational?) -> GreatCircle.Point? {
    guard let latitude, let longitude else { return nil }
    return GreatCircle.Point(latitude: latitude, longitude: longitude)
  }

  /// What the lanes of a link say, the most specific first; a way has one distance, whatever it carries.
  private func givenDistance(_ link: Int, _ given: NumberColumn, _ builder: LaneBuilder) -> Rational? {
    guard given.column.exists else { return nil }
    var found: (distance: Rational, lane: LaneID)?
    let covering = builder.links.lanes(of: LinkID(link))
    for lane in covering {
      guard let row = builder.rows.source(lane.index, given.column), let distance = given.value(row, log) else {
        continue
      }
      guard let first = found else {
        found = (distance, lane)
        continue
      }
      if first.distance != distance, saysItsOwn(lane, covering, given, builder) {
        log.error(
          given.column.mark(row), "distance-differs",
          "the same way is \(distance) long here and \(first.distance) elsewhere",
          hint: "one way has one distance, whatever it carries",
          related: [Fault.Related(builder.rows.mark(first.lane.index), "the other row")])
        break
      }
    }
    return found?.distance
  }

  /// Whether the distance of `lane` holds for a product, because no more specific row gives one for it.
  private func saysItsOwn(
    _ lane: LaneID, _ covering: ArraySlice<LaneID>, _ given: NumberColumn, _ builder: LaneBuilder
  ) -> Bool {
    var products = Set(builder.rows.sets.members(builder.rows.key(lane.index)[LanePart.product]))
    for other in covering {
      if other == lane { break }
      guard builder.rows.source(other.index, given.column) != nil else { continue }
      products.subtract(builder.rows.sets.members(builder.rows.key(other.index)[LanePart.product]))
    }
    return !products.isEmpty
  }
}
