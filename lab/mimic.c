/* A harmless stand-in for a miner: it sleeps, takes a little CPU on request and speaks to the lab's own scripted pool; called "launch", it starts one in disguise. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SETTINGS_FD = 9, LIFETIME = 3600 };

static int duty;

/* Nobody may talk to a real pool by mistake: only from the address that the lab gives its hosts. */
static int inside_lab(const struct sockaddr_in *to) {
  struct sockaddr_in from;
  socklen_t length = sizeof from;
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  int ok = s >= 0 && connect(s, (const struct sockaddr *)to, sizeof *to) == 0 && getsockname(s, (struct sockaddr *)&from, &length) == 0 &&
           from.sin_addr.s_addr == inet_addr("10.77.0.2");
  if (s >= 0) close(s);
  return ok;
}

static int open_to(const char *text) {
  char host[64];
  unsigned port;
  struct sockaddr_in to = {.sin_family = AF_INET};
  if (sscanf(text, "%63[0-9.]:%u", host, &port) != 2 || inet_pton(AF_INET, host, &to.sin_addr) != 1) return -1;
  to.sin_port = htons((unsigned short)port);
  if (!inside_lab(&to)) return -1;
  int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (s < 0 || connect(s, (struct sockaddr *)&to, sizeof to) != 0) {
    if (s >= 0) close(s);
    return -1;
  }
  return s;
}

static int stratum(const char *text) {
  int s = open_to(text);
  const char *login = "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"login\",\"params\":{\"login\":\"lab\",\"pass\":\"x\",\"agent\":\"lab/1.0\"}}\n";
  if (s >= 0 && write(s, login, strlen(login)) < 0) return -1;
  return s;
}

static const char *after_scheme(const char *url) {
  const char *p = strstr(url, "://");
  return p ? p + 3 : url;
}

static int pool_of_config(const char *path) {
  char text[4096];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  text[n < 0 ? 0 : n] = 0;
  const char *url = strstr(text, "\"url\"");
  if (!url || !(url = strchr(url + 5, '"'))) return -1;
  return stratum(after_scheme(url + 1));
}

static int pool_of_argv(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    if ((!strcmp(argv[i], "-o") || !strcmp(argv[i], "--url")) && i + 1 < argc) return stratum(after_scheme(argv[i + 1]));
    if (!strncmp(argv[i], "--url=", 6)) return stratum(after_scheme(argv[i] + 6));
    if (!strncmp(argv[i], "--config=", 9)) return pool_of_config(argv[i] + 9);
    if (!strcmp(argv[i], "-c") && i + 1 < argc) return pool_of_config(argv[i + 1]);
  }
  return -1;
}

static void *work(void *unused) {
  (void)unused;
  for (;;) {
    struct timespec start, now, rest = {0, (100 - duty) * 1000000L};
    clock_gettime(CLOCK_MONOTONIC, &start);
    do clock_gettime(CLOCK_MONOTONIC, &now);
    while ((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000 < duty);
    nanosleep(&rest, NULL);
  }
  return NULL;
}

static int mimic(int argc, char **argv) {
  char text[1024] = "", *line, *rest = text;
  int sock = -1, threads = 1;
  ssize_t n = read(SETTINGS_FD, text, sizeof text - 1);
  close(SETTINGS_FD);
  text[n < 0 ? 0 : n] = 0;
  while ((line = strsep(&rest, "\n"))) {
    char *value = strchr(line, ' ');
    if (!value) continue;
    *value++ = 0;
    if (!strcmp(line, "comm")) prctl(PR_SET_NAME, value);
    if (!strcmp(line, "duty")) duty = atoi(value) > 60 ? 60 : atoi(value);
    if (!strcmp(line, "threads")) threads = atoi(value) > 4 ? 4 : atoi(value);
    if (!strcmp(line, "pool")) sock = stratum(value);
    if (!strcmp(line, "hold")) sock = open_to(value);
    if (!strcmp(line, "delete")) unlink(value);
  }
  if (sock < 0) sock = pool_of_argv(argc, argv);
  pthread_t id;
  for (int i = 0; duty > 0 && i < threads; i++) pthread_create(&id, NULL, work, NULL);
  for (time_t end = time(NULL) + LIFETIME; time(NULL) < end;) {
    char answer[4096];
    if (sock >= 0 && recv(sock, answer, sizeof answer, MSG_DONTWAIT) == 0) {
      close(sock);
      sock = -1;
    }
    sleep(2);
  }
  return 0;
}

/* launch [-c COMM] [-d DUTY] [-t THREADS] [-p POOL] [-k KEEP] [-x (delete)] [-m MEMFD] [-u UID] [-w CWD] EXE ARGV0 [ARGV…] */
static int launch(int argc, char **argv) {
  char settings[1024] = "";
  const char *memory = NULL, *cwd = "/";
  int option, uid = 0, erase = 0;
  while ((option = getopt(argc, argv, "+c:d:t:p:k:xm:u:w:")) != -1) {
    const char *name = option == 'c' ? "comm" : option == 'd' ? "duty" : option == 't' ? "threads" : option == 'p' ? "pool" : option == 'k' ? "hold" : NULL;
    if (name) snprintf(settings + strlen(settings), sizeof settings - strlen(settings), "%s %s\n", name, optarg);
    if (option == 'x') erase = 1;
    if (option == 'm') memory = optarg;
    if (option == 'u') uid = atoi(optarg);
    if (option == 'w') cwd = optarg;
    if (option == '?') return 2;
  }
  if (argc - optind < 2) return 2;
  const char *exe = argv[optind];
  if (erase) snprintf(settings + strlen(settings), sizeof settings - strlen(settings), "delete %s\n", exe);
  if (fork() != 0) return 0;
  setsid();
  if (fork() != 0) _exit(0);
  if (chdir(cwd) != 0) return 1;
  int in = open(exe, O_RDONLY | O_CLOEXEC), null = open("/dev/null", O_RDWR), ends[2];
  if (in < 0 || null < 0 || pipe(ends) != 0) return 1;
  if (write(ends[1], settings, strlen(settings)) < 0) return 1;
  close(ends[1]);
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
  dup2(ends[0], SETTINGS_FD);
  if (memory) {
    char part[65536];
    int fd = memfd_create(memory, MFD_CLOEXEC);
    for (ssize_t n; (n = read(in, part, sizeof part)) > 0;)
      if (write(fd, part, (size_t)n) != n) return 1;
    in = fd;
  }
  if (uid && (setgroups(0, NULL) != 0 || setgid((gid_t)uid) != 0 || setuid((uid_t)uid) != 0)) return 1;
  for (int fd = 3; fd < 64; fd++)
    if (fd != in && fd != SETTINGS_FD) close(fd);
  char *env[] = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", NULL};
  if (memory) fexecve(in, argv + optind + 1, env);
  else execve(exe, argv + optind + 1, env);
  return 1;
}

int main(int argc, char **argv) {
  const char *slash = strrchr(argv[0], '/');
  signal(SIGPIPE, SIG_IGN);
  return strcmp(slash ? slash + 1 : argv[0], "launch") == 0 ? launch(argc, argv) : mimic(argc, argv);
}
