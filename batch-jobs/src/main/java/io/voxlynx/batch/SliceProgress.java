package io.voxlynx.batch;

import io.voxlynx.upkeep.Slice;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/**
 * How far a job of many slices has got, as the repository keeps it.
 *
 * @param begun by the database's clock
 * @param parameters with which the job was started
 * @param counts by part, in the order in which they were begun
 * @param position of the part that was begun last; null when that is done
 */
record SliceProgress(Instant begun, String parameters, LinkedHashMap<String, Long> counts, String position)
        implements Serializable {

    static SliceProgress beginning(Instant begun, JobParameters parameters) {
        return new SliceProgress(begun, parameters.toString(), new LinkedHashMap<>(), null);
    }

    SliceProgress with(String part, Slice slice) {
        LinkedHashMap<String, Long> sums = new LinkedHashMap<>(counts);
        sums.merge(part, slice.rows(), Long::sum);
        return new SliceProgress(begun, parameters, sums, slice.last());
    }

    boolean isDone(String part) {
        return counts.containsKey(part) && position(part) == null;
    }

    /** @return where this part goes on; null when it is done */
    String position(String part) {
        if (!counts.containsKey(part)) {
            return Slice.BEGINNING;
        }
        return isLatest(part) ? position : null;
    }

    private boolean isLatest(String part) {
        String latest = null;
        for (String begun : counts.keySet()) {
            latest = begun;
        }
        return part.equals(latest);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    String summary() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .collect(Collectors.joining(" "));
    }
}
