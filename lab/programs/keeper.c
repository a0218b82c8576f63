/* A harmless guardian: keeper FILE… [-- PROGRAM ARGV0 [ARGV…]]. Deleted or changed files are back within milliseconds, and so is the program when it ends. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 16, LIFETIME = 3600, EVENTS = IN_DELETE | IN_MOVE | IN_CREATE | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF };

/* Its content is kept in memory, so that no store of copies has to be found and saved. */
struct kept {
  const char *path;
  char *bytes;
  size_t length;
  struct stat last;
};

static char *directory_of(const char *path, char *buffer) {
  snprintf(buffer, PATH_MAX, "%s", path);
  return dirname(buffer);
}

static void make_directories(const char *path) {
  char part[PATH_MAX];
  for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
    mkdir(part, 0755);
  }
}

static int learn(struct kept *file, const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &file->last) != 0) return -1;
  file->path = path;
  file->bytes = malloc((size_t)file->last.st_size + 1);
  for (ssize_t n; (n = read(fd, file->bytes + file->length, (size_t)file->last.st_size - file->length)) > 0;) file->length += (size_t)n;
  return close(fd);
}

static void keep(struct kept *file) {
  struct stat now;
  if (lstat(file->path, &now) == 0 && now.st_ino == file->last.st_ino && now.st_size == file->last.st_size && now.st_mode == file->last.st_mode &&
      now.st_mtim.tv_sec == file->last.st_mtim.tv_sec && now.st_mtim.tv_nsec == file->last.st_mtim.tv_nsec)
    return;
  char fresh[PATH_MAX];
  snprintf(fresh, sizeof fresh, "%s.~", file->path);
  make_directories(file->path);
  int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return;
  if (write(fd, file->bytes, file->length) == (ssize_t)file->length && fchmod(fd, file->last.st_mode & 07777) == 0 && rename(fresh, file->path) == 0) {
    mode_t mode = file->last.st_mode;
    fstat(fd, &file->last);
    file->last.st_mode = mode;
  } else {
    unlink(fresh);
  }
  close(fd);
}

static pid_t run(char **command) {
  pid_t pid = fork();
  if (pid != 0) return pid;
  int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
  setsid();
  execv(command[0], command + 1);
  _exit(127);
}

int main(int argc, char **argv) {
  struct kept files[MOST] = {0};
  char **command = NULL, buffer[PATH_MAX], events[4096];
  int count = 0, watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  for (int i = 1; i < argc && !command; i++) {
    if (strcmp(argv[i], "--") == 0) command = argv + i + 1;
    else if (count < MOST && learn(&files[count], argv[i]) == 0) count++;
    else return 2;
  }
  pid_t child = -1;
  for (time_t end = time(NULL) + LIFETIME; time(NULL) < end;) {
    for (int i = 0; i < count; i++) keep(&files[i]);
    for (int i = 0; i < count; i++) inotify_add_watch(watch, directory_of(files[i].path, buffer), EVENTS);
    if (command && (child < 0 || waitpid(child, NULL, WNOHANG) == child)) child = run(command);
    struct pollfd ready = {.fd = watch, .events = POLLIN};
    if (poll(&ready, 1, 20) > 0)
      while (read(watch, events, sizeof events) > 0) continue;
  }
  return 0;
}
