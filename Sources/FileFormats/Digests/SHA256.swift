import CCrypto

/// SHA-256 (FIPS 180-4) of a file's bytes, through OpenSSL's EVP interface.
public enum SHA256 {
  /// 64 lowercase hexadecimal digits; nil where the library refuses, which it does only without memory.
  public static func hexadecimal(_ bytes: [UInt8]) -> String? {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    let succeeded = bytes.withUnsafeBytes { input in
      EVP_Digest(input.baseAddress, input.count, &digest, &length, EVP_sha256(), nil)
    }
    guard succeeded == 1 else { return nil }
    return digest.prefix(Int(length)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
