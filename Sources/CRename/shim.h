/* renameat2 (Linux 3.15, glibc 2.28) swaps two folders in one step. The C library hides its declaration behind _GNU_SOURCE,
   which Swift does not define for it. */
#ifndef LANEWISE_CRENAME_H
#define LANEWISE_CRENAME_H
int renameat2(int oldFolder, const char *oldPath, int newFolder, const char *newPath, unsigned int flags);
#define LANEWISE_RENAME_NOREPLACE 1u
#define LANEWISE_RENAME_EXCHANGE 2u
#endif
