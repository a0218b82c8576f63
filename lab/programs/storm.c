/* A harmless fork storm: storm SECONDS PROGRAM ARGV0 [ARGV…]. 48 places, each held for a fraction of a second by a process that hands it to a child and ends;
   one conductor that lasts. Whoever of them is left brings back the others and the program. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* Never more than one process in a place, and one that is about to enter it: at most 96 at a time. */
enum { PLACES = 48 };

static struct {
  atomic_int holder[PLACES];
  atomic_int conductor;
  atomic_int program;
  time_t end;
} *shared;

static char **command;

/* Nobody has been there yet, or he is dead. */
static int gone(int pid) { return pid == 0 || (kill(pid, 0) != 0 && errno == ESRCH); }

/* Takes over what the dead one had, if nobody else was quicker. */
static int inherit(atomic_int *from) {
  int dead = atomic_load(from);
  return gone(dead) && atomic_compare_exchange_strong(from, &dead, getpid());
}

static void run(void) {
  pid_t pid = fork();
  if (pid > 0) atomic_store(&shared->program, pid);
  if (pid != 0) return;
  setsid();
  execv(command[0], command + 1);
  _exit(127);
}

static void hold(int place);

static void conduct(void) {
  struct timespec second = {1, 0};
  for (; time(NULL) < shared->end; nanosleep(&second, NULL)) {
    if (inherit(&shared->program)) run();
    for (int place = 0; place < PLACES; place++)
      if (inherit(&shared->holder[place]) && fork() == 0) hold(place);
  }
  _exit(0);
}

static void hold(int place) {
  for (;;) {
    atomic_store(&shared->holder[place], getpid());
    srandom((unsigned)getpid());
    struct timespec rest = {0, (100 + random() % 300) * 1000000L};
    nanosleep(&rest, NULL);
    if (time(NULL) > shared->end) _exit(0);
    pid_t next = fork();
    if (next == 0) continue;
    if (inherit(&shared->program)) run();
    int other = (int)(random() % PLACES);
    if (inherit(&shared->holder[other]) && fork() == 0) {
      place = other;
      continue;
    }
    if (inherit(&shared->conductor)) conduct();
    _exit(0);
  }
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return 1;
  shared->end = time(NULL) + atoi(argv[1]);
  shared->conductor = getpid();
  /* Its own command line says no more than its name. */
  if (!(command = calloc((size_t)argc, sizeof *command))) return 1;
  for (int i = 0; i < argc - 2; i++) command[i] = strdup(argv[i + 2]);
  for (int i = 1; i < argc; i++) memset(argv[i], 0, strlen(argv[i]));
  signal(SIGCHLD, SIG_IGN);
  conduct();
}
