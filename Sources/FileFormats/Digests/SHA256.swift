import CCrypto

/// SHA-256 (FIPS 180-4) through OpenSSL's EVP interface, of bytes that come piece by piece.
public final class SHA256 {
  private let context: OpaquePointer?
  private var hasFailed: Bool

  public init() {
    context = EVP_MD_CTX_new()
    hasFailed = context == nil || EVP_DigestInit_ex(context, EVP_sha256(), nil) != 1
  }

  deinit { EVP_MD_CTX_free(context) }

  public func update(_ bytes: [UInt8]) {
    guard !hasFailed else { return }
    hasFailed = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) } != 1
  }

  /// 64 lowercase hexadecimal digits, asked for once; nil where the library refuses, which it does only without memory.
  public func hexadecimal() -> String? {
    guard !hasFailed else { return nil }
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    guard EVP_DigestFinal_ex(context, &digest, &length) == 1 else { return nil }
    return digest.prefix(Int(length)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The digest of bytes that are all there.
  public static func hexadecimal(_ bytes: [UInt8]) -> String? {
    let digest = SHA256()
    digest.update(bytes)
    return digest.hexadecimal()
  }
}
