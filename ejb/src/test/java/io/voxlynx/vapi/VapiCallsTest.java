package io.voxlynx.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.call.CallOrder;
import io.voxlynx.call.Placement;
import io.voxlynx.shared.ProviderFailed;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VapiCallsTest {

    private static final UUID ATTEMPT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Instant FROM = Instant.parse("2026-01-05T09:00:00Z");

    private final Logger log = Logger.getLogger(VapiCalls.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler collector = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private VapiAnswer answer;
    private final Deque<VapiAnswer> pages = new ArrayDeque<>();
    private final VapiCalls calls = new VapiCalls() {
        @Override
        VapiAnswer ask(Supplier<Response> question) {
            return pages.isEmpty() ? answer : pages.remove();
        }
    };

    @BeforeEach
    void listen() {
        calls.clock = Clock.systemUTC();
        calls.executor = (ManagedExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> {
                    ((Runnable) arguments[0]).run();
                    return null;
                });
        log.addHandler(collector);
    }

    @AfterEach
    void stopListening() {
        log.removeHandler(collector);
    }

    /** What stands before Vapi says 404 while it is changed, and so does a wrong address: nobody has looked. */
    @ParameterizedTest
    @CsvSource({"404", "301", "401", "500", "503"})
    void aListThatIsRefusedIsNoProofThatACallDoesNotExist(int status) {
        answer = new VapiAnswer(status, "{\"message\":\"Not Found\"}");

        assertThatThrownBy(() -> calls.findAttempt(ATTEMPT, "line", FROM, null)).isInstanceOf(ProviderFailed.class);
        assertThatThrownBy(() -> calls.countActive("line", FROM)).isInstanceOf(ProviderFailed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"200 | {}", "200 | [", "200 | <html>"})
    void nothingThatCannotBeReadIsAProofEither(int status, String body) {
        answer = new VapiAnswer(status, body);

        assertThatThrownBy(() -> calls.findAttempt(ATTEMPT, "line", FROM, null)).isInstanceOf(ProviderFailed.class);
    }

    @Test
    void anAttemptThatIsNotOnTheListDoesNotExist() {
        answer = new VapiAnswer(200, "[{\"id\":\"c1\"}]");

        assertThat(calls.findAttempt(ATTEMPT, "line", FROM, null)).isEmpty();
    }

    @Test
    void aListOfFewerThanWereAskedForMayGoOn() {
        String newer = IntStream.range(0, 100)
                .mapToObj(i -> "{\"id\":\"c" + i + "\",\"createdAt\":\"" + FROM.plusSeconds(1_000 - i) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        pages.add(new VapiAnswer(200, newer));
        pages.add(new VapiAnswer(200, "[{\"id\":\"c100\",\"customer\":{\"externalId\":\"" + ATTEMPT + "\"}}]"));

        assertThat(calls.findAttempt(ATTEMPT, "line", FROM, null))
                .hasValueSatisfying(call -> assertThat(call.providerCallId()).isEqualTo("c100"));
    }

    @Test
    void anAttemptOnTheListIsFoundByOurId() {
        answer = new VapiAnswer(
                200,
                "[{\"id\":\"c1\"},{\"id\":\"c2\",\"status\":\"ringing\",\"customer\":{\"externalId\":\"" + ATTEMPT
                        + "\"}}]");

        assertThat(calls.findAttempt(ATTEMPT, "line", FROM, null))
                .hasValueSatisfying(call -> assertThat(call.providerCallId()).isEqualTo("c2"));
    }

    @Test
    void aCallThatIsAskedForByItsIdMayBeUnknownThere() {
        answer = new VapiAnswer(404, "{\"message\":\"Not Found\"}");

        assertThat(calls.find("c1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"message\":\"customer.number must be E.164\"} | ORDER",
                "400 | <html>Bad Request</html>                        | ORDER",
                "404 | {\"message\":\"Couldn't find assistant\"}       | ORDER",
                "404 | <html>Not Found</html>                          | PROVIDER",
                "405 | ''                                              | PROVIDER",
                "410 | gone                                            | PROVIDER",
                "401 | {\"message\":\"Invalid key\"}                   | PROVIDER",
                "429 | <html>                                          | CAPACITY",
                "429 | {\"message\":\"Over Concurrency Limit. 10\"} | NO_LINE",
                "400 | {\"message\":\"Over Concurrency Limit. 10\"} | NO_LINE"
            })
    void noContactIsToBlameForWhatSomebodyInBetweenSays(int status, String body, Placement.Fault fault) {
        calls.orders = new VapiOrders() {
            @Override
            Reply send(String order, BooleanSupplier inTime) {
                return new Reply(status, body, null);
            }
        };

        Placement placement = calls.place(
                new CallOrder(ATTEMPT, ATTEMPT, "assistant", "line", "+12125550100", "Ada", Map.of()), () -> true);

        assertThat(placement)
                .isInstanceOfSatisfying(
                        Placement.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(fault));
    }

    @ParameterizedTest
    @CsvSource({"404", "401"})
    void nothingButAListShowsThatVapiKnowsOurKey(int status) {
        answer = new VapiAnswer(status, "");

        calls.check(null);

        assertThat(lines).singleElement().asString().startsWith("Calls cannot be placed as things are: ");
    }

    @Test
    void aListShowsThatVapiKnowsOurKey() {
        answer = new VapiAnswer(200, "[]");

        calls.check(null);

        assertThat(lines).containsExactly("Vapi answers and knows our key");
    }
}
