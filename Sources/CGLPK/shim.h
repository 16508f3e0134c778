/* GLPK itself: seen by GLPKGuard alone. */
#include <glpk.h>
