/// The whole numbers in which an algorithm runs: 32 bits where a network fits, 64 bits otherwise.
///
/// `NumberRange` proves before a solve that no sum or difference leaves the type, so that the algorithms may use
/// wrapping operators.
protocol FlowNumber: FixedWidthInteger, SignedInteger, BitwiseCopyable, Sendable {
  /// Stands for "no capacity"; two of them, or two flows below them, can be added.
  static var capacityLimit: Self { get }
  /// Limit of reduced costs.
  static var costLimit: Self { get }
}

extension Int32: FlowNumber {
  static var capacityLimit: Int32 { (1 << 30) - 1 }
  static var costLimit: Int32 { .max }
}

extension Int64: FlowNumber {
  static var capacityLimit: Int64 { (1 << 61) - 1 }
  static var costLimit: Int64 { 1 << 62 }
}
