import FileFormats
import Logistics

let clock = ContinuousClock()
func generate(_ megabytes: Int) -> [UInt8] {
  var state: UInt64 = 42
  func next() -> UInt64 { state = state &* 6364136223846793005 &+ 1442695040888963407; return state >> 33 }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(megabytes * 1_000_000 + 1000)
  bytes += Array("origin,destination,provider,mode,product,unit_cost,capacity_max,distance\n".utf8)
  while bytes.count < megabytes * 1_000_000 {
    let quoted = next() % 10 == 0
    bytes += Array("PLANT\(next() % 19),C\(next() % 10000),\(quoted ? "\"Carrier, the \"\"\(next() % 9)\"\"\"" : "V444_\(next() % 9)"),road,P\(next() % 1000),\(next() % 100).\(next() % 1000),\(next() % 10000),\(next() % 3000)\n".utf8)
  }
  return bytes
}
let bytes = generate(100)
for _ in 0..<3 {
  var rows = 0, cells = 0
  let time = clock.measure {
    bytes.withUnsafeBufferPointer { b in
      let spans = UnsafeMutableBufferPointer<CellSpan>.allocate(capacity: 16)
      defer { spans.deallocate() }
      var s = TableScanner(b, separator: UInt8(ascii: ","))
      while let row = s.next(into: spans) { rows += 1; cells += row.cellCount }
    }
  }
  print("scan", rows, cells, Double(bytes.count) / 1e6 / (time / .seconds(1)), "MB/s")
}
for _ in 0..<3 {
  var count = 0
  let time = clock.measure {
    let (draft, faults) = InstanceReader.read(name: "x", files: [("lanes.csv", bytes)])
    count = draft.tables[0].rowCount
    if !faults.isEmpty { print(faults.count, faults[0]) }
  }
  print("read", count, Double(bytes.count) / 1e6 / (time / .seconds(1)), "MB/s")
}
