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
  /// What rows give; and for every link of which a row gives none the great-circle distance, where both ends have
  /// coordinates.
  func setDistances(_ builder: inout LaneBuilder) {
    setGivenDistances(&builder)
    let sitePoints = sites.map { point($0.latitude, $0.longitude) }
    let customerPoints = customers.map { point($0.latitude, $0.longitude) }
    let kilometre = Rational.one.divided(by: UnitSystem.distance(units.distanceUnit) ?? .one) ?? .one
    let factor = settings.circuityFactor * kilometre
    for link in 0..<builder.links.count {
      let covering = builder.links.lanes(of: LinkID(link))
      if covering.allSatisfy({ builder.lanes.distance[$0.index] != nil }) { continue }
      let end: GreatCircle.Point?
      switch builder.links.destination[link] {
      case .site(let site): end = sitePoints[site.index]
      case .customer(let customer): end = customerPoints[customer.index]
      }
      guard let start = sitePoints[builder.links.origin[link].index], let end else { continue }
      builder.links.greatCircleDistance[link] = GreatCircle.distance(start, end) * factor
    }
  }

  private func point(_ latitude: Rational?, _ longitude: Rational?) -> GreatCircle.Point? {
    guard let latitude, let longitude else { return nil }
    return GreatCircle.Point(latitude: latitude, longitude: longitude)
  }

  private func setGivenDistances(_ builder: inout LaneBuilder) {
    let given = amounts(builder.rows.table.column("distance"), .distance)
    guard given.column.exists else { return }
    for lane in 0..<builder.lanes.count {
      guard let row = builder.rows.source(lane, given.column) else { continue }
      builder.lanes.distance[lane] = given.value(row, log)
    }
  }
}
