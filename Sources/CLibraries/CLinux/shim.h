// System calls of Linux that glibc declares only for GNU sources, which Swift's import of it is not.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// renameat2(2) with RENAME_NOREPLACE, each path relative to its open folder: 0, or -1 with errno.
static inline int hms_rename_no_replace(int from_folder, const char *from, int to_folder, const char *to) {
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 1);
}

// Two ends of a pipe that no other child inherits (pipe2(2)), holding up to `size` bytes where the system lets it
// (fcntl(2), F_SETPIPE_SZ, which is 1031).
static inline int hms_pipe(int ends[2], int size) {
    if (syscall(SYS_pipe2, ends, O_CLOEXEC) != 0) return -1;
    fcntl(ends[0], 1031, size);
    return 0;
}

// Empties the ambient set of the calling thread (prctl(2), PR_CAP_AMBIENT 47, PR_CAP_AMBIENT_CLEAR_ALL 4): programs that it
// runs get none of our capabilities. 0, or -1 with errno.
static inline int hms_clear_ambient(void) { return prctl(47, 4, 0, 0, 0); }
