package io.voxlynx.batch;

import io.voxlynx.shared.LogLine;
import io.voxlynx.upkeep.Rollup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;

/** The one step of rollup: sums are recounted, and those that differ corrected, while others go on writing. */
@Named
@Dependent
public class RebuildRollup extends SlicedJob {

    private static final Logger LOG = Logger.getLogger(RebuildRollup.class.getName());

    private static final int MOST_ROWS = 50_000;

    @Inject
    @Any
    Instance<Rollup> rollups;

    @Override
    Map<String, Part> parts(JobParameters parameters, Instant begun) {
        parameters.allowOnly(Set.of("dryRun", "sliceRows"));
        boolean dryRun = parameters.flag("dryRun");
        int rows = parameters.number("sliceRows", 1, MOST_ROWS).orElse(USUAL_ROWS);
        Map<String, Part> parts = new LinkedHashMap<>();
        for (Rollup rollup : rollups) {
            for (String part : rollup.parts()) {
                parts.put(
                        rollup.name() + Character.toUpperCase(part.charAt(0)) + part.substring(1),
                        (db, after) ->
                                dryRun ? rollup.compare(db, part, after, rows) : rollup.correct(db, part, after, rows));
            }
        }
        return parts;
    }

    /** Sums are written with what they are sums of, so a difference has a cause outside of the application. */
    @Override
    void completed(SliceProgress progress) {
        if (progress.total() > 0) {
            LOG.warning(LogLine.of("Sums differed from a recount: %s", progress.summary()));
        }
    }
}
