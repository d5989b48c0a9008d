/* Preloaded into a process, makes what it writes below a folder fail, end, or be written down.

   FAULT_FOLDER  the folder; all else is left alone
   FAULT_KIND    write (also truncating), or sync
   FAULT_AT      which of them, from 1 on; 0 for none
   FAULT_HOW     ENOSPC, EIO: it fails; kill: the process ends before it; tear: in the midst of it
   FAULT_STAYS   set if all that follow fail, too
   FAULT_LOG     a file that takes down each act: a line of text, then the bytes of a write
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static long acts;
static int notes = -1;

static const char *set(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

static int ours(const char *path) {
  const char *folder = set("FAULT_FOLDER");
  return *folder && !strncmp(path, folder, strlen(folder));
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
  return ours(path);
}

static void note(const char *act, const char *path, long long at, const void *data, size_t size) {
  if (!*set("FAULT_LOG")) return;
  if (notes < 0)
    notes = syscall(SYS_openat, AT_FDCWD, set("FAULT_LOG"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%s %lld %zu %s\n", act, at, size, path);
  syscall(SYS_write, notes, line, length);
  if (data) syscall(SYS_write, notes, data, size);
}

/* Tells whether this act is to fail; does not return where the process is to end before it. */
static int fails(const char *kind) {
  if (strcmp(kind, set("FAULT_KIND"))) return 0;
  long at = atol(set("FAULT_AT"));
  acts++;
  if (!at || acts < at || (acts > at && !*set("FAULT_STAYS"))) return 0;
  if (!strcmp(set("FAULT_HOW"), "kill")) raise(SIGKILL);
  errno = strcmp(set("FAULT_HOW"), "EIO") ? ENOSPC : EIO;
  return strcmp(set("FAULT_HOW"), "tear") ? 1 : 2;
}

static ssize_t put(int fd, const void *data, size_t size, off_t at, int placed) {
  char path[PATH_MAX];
  int mine = path_of(fd, path);
  int how = mine ? fails("write") : 0;
  if (how == 1) return -1;
  if (how == 2) size /= 2;
  ssize_t done = placed ? syscall(SYS_pwrite64, fd, data, size, at)
                        : syscall(SYS_write, fd, data, size);
  if (how == 2) raise(SIGKILL);
  if (mine && done > 0)
    note("write", path, placed ? at : lseek(fd, 0, SEEK_CUR) - done, data, done);
  return done;
}

ssize_t write(int fd, const void *data, size_t size) { return put(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  return put(fd, data, size, at, 1);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  return put(fd, data, size, at, 1);
}

static int truncated(int fd, off_t size) {
  char path[PATH_MAX];
  int mine = path_of(fd, path);
  int how = mine ? fails("write") : 0;
  if (how == 2) raise(SIGKILL);
  if (how) return -1;
  int done = syscall(SYS_ftruncate, fd, size);
  if (mine && !done) note("truncate", path, size, NULL, 0);
  return done;
}

int ftruncate(int fd, off_t size) { return truncated(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncated(fd, size); }

static int synced(int fd, long call) {
  char path[PATH_MAX];
  int mine = path_of(fd, path);
  if (mine && fails("sync")) return -1;
  int done = syscall(call, fd);
  if (mine && !done) note("sync", path, 0, NULL, 0);
  return done;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int unlink(const char *path) {
  int done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  if (!done && ours(path)) note("remove", path, 0, NULL, 0);
  return done;
}
