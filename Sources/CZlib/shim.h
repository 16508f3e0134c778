/* zlib: reading bare programs that are stored as .gz. */
#include <zlib.h>
