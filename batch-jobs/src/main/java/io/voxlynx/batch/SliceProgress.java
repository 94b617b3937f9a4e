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
 * @param open where each part goes on that is begun and not done
 */
record SliceProgress(
        Instant begun, String parameters, LinkedHashMap<String, Long> counts, LinkedHashMap<String, String> open)
        implements Serializable {

    static SliceProgress beginning(Instant begun, JobParameters parameters) {
        return new SliceProgress(begun, parameters.toString(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    SliceProgress with(String part, Slice slice) {
        LinkedHashMap<String, Long> sums = new LinkedHashMap<>(counts);
        sums.merge(part, slice.rows(), Long::sum);
        LinkedHashMap<String, String> positions = new LinkedHashMap<>(open);
        if (slice.isLast()) {
            positions.remove(part);
        } else {
            positions.put(part, slice.last());
        }
        return new SliceProgress(begun, parameters, sums, positions);
    }

    boolean isDone(String part) {
        return counts.containsKey(part) && position(part) == null;
    }

    /** @return where this part goes on; null when it is done */
    String position(String part) {
        return counts.containsKey(part) ? open.get(part) : Slice.BEGINNING;
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
