// System calls of Linux that glibc declares only for GNU sources, which Swift's import of it is not.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// renameat2(2) with RENAME_NOREPLACE: 0, or -1 with errno.
static inline int hms_rename_no_replace(const char *from, const char *to) {
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1);
}
