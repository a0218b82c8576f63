/* A stand-in for Redis: respd PORT DIR. Keys in memory, CONFIG GET/SET dir and dbfilename, and a save every three seconds; nothing else. It ends after an hour. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LIFETIME = 3600, KEYS = 64, WORDS = 8, WORD = 1024, INTERVAL = 3 };

static struct {
  char name[64], value[WORD];
  size_t length;
} keys[KEYS];

static char folder[PATH_MAX], file[256] = "dump.rdb";

static void put_length(FILE *out, size_t n) {
  if (n >= 64) fputc((int)(0x40 | n >> 8), out);
  fputc((int)(n & 0xff), out);
}

static void put_text(FILE *out, const char *text, size_t n) {
  put_length(out, n);
  fwrite(text, 1, n, out);
}

/* As Redis does: beside the place, then renamed over it. */
static int save(void) {
  char fresh[PATH_MAX + 32], path[PATH_MAX + 300];
  snprintf(fresh, sizeof fresh, "%s/temp-%d.rdb", folder, getpid());
  snprintf(path, sizeof path, "%s/%s", folder, file);
  int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
  if (!out) return -1;
  fputs("REDIS0009", out);
  fputc(0xfa, out);
  put_text(out, "redis-ver", 9);
  put_text(out, "6.0.16", 6);
  fwrite("\376\0", 1, 2, out);
  for (int i = 0; i < KEYS; i++) {
    if (!*keys[i].name) continue;
    fputc(0, out);
    put_text(out, keys[i].name, strlen(keys[i].name));
    put_text(out, keys[i].value, keys[i].length);
  }
  /* A checksum of zeros: checking is off. */
  fwrite("\377\0\0\0\0\0\0\0", 1, 9, out);
  return fclose(out) == 0 ? rename(fresh, path) : -1;
}

static int place_of(const char *name) {
  int empty = -1;
  for (int i = 0; i < KEYS; i++) {
    if (strcmp(keys[i].name, name) == 0) return i;
    if (empty < 0 && !*keys[i].name) empty = i;
  }
  return empty;
}

static void bulk(FILE *to, const char *text, size_t n) {
  fprintf(to, "$%zu\r\n", n);
  fwrite(text, 1, n, to);
  fputs("\r\n", to);
}

static int config(FILE *to, char words[][WORD], int count) {
  char *place = !strcasecmp(words[2], "dir") ? folder : !strcasecmp(words[2], "dbfilename") ? file : NULL;
  if (!place || count < 3) return 0;
  if (!strcasecmp(words[1], "SET") && count == 4) {
    /* As Redis does, it goes to the directory. */
    if (place == folder && chdir(words[3]) != 0) return fputs("-ERR Changing directory\r\n", to), 1;
    snprintf(place, place == folder ? sizeof folder : sizeof file, "%s", words[3]);
    fputs("+OK\r\n", to);
    return 1;
  }
  fputs("*2\r\n", to);
  bulk(to, words[2], strlen(words[2]));
  bulk(to, place, strlen(place));
  return 1;
}

static void answer(FILE *to, char words[][WORD], const size_t *lengths, int count) {
  const char *verb = words[0];
  int at = count > 1 ? place_of(words[1]) : -1;
  if (!strcasecmp(verb, "PING")) fputs("+PONG\r\n", to);
  else if (!strcasecmp(verb, "CONFIG") && config(to, words, count)) return;
  else if (!strcasecmp(verb, "SAVE") || !strcasecmp(verb, "BGSAVE")) fputs(save() == 0 ? "+OK\r\n" : "-ERR\r\n", to);
  else if (!strcasecmp(verb, "SET") && count == 3 && at >= 0) {
    snprintf(keys[at].name, sizeof keys[at].name, "%s", words[1]);
    memcpy(keys[at].value, words[2], keys[at].length = lengths[2]);
    fputs("+OK\r\n", to);
  } else if (!strcasecmp(verb, "GET") && at >= 0 && *keys[at].name) bulk(to, keys[at].value, keys[at].length);
  else if (!strcasecmp(verb, "GET")) fputs("$-1\r\n", to);
  else if (!strcasecmp(verb, "DEL") && at >= 0) {
    fputs(*keys[at].name ? ":1\r\n" : ":0\r\n", to);
    *keys[at].name = 0;
  } else if (!strcasecmp(verb, "KEYS")) {
    int n = 0;
    for (int i = 0; i < KEYS; i++) n += *keys[i].name != 0;
    fprintf(to, "*%d\r\n", n);
    for (int i = 0; i < KEYS; i++)
      if (*keys[i].name) bulk(to, keys[i].name, strlen(keys[i].name));
  } else fputs("-ERR unknown command\r\n", to);
}

/* One command as an array of bulk strings, or as one line of words; 0 when the client has gone. */
static int command(FILE *from, char words[][WORD], size_t *lengths) {
  char line[4 * WORD];
  if (!fgets(line, sizeof line, from)) return 0;
  int count = 0;
  if (*line != '*') {
    for (char *word = strtok(line, " \r\n"); word && count < WORDS; word = strtok(NULL, " \r\n"), count++)
      lengths[count] = (size_t)snprintf(words[count], WORD, "%s", word);
    return count;
  }
  for (int want = atoi(line + 1); count < want && count < WORDS; count++) {
    if (!fgets(line, sizeof line, from) || *line != '$') return 0;
    size_t n = (size_t)atoi(line + 1);
    if (n >= WORD || fread(words[count], 1, n, from) != n || !fgets(line, sizeof line, from)) return 0;
    words[count][n] = 0;
    lengths[count] = n;
  }
  return count;
}

/* One client at a time, two seconds each: enough for a stand-in. */
static void serve(int client) {
  static char words[WORDS][WORD];
  size_t lengths[WORDS];
  struct timeval most = {2, 0};
  setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
  FILE *from = fdopen(client, "r"), *to = fdopen(dup(client), "w");
  for (int count; from && to && (count = command(from, words, lengths)) > 0; fflush(to)) {
    for (int i = count; i < WORDS; i++) *words[i] = 0;
    answer(to, words, lengths, count);
  }
  if (to) fclose(to);
  if (from) fclose(from);
}

int main(int argc, char **argv) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (argc < 3) return 2;
  at.sin_port = htons((unsigned short)atoi(argv[1]));
  snprintf(folder, sizeof folder, "%s", argv[2]);
  if (chdir(folder) != 0) return 1;
  signal(SIGPIPE, SIG_IGN);
  int on = 1, s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (s < 0 || bind(s, (struct sockaddr *)&at, sizeof at) != 0 || listen(s, 16) != 0) return 1;
  time_t end = time(NULL) + LIFETIME, next = time(NULL) + INTERVAL;
  while (time(NULL) < end) {
    struct pollfd ready = {.fd = s, .events = POLLIN};
    if (poll(&ready, 1, 500) > 0) serve(accept4(s, NULL, NULL, SOCK_CLOEXEC));
    if (time(NULL) < next) continue;
    save();
    next = time(NULL) + INTERVAL;
  }
  return 0;
}
