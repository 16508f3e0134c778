import FileFormats
import Logistics
import Testing

/// Carriers' bids as offers.
@Suite struct ImportFreightBidsTests {
  /// One supplier, two customers, two scenarios, two phases of two periods, three bids; the last one cannot be taken.
  static let source = """
    int Dev = 10;// Deviation
    extern const int P = 2;
    extern const int PT = 2;
    extern const int T = 4;// Number of periods; {not} = read;
    extern const int I1 =1;
    extern const int I2 = 2;
    extern const int BN = 3;
    extern const int SN = 2;
    double PRO[P][SN]={{0.5,0.5},{0.5,0.5}};
    int sup[I][P][SN][PT]={{{{50,0},{60,0}},{{50,0},{60,0}}},
      {{{-5,-6},{-7,-8}},{{-5,-6},{-7,-8}}}, {{{-1,-1},{-2,-2}},{{-1,-1},{-2,-2}}}};
    int iniv[I]={20,2,9};
    int len[I1][I2]={{3,1}};
    double c1[I]={0.0,0.0,0.0};
    double c2[I]={0.05,7.19,13.32};
    double c3[BN]={0.0,0.25,0.0};
    double c4[I1][I2]={{6.5,12}};
    int LBset[I1][I2][LBN]={{{0,1},{2}}};
    double frt[BN]={5.25,4.5,9.5};
    int lbcap[BN]={3,5,9};
    int ubcap[BN]={4,6,8};
    int SHN[BN]={2,3,1};

    """

  @Test func aBidIsAnOfferFromItsFloorToItsCeiling() throws {
    let imported = try imported(.freightBids, Self.source)
    #expect(imported.rows("supply") == ["S1|goods|120|-0.05"])
    #expect(imported.rows("demand") == ["C1|goods|20|7.19", "C2|goods|0|13.32"])
    #expect(
      imported.rows("lanes") == [
        "S1|C1||bid 1|5.25|3|6|8||", "S1|C1||bid 2|4.75|3|15|18||",
        "S1|C2||bid 3|9.5|1|9|8|exclude|the floor is above the ceiling", "S1|C1|spot||6.5|3||||",
        "S1|C2|spot||12|1||||",
      ])
    #expect(imported.report.contains { $0.contains("floor is above their ceiling") && $0.hasSuffix(": 3") })
    #expect(imported.report.contains { $0.hasSuffix("the plan's + 6") })
    let instance = try imported.instance()
    #expect(instance.offers.count == 2)
  }

  @Test func anotherScenarioHasAnotherDemand() throws {
    let imported = try imported(.freightBids, Self.source, ImportOptions(scenario: 2))
    #expect(imported.rows("supply") == ["S1|goods|140|-0.05"])
    #expect(imported.rows("demand") == ["C1|goods|28|7.19", "C2|goods|0|13.32"])
    for scenario in [0, 3, -1] {
      guard case .option? = importFault(.freightBids, Self.source, ImportOptions(scenario: scenario)) else {
        Issue.record("scenario \(scenario) is taken")
        continue
      }
    }
  }

  @Test(arguments: [
    ("int iniv[I]={20,2,9};", "int iniv[I]={20,2};", "iniv"), ("int SHN[BN]={2,3,1};", "", "SHN"),
    ("={{{0,1},{2}}};", "={{{0,1},{3}}};", "LBset"), ("={{{0,1},{2}}};", "={{{0,1},{1}}};", "two lanes"),
    ("={{{0,1},{2}}};", "={{{0,1},{}}};", "no lane"), ("{5.25,4.5,9.5}", "{5.25,four,9.5}", "four"),
    ("{5.25,4.5,9.5};", "{5.25,4.5,9.5}", "`;`"), ("{2,3,1};", "{2,3,1", "ends within"),
    ("SN = 2;", "SN = two;", "SN"), ("{4,6,8}", "{{{{{{{{{{{{{{{{{{4}}}}}}}}}}}}}}}}}}", "too deep"),
  ])
  func aDamagedSourceIsRefused(part: String, damage: String, words: String) {
    guard case .malformed(_, let message)? = importFault(.freightBids, Self.source.replacing(part, with: damage)) else {
      Issue.record("it is imported")
      return
    }
    #expect(message.contains(words), "\(message)")
  }
}
