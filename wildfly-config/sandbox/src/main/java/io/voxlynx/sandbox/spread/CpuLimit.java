package io.voxlynx.sandbox.spread;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Leaves a process a share of one processor, by a control group of its own. Nodes that share a machine need it to show anything. */
final class CpuLimit {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup/cpu");
    private static final long PERIOD_MICROS = 100_000;

    private final Path group;

    private CpuLimit(Path group) {
        this.group = group;
    }

    /** Whether this machine has such groups (version 1) and lets us make them. */
    static boolean isPossible() {
        return Files.isWritable(GROUPS) && Files.exists(GROUPS.resolve("cpu.cfs_quota_us"));
    }

    static CpuLimit of(long pid) {
        try {
            Path group = Files.createDirectories(GROUPS.resolve("voxlynx-spread-" + pid));
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
            return new CpuLimit(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param share of one processor, above 0 */
    void set(double share) {
        write(Long.toString(Math.round(share * PERIOD_MICROS)));
    }

    void lift() {
        write("-1");
    }

    /** Call when the process has ended. */
    void remove() {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String quota) {
        try {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), quota);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
