import BruteForce

extension TinyInstance {
  /// Reads tables from text: a line with the name, the header line, one line a row, and a blank line between tables.
  init(_ text: String) {
    self.init(
      text.split(separator: "\n\n").map { block in
        let lines = block.split(separator: "\n").map(String.init)
        let rows = lines.dropFirst().map { line in
          line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return TinyTable(lines[0], rows[0], Array(rows.dropFirst()))
      })
  }

  /// The same instance with further tables, which replace those of the same name.
  func with(_ text: String) -> TinyInstance {
    var copy = self
    for table in TinyInstance(text).tables { copy[table.name] = table }
    return copy
  }

  /// The best value of each level, or `infeasible`.
  var best: [String] {
    get throws {
      let answer = try BruteForce(self).answer()
      return answer.isFeasible ? answer.levels.map(\.best.description) : ["infeasible"]
    }
  }

  /// One plant that serves one customer three units at 2 each: 6. A unit weighs 2 kg, fills 0.5 m3 and half a pallet.
  static let single = TinyInstance(
    """
    settings
    key,value
    quantity_decimals,0
    currency,EUR

    products
    product,unit_weight,unit_volume,units_per_pallet
    A,2,0.5,2

    sites
    site
    P1

    supply
    site,product
    P1,A

    demand
    customer,product,order,quantity
    C1,A,,3

    lanes
    origin,destination,unit_cost,distance
    P1,C1,2,10
    """)

  /// A plant, a warehouse to be considered behind it, and a dear direct lane: two products for two customers.
  ///
  /// C1 wants 2 of A, C2 wants 1 of A and 1 of B. By the warehouse a unit costs 1 + 1, directly 5.
  static let network = TinyInstance(
    """
    settings
    key,value
    quantity_decimals,0
    currency,EUR

    products
    product,unit_weight,unit_volume,units_per_pallet
    A,2,0.5,2
    B,1,1,4

    sites
    site,type,status
    P1,plant,
    W1,warehouse,consider

    supply
    site,product
    P1,ALL

    customers
    customer,segment
    C1,small
    C2,small

    demand
    customer,product,order,quantity
    C1,A,,2
    C2,A,,1
    C2,B,,1

    providers
    provider,engagement_cost
    V1,
    V2,

    lanes
    origin,destination,provider,product,unit_cost,distance
    P1,W1,V1,,1,10
    W1,CUSTOMERS,V1,,1,20
    P1,CUSTOMERS,V2,,5,25
    """)
}
