/* A harmless shape-shifter: every second it runs on from a new copy of itself under a new path and name, and deletes the former. It ends after an hour. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *const places[] = {"/tmp", "/var/tmp", "/dev/shm", "/run", "/usr/share", "/var/lib"};
static const char *const names[] = {"crond", "rsyslogd", "dbus-daemon", "agetty", "polkitd", "irqbalance", "udisksd"};

#define ONE_OF(list) list[(size_t)random() % (sizeof list / sizeof *list)]

static int copy(const char *from, const char *to) {
  char part[65536];
  int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755), ok = in >= 0 && out >= 0;
  for (ssize_t n; ok && (n = read(in, part, sizeof part)) > 0;) ok = write(out, part, (size_t)n) == n;
  close(in);
  close(out);
  return ok;
}

/* A little work, so that it is not idle: 50 ms. */
static void work(void) {
  for (clock_t end = clock() + CLOCKS_PER_SEC / 20; clock() < end;) continue;
}

int main(int argc, char **argv) {
  char self[PATH_MAX], next[PATH_MAX], until[32];
  const char *end = getenv("LANGUAGE_END");
  snprintf(until, sizeof until, "%ld", end ? atol(end) : (long)time(NULL) + 3600);
  setenv("LANGUAGE_END", until, 1);
  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length < 0 || argc < 1) return 1;
  self[length] = 0;
  srandom((unsigned)(time(NULL) ^ getpid()));
  while (time(NULL) < atol(until)) {
    work();
    usleep(950000);
    const char *name = ONE_OF(names);
    snprintf(next, sizeof next, "%s/.%06lx", ONE_OF(places), (unsigned long)random() & 0xffffff);
    if (mkdir(next, 0755) != 0) continue;
    snprintf(next + strlen(next), sizeof next - strlen(next), "/%s", name);
    if (!copy("/proc/self/exe", next)) continue;
    unlink(self);
    char *slash = strrchr(self, '/');
    if (slash) *slash = 0, rmdir(self);
    argv[0] = (char *)name;
    execv(next, argv);
    return 1;
  }
  return 0;
}
