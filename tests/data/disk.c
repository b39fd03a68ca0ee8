/* Preloaded into a program (LD_PRELOAD), makes the disk under DISK_DIRECTORY fail as the file DISK_STATE says now:
   "EIO": nothing can be written; "room N": files may grow by N bytes in all, and by what is deleted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long grown;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int on_disk(int fd, struct stat *file) {
    const char *directory = getenv("DISK_DIRECTORY");
    char link[64], path[4096];
    if (!directory || fstat(fd, file) || !S_ISREG(file->st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    return length > 0 && strncmp(path, directory, strlen(directory)) == 0;
}

static void state(char *text, size_t size) {
    memset(text, 0, size);
    int file = open(getenv("DISK_STATE"), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    if (read(file, text, size - 1) < 0) *text = 0;
    close(file);
}

/* What is wrong with writing up to `end`: an errno, or 0. */
static int fault(int fd, off_t end) {
    struct stat file;
    char text[64];
    long room;
    if (!on_disk(fd, &file)) return 0;
    state(text, sizeof text);
    if (strncmp(text, "EIO", 3) == 0) return EIO;
    if (sscanf(text, "room %ld", &room) != 1 || end <= file.st_size) return 0;
    long more = end - file.st_size;
    if (__atomic_add_fetch(&grown, more, __ATOMIC_SEQ_CST) <= room) return 0;
    __atomic_sub_fetch(&grown, more, __ATOMIC_SEQ_CST);
    return ENOSPC;
}

#define FAILS(fd, end) \
    int wrong = fault(fd, end); \
    if (wrong) { errno = wrong; return -1; }

ssize_t write(int fd, const void *bytes, size_t count) {
    off_t at = lseek(fd, 0, SEEK_CUR);
    FAILS(fd, at + (off_t)count)
    return REAL(write)(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    FAILS(fd, at + (off_t)count)
    return REAL(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    FAILS(fd, at + (off_t)count)
    return REAL(pwrite64)(fd, bytes, count, at);
}
int ftruncate64(int fd, off64_t size) {
    FAILS(fd, size)
    return REAL(ftruncate64)(fd, size);
}
int fsync(int fd) {
    FAILS(fd, 0)
    return REAL(fsync)(fd);
}
int fdatasync(int fd) {
    FAILS(fd, 0)
    return REAL(fdatasync)(fd);
}
int unlink(const char *path) {
    struct stat file;
    const char *directory = getenv("DISK_DIRECTORY");
    int counts = directory && strncmp(path, directory, strlen(directory)) == 0 && stat(path, &file) == 0;
    int result = REAL(unlink)(path);
    if (counts && result == 0) __atomic_sub_fetch(&grown, file.st_size, __ATOMIC_SEQ_CST);
    return result;
}
