public import Logistics

/// What checking a certificate needs and no plan decides: every rule of an instance, and what each decision costs.
///
/// It is the same whenever it is made, so that it can be made while a plan is still sought.
public struct PreparedCheck: Sendable {
  let book: RuleBook
  /// By objective level.
  let costs: [LevelCosts]

  public var instance: Instance { book.instance }

  /// - Complexity: about linear in the decisions and what they appear in.
  public init(_ instance: Instance) { self.init(RuleBook(instance)) }

  init(_ book: RuleBook) {
    self.book = book
    costs = book.instance.objectives.map { book.costs(of: $0) }
  }
}
