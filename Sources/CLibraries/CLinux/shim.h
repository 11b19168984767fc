// System calls of Linux that glibc declares only for GNU sources, which Swift's import of it is not.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// renameat2(2) with RENAME_NOREPLACE, each path relative to its open folder: 0, or -1 with errno.
static inline int hms_rename_no_replace(int from_folder, const char *from, int to_folder, const char *to) {
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 1);
}
