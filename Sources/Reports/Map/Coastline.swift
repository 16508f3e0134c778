/// The outlines of the world's countries, for a map's background.
///
/// Natural Earth 1:110m (public domain), rounded to tenths of a degree.
enum Coastline {
  /// Paths in the frame's units, of the rings that may show in it.
  static func paths(in frame: MapFrame) -> [String] {
    rings.compactMap { ring in
      guard overlaps(ring, frame) else { return nil }
      var path = ""
      for point in ring {
        let (x, y) = frame.position(point)
        path += "\(path.isEmpty ? "M" : "L")\(MapFrame.text(x)) \(MapFrame.text(y))"
      }
      return path + "Z"
    }
  }

  private static func overlaps(_ ring: [MapPoint], _ frame: MapFrame) -> Bool {
    let longitudes = ring.map(\.longitude)
    let latitudes = ring.map(\.latitude)
    guard let west = longitudes.min(), let east = longitudes.max(), let south = latitudes.min(),
      let north = latitudes.max()
    else { return false }
    return west <= frame.east && east >= frame.west && south <= frame.north && north >= frame.south
  }

  private static let rings: [[MapPoint]] = CoastlineData.rings.withUTF8Buffer { bytes in
    var reader = RingReader()
    for byte in bytes { reader.take(byte) }
    return reader.rings
  }

  /// Reads `CoastlineData`.
  private struct RingReader {
    private(set) var rings: [[MapPoint]] = []
    private var ring: [MapPoint] = []
    private var (longitude, latitude) = (0, 0)
    private var (number, isNegative, isInNumber) = (0, false, false)
    /// The difference in longitude of a point whose latitude is still to come.
    private var waiting: Int?

    mutating func take(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
        isInNumber = true
      case UInt8(ascii: "-"):
        endNumber()
        isNegative = true
      case UInt8(ascii: ";"):
        endNumber()
        rings.append(ring)
        (ring, longitude, latitude) = ([], 0, 0)
      default: endNumber()
      }
    }

    private mutating func endNumber() {
      guard isInNumber else { return }
      let value = isNegative ? -number : number
      (number, isNegative, isInNumber) = (0, false, false)
      guard let difference = waiting else {
        waiting = value
        return
      }
      waiting = nil
      longitude += difference
      latitude += value
      ring.append(MapPoint(latitude: Double(latitude) / 10, longitude: Double(longitude) / 10))
    }
  }
}
