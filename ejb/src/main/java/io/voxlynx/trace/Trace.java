package io.voxlynx.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * The trace that a thread works for. Like the log's context it belongs to the thread and is handed to nobody.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public final class Trace {

    /** The header, and the property of a hint. */
    public static final String PARENT = "traceparent";

    /** Its id in the log's context. */
    public static final String ID = "traceId";

    /** The id of a thread's request in the log's context. */
    public static final String REQUEST_ID = "requestId";

    private static final String LIBRARY = "io.voxlynx";

    /** Later versions begin alike. What else a caller may say, such as a trace state, is not ours to pass on. */
    private static final Pattern OFFERED =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final int LONGEST = 256;

    private static volatile Tracer tracer = OpenTelemetry.noop().getTracer(LIBRARY);

    private Trace() {}

    static void bind(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer(LIBRARY);
    }

    static void unbind() {
        bind(OpenTelemetry.noop());
    }

    /** What is asked of somebody else. */
    @FunctionalInterface
    public interface Question<T, E extends Throwable> {
        T ask() throws E;
    }

    /** A piece of work within a trace, on this thread until it is closed. */
    public static final class Work implements AutoCloseable {

        private final Span span;
        private final Scope scope;
        private final Object before;

        private Work(Context parent, Span span) {
            this.span = span;
            this.scope = parent.with(span).makeCurrent();
            this.before = MDC.get(ID);
            MDC.put(ID, span.getSpanContext().getTraceId());
        }

        @Override
        public void close() {
            if (before == null) {
                MDC.remove(ID);
            } else {
                MDC.put(ID, before);
            }
            scope.close();
            span.end();
        }
    }

    /**
     * Goes on with somebody else's trace, or begins one where there is none that can be read.
     *
     * @param name of a kind of work, without ids
     * @param offered what he sent as {@link #PARENT}, null if nothing
     */
    public static Work serve(String name, String offered) {
        return begin(name, SpanKind.SERVER, Context.root().with(Span.wrap(read(offered))));
    }

    /** The same for what a hint asks for, whose sender waits for nothing. */
    public static void follow(String name, String offered, Runnable work) {
        within(name, offered, () -> {
            work.run();
            return null;
        });
    }

    /** The same for work with a result. */
    public static <T> T within(String name, String offered, Supplier<T> work) {
        // A thread that was made during a request has taken over its name.
        MDC.remove(REQUEST_ID);
        return inside(begin(name, SpanKind.CONSUMER, Context.root().with(Span.wrap(read(offered)))), work::get);
    }

    /** A request to somebody else, in the trace of this thread. */
    public static <T, E extends Throwable> T ask(String name, Question<T, E> question) throws E {
        return ask(name, Context.current(), question);
    }

    /** @param asking the context of whoever asks, where that is another thread */
    public static <T, E extends Throwable> T ask(String name, Context asking, Question<T, E> question) throws E {
        return inside(begin(name, SpanKind.CLIENT, asking), question);
    }

    private static <T, E extends Throwable> T inside(Work work, Question<T, E> question) throws E {
        boolean done = false;
        try {
            T answer = question.ask();
            done = true;
            return answer;
        } finally {
            if (!done) {
                work.span.setStatus(StatusCode.ERROR);
            }
            work.close();
        }
    }

    /** The id of this thread's trace. */
    public static Optional<String> id() {
        return current().map(SpanContext::getTraceId);
    }

    /** What to tell others as {@link #PARENT}. */
    public static Optional<String> parent() {
        return current()
                .map(span -> "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                        + span.getTraceFlags().asHex());
    }

    private static Optional<SpanContext> current() {
        return Optional.of(Span.current().getSpanContext()).filter(SpanContext::isValid);
    }

    private static Work begin(String name, SpanKind kind, Context parent) {
        Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
        // Without anybody who collects them spans have no ids of their own.
        return new Work(parent, span.getSpanContext().isValid() ? span : Span.wrap(made()));
    }

    private static SpanContext read(String offered) {
        if (offered == null || offered.length() > LONGEST) {
            return SpanContext.getInvalid();
        }
        Matcher parts = OFFERED.matcher(offered);
        if (!parts.matches() || offered.startsWith("00") && parts.group(4) != null) {
            return SpanContext.getInvalid();
        }
        boolean sampled = (HexFormat.fromHexDigits(parts.group(3)) & 1) == 1;
        return SpanContext.createFromRemoteParent(
                parts.group(1),
                parts.group(2),
                sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    /** Ids only have to differ; nobody trusts them. */
    private static SpanContext made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return SpanContext.create(
                hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong(1, Long.MAX_VALUE)),
                hex.toHexDigits(random.nextLong(1, Long.MAX_VALUE)),
                TraceFlags.getDefault(),
                TraceState.getDefault());
    }
}
