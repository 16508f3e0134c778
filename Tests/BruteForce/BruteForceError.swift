/// Why an instance has no brute-force answer.
public enum BruteForceError: Error, Hashable, Sendable {
  /// The tables break a rule of the format page, or use what the enumerator leaves out.
  case invalid(String)
  /// There are more plans than the caller wants to look at.
  case tooLarge
}
