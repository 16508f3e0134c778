import FileFormats
import Logistics
import Testing

@Suite struct TableHostileTests {
  @Test func aCellOf100MegabytesIsAFault() {
    let huge = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000_000)
    for quote in [[], [UInt8(ascii: "\"")]] {
      let bytes = Array("site,type\nLeipzig,plant\n".utf8) + quote + huge + quote + Array(",store\nLyon,port\n".utf8)
      let (draft, faults) = InstanceReader.read(name: "t", files: [("sites.csv", bytes)])
      #expect(faults.map(\.rule) == ["cell-too-long"])
      #expect(draft.tables.first?.rowCount == 3)
      let text = FaultText(files: draft.files).text(faults[0])
      #expect(text.hasPrefix("sites.csv:3:1: error: ") && text.utf8.count < 1_000)
      #expect(FaultText(files: draft.files).json(faults[0]).utf8.count < 3_000)
    }
  }

  @Test func anUnterminatedQuoteBefore100MegabytesIsAFault() {
    let bytes = Array("site,type\n\"Leipzig,plant\n".utf8) + [UInt8](repeating: 10, count: 100_000_000)
    let (_, faults) = InstanceReader.read(name: "t", files: [("sites.csv", bytes)])
    #expect(faults.map(\.rule) == ["unterminated-quote"])
  }

  @Test func aRowOfTenMillionCellsIsAFault() {
    let bytes = Array("site,type\n".utf8) + [UInt8](repeating: UInt8(ascii: ","), count: 10_000_000) + Array("x\n".utf8)
    let (draft, faults) = InstanceReader.read(name: "t", files: [("sites.csv", bytes)])
    #expect(faults.map(\.rule) == ["too-many-cells"])
    #expect(FaultText(files: draft.files).text(faults[0]).hasPrefix("sites.csv:2:3: error: "))
  }

  @Test func aHeaderOfAMillionColumnsIsAFault() {
    let bytes = [UInt8](repeating: UInt8(ascii: ","), count: 1_000_000)
    let (_, faults) = InstanceReader.read(name: "t", files: [("sites.csv", bytes)])
    #expect(Set(faults.map(\.rule)).contains("too-many-columns"))
  }

  @Test func tenMillionNULBytesAreCounted() {
    let bytes = Array("site,type\n".utf8) + [UInt8](repeating: 0, count: 10_000_000)
    let (_, faults) = InstanceReader.read(name: "t", files: [("sites.csv", bytes)])
    #expect(faults.filter { $0.rule == "nul-byte" }.count == 1_000)
    #expect(faults.contains { $0.rule == "further-faults" })
  }

  /// A small instance with some of everything.
  private static let seedTables: [(name: String, text: String)] = [
    ("settings.csv", "key,value\ncurrency,EUR\nquantity_decimals,0\nco2_price,0\n"),
    ("products.csv", "product,unit_weight [g],kind,pack_size\nrouter,1.4,finished,\n\"a \"\"b\"\"\",2/3,,\n"),
    ("sites.csv", "\u{feff}site;type;latitude;status\r\nLeipzig;plant;51.34;include\r\nLyon;port;;consider\r\n"),
    ("demand.csv", "customer\tproduct\tquantity\tpenalty_cost\nBern\trouter\t80\t90.5\nÄbeltoft\trouter\t1e2\t\n"),
    (
      "lanes.csv",
      "origin,destination,provider,unit_cost [EUR/(tonne km)],notes\nLeipzig,Bern,A,1.5,\"two\nlines, here\"\n"
    ),
    ("objectives.csv", "priority,objective,weight\n1,unmet_orders,1\n2,total_cost,\n"),
    ("periods.csv", "period\n"),
  ]

  @Test func whateverTheBytesAreThereIsADraftOrAFault() {
    let seed: UInt64 = 51
    var random = SeededGenerator(seed: seed)
    let nasty: [[UInt8]] = [
      [0], [0xff], [0xc3], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80], Array("\"".utf8), Array("\"\"".utf8),
      Array("\r".utf8),
      Array("\n".utf8), Array(",".utf8), Array(";".utf8), Array("\t".utf8), Array("[".utf8), Array("]".utf8),
      Array("1e400".utf8), Array("NaN".utf8), Array("-inf".utf8), Array("10000000000000000000".utf8), Array("1/0".utf8),
      Array("9999999999999999999999/7".utf8), Array("none".utf8), Array("\u{2028}".utf8), Array("\u{feff}".utf8),
      Array("1e-2147483649".utf8), Array("+".utf8), Array(String(repeating: "9", count: 400).utf8),
    ]
    var faulty = 0
    let rounds = scaled(4_000)
    for round in 0..<rounds {
      var files = TableHostileTests.seedTables.map { (name: $0.name, bytes: Array($0.text.utf8)) }
      for _ in 0...random.below(6) {
        let file = random.below(files.count)
        var bytes = files[file].bytes
        let place = random.below(bytes.count + 1)
        switch random.below(6) {
        case 0: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
        case 1: bytes.insert(contentsOf: random.pick(nasty), at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + random.below(8)))
        case 3: bytes.removeSubrange(place...)
        case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: random.below(bytes.count + 1))
        default: if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
        }
        files[file].bytes = bytes
      }
      let (draft, faults) = InstanceReader.read(name: "fuzz", files: files)
      faulty += faults.contains { $0.severity == .error } ? 1 : 0
      let text = FaultText(files: draft.files)
      let report = text.report(faults)
      #expect(faults.isEmpty == report.isEmpty, "seed \(seed), round \(round)")
      for fault in faults {
        guard let mark = fault.mark else { continue }
        guard let place = FaultPlace(mark, in: draft.files) else {
          Issue.record("\(fault) has no place, seed \(seed), round \(round)")
          continue
        }
        let lines = draft.files[Int(mark.file)].bytes.filter { $0 == 10 }.count + 1
        #expect(place.line >= 1 && place.line <= lines && place.column >= 1, "\(fault), seed \(seed), round \(round)")
        #expect(!text.json(fault).contains("\n"))
      }
      for table in draft.tables {
        #expect(table.columns.allSatisfy { $0.cells.count == table.rowCount }, "seed \(seed), round \(round)")
      }
    }
    #expect(faulty > rounds / 2)
  }

  @Test func randomBytesAreNeverTooMuch() {
    let seed: UInt64 = 52
    var random = SeededGenerator(seed: seed)
    for _ in 0..<scaled(500) {
      let bytes = (0..<random.below(3_000)).map { _ in
        random.chance(50) ? random.pick(Array(",;\"\n\r\t 1ae[]".utf8)) : UInt8(truncatingIfNeeded: random.next())
      }
      let (draft, faults) = InstanceReader.read(name: "noise", files: [("lanes.csv", bytes)])
      #expect(!faults.isEmpty, "seed \(seed)")
      #expect(!FaultText(files: draft.files).jsonLines(faults).isEmpty)
    }
  }
}
