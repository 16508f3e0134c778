/// What decisions cost at least in a leaf.
enum LeastValue<Number> {
  case atLeast(Number)
  /// The leaf leaves them no values.
  case noPlan
}
