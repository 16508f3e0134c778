import Logistics

/// A place in degrees.
struct MapPoint: Equatable {
  var latitude: Double
  var longitude: Double

  init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// nil where a coordinate is unknown.
  init?(_ latitude: Rational?, _ longitude: Rational?) {
    guard let latitude, let longitude else { return nil }
    self.init(latitude: latitude.approximate, longitude: longitude.approximate)
  }
}

/// The part of the world that a map shows, in an equirectangular projection true to scale at its middle.
struct MapFrame {
  let width: Double
  let height: Double
  let west: Double
  let east: Double
  let south: Double
  let north: Double
  /// Drawing units a degree of latitude, and of longitude.
  private let vertical: Double
  private let horizontal: Double

  /// nil for places that are not finite.
  init?(around points: [MapPoint], width: Double) {
    let latitudes = points.map(\.latitude)
    let longitudes = points.map(\.longitude)
    guard let south = latitudes.min(), let north = latitudes.max(), let west = longitudes.min(),
      let east = longitudes.max(), [south, north, west, east].allSatisfy(\.isFinite)
    else { return nil }
    let middle = (south + north) / 2
    let shrink = max(0.2, MapFrame.cosine(degrees: middle))
    // At least about 100 km, and never much taller or flatter than a page likes.
    var tall = max(north - south, 1) * 1.16
    var wide = max((east - west) * shrink, 1) * 1.16
    tall = max(tall, wide * 0.36)
    wide = max(wide, tall * 1.45)
    let longitude = (west + east) / 2
    self.west = longitude - wide / shrink / 2
    self.east = longitude + wide / shrink / 2
    self.south = middle - tall / 2
    self.north = middle + tall / 2
    self.width = width
    height = width * tall / wide
    vertical = width / wide
    horizontal = width / wide * shrink
  }

  /// cos by its series, so that the same page comes out on every machine.
  private static func cosine(degrees: Double) -> Double {
    let x = degrees * 0.017453292519943295
    let square = x * x
    return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))))
  }

  func position(_ point: MapPoint) -> (x: Double, y: Double) {
    ((point.longitude - west) * horizontal, (north - point.latitude) * vertical)
  }

  /// A line bent a little to the left of its way, so that both directions of a lane can be seen.
  func curve(_ from: MapPoint, _ to: MapPoint) -> String {
    let (a, b) = (position(from), position(to))
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let control = (x: (a.x + b.x) / 2 + dy * 0.12, y: (a.y + b.y) / 2 - dx * 0.12)
    return "M\(MapFrame.text(a.x)) \(MapFrame.text(a.y))Q\(MapFrame.text(control.x)) \(MapFrame.text(control.y)) "
      + "\(MapFrame.text(b.x)) \(MapFrame.text(b.y))"
  }

  /// One decimal.
  static func text(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return tenths % 10 == 0
      ? "\(tenths / 10)" : "\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }
}
