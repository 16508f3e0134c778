/* OpenSSL's digests: the SHA-256 of inputs and outputs in manifest.json. */
#include <openssl/evp.h>
