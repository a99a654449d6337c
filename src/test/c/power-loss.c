/*
 * Preloaded into the server by PowerLossIT: remembers every file of the folder POWER_LOSS_DISK as it was when it was last
 * flushed, in the folder POWER_LOSS_FLUSHED. What was written and not flushed since is what a loss of power takes. While
 * there is a file POWER_LOSS_LYING, the disk only says that it has flushed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void copy(const char *from, const char *to) {
    char part[2 * PATH_MAX + 8], block[65536];
    ssize_t bytes;
    snprintf(part, sizeof part, "%s.part", to);
    int source = open(from, O_RDONLY | O_CLOEXEC);
    int target = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    while (source >= 0 && target >= 0 && (bytes = read(source, block, sizeof block)) > 0) {
        if (write(target, block, bytes) != bytes) {
            abort();
        }
    }
    close(source);
    close(target);
    rename(part, to);
}

/* A flushed folder: its files that have been deleted stay deleted. */
static void forget_deleted(const char *disk, const char *flushed) {
    char here[2 * PATH_MAX], there[2 * PATH_MAX];
    struct dirent *entry;
    DIR *folder = opendir(flushed);
    while (folder && (entry = readdir(folder))) {
        snprintf(here, sizeof here, "%s/%s", disk, entry->d_name);
        snprintf(there, sizeof there, "%s/%s", flushed, entry->d_name);
        if (entry->d_name[0] != '.' && access(here, F_OK) != 0) {
            unlink(there);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static void remember(int file) {
    const char *disk = getenv("POWER_LOSS_DISK"), *flushed = getenv("POWER_LOSS_FLUSHED");
    const char *lying = getenv("POWER_LOSS_LYING");
    char link[64], path[PATH_MAX], to[2 * PATH_MAX];
    struct stat about;
    if (!disk || !flushed || !lying || access(lying, F_OK) == 0 || fstat(file, &about) != 0) {
        return;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) {
        return;
    }
    path[length] = 0;
    if (strncmp(path, disk, strlen(disk)) != 0) {
        return;
    }
    pthread_mutex_lock(&one_at_a_time);
    if (S_ISDIR(about.st_mode)) {
        forget_deleted(disk, flushed);
    } else if (S_ISREG(about.st_mode)) {
        snprintf(to, sizeof to, "%s/%s", flushed, strrchr(path, '/') + 1);
        copy(path, to);
    }
    pthread_mutex_unlock(&one_at_a_time);
}

int fsync(int file) {
    remember(file);
    return ((int (*)(int)) dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
    remember(file);
    return ((int (*)(int)) dlsym(RTLD_NEXT, "fdatasync"))(file);
}
