package io.voxlynx.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.trace.Trace;
import io.voxlynx.upkeep.Slice;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class SlicedJobTest {

    private final List<Optional<String>> traces = new ArrayList<>();

    @Test
    void allThatAJobDoesBelongsToOneTraceOfItsOwn() {
        assertThat(job().process()).isEqualTo("COMPLETED");
        assertThat(job().process()).isEqualTo("COMPLETED");

        assertThat(traces).hasSize(6).doesNotContain(Optional.empty());
        assertThat(traces.subList(0, 3)).containsOnly(traces.get(0));
        assertThat(traces.subList(3, 6)).containsOnly(traces.get(3)).doesNotContain(traces.get(0));
        assertThat(Trace.id()).isEmpty();
    }

    private SlicedJob job() {
        SlicedJob job = new SlicedJob() {
            @Override
            Map<String, Part> parts(JobParameters parameters, Instant begun) {
                traces.add(Trace.id());
                return Map.of("rows", (db, after) -> {
                    traces.add(Trace.id());
                    return new Slice(1, after.isEmpty() ? "1" : null);
                });
            }
        };
        job.job = quiet(JobContext.class);
        job.step = quiet(StepContext.class);
        job.given = new GivenParameters() {
            @Override
            JobParameters of(JobContext context) {
                return JobParameters.of();
            }
        };
        job.database = new Database() {
            @Override
            public <T> T inTransaction(Function<Handle, T> work) {
                return work.apply(null);
            }

            @Override
            @SuppressWarnings("unchecked")
            public <T> T inStatement(Function<Handle, T> statement) {
                return (T) Instant.EPOCH;
            }
        };
        return job;
    }

    private static <T> T quiet(Class<T> context) {
        return context.cast(Proxy.newProxyInstance(
                SlicedJobTest.class.getClassLoader(),
                new Class<?>[] {context},
                (self, asked, arguments) -> asked.getName().equals("getJobName") ? "purge-expired" : null));
    }
}
