/* A harmless fork storm: storm SECONDS PROGRAM ARGV0 [ARGV…]. 48 places, each held for a fraction of a second by a process that hands it to a child and ends. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* Never more than one process in a place, and one that is about to enter it: at most 96 at a time. */
enum { PLACES = 48 };

static struct {
  atomic_int holder[PLACES];
  atomic_int program;
  time_t end;
} *shared;

static char **command;

static int gone(int pid) { return pid > 0 && kill(pid, 0) != 0 && errno == ESRCH; }

/* Takes over what the dead one had, if nobody else was quicker. */
static int inherit(atomic_int *from) {
  int dead = atomic_load(from);
  return (dead == 0 || gone(dead)) && atomic_compare_exchange_strong(from, &dead, getpid());
}

static void run(void) {
  pid_t pid = fork();
  if (pid > 0) atomic_store(&shared->program, pid);
  if (pid != 0) return;
  setsid();
  execv(command[0], command + 1);
  _exit(127);
}

static void hold(int place) {
  for (;;) {
    srandom((unsigned)getpid());
    struct timespec rest = {0, (100 + random() % 300) * 1000000L};
    nanosleep(&rest, NULL);
    if (time(NULL) > shared->end) _exit(0);
    if (inherit(&shared->program)) run();
    int other = (int)(random() % PLACES);
    if (inherit(&shared->holder[other]) && fork() == 0) {
      atomic_store(&shared->holder[other], getpid());
      place = other;
      continue;
    }
    if (fork() != 0) _exit(0);
    atomic_store(&shared->holder[place], getpid());
  }
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return 1;
  shared->end = time(NULL) + atoi(argv[1]);
  command = argv + 2;
  signal(SIGCHLD, SIG_IGN);
  for (int place = 0; place < PLACES; place++)
    if (fork() == 0) {
      setsid();
      atomic_store(&shared->holder[place], getpid());
      hold(place);
    }
  return 0;
}
