/// Tiers of a contract that give back a part of what a provider charged, once its volume reaches them.
public struct Rebate: Sendable {
  /// The highest that the volume reaches counts, on the whole amount.
  public struct Tier: Sendable {
    /// In units.
    public var threshold: Rational
    public var percent: Rational
    public var mark: SourceMark

    public init(threshold: Rational, percent: Rational, mark: SourceMark) {
      self.threshold = threshold
      self.percent = percent
      self.mark = mark
    }
  }

  public var contract: String
  public var provider: ProviderID
  /// The provider's flows that count, and whose charges are given back in part; whole lane rows, validation sees to that.
  public var filter: FlowFilter
  /// Ascending.
  public var tiers: [Tier]
  public var mark: SourceMark

  public init(contract: String, provider: ProviderID, filter: FlowFilter, tiers: [Tier], mark: SourceMark) {
    self.contract = contract
    self.provider = provider
    self.filter = filter
    self.tiers = tiers
    self.mark = mark
  }
}
