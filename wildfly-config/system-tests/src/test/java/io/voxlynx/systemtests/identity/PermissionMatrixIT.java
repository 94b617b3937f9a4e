package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.identity.Permission.Verdict;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every operation that the server says it has, asked for by everybody. First all who must be refused try everything,
 * and nothing moves; then all others do what they may.
 */
@SystemTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PermissionMatrixIT {

    private static final Map<Integer, String> CODES = Map.of(401, "UNAUTHORIZED", 403, "FORBIDDEN", 404, "NOT_FOUND");

    private final Installation voxlynx;
    private final Cast cast;
    private final OwnedThings things;
    private final Map<String, Attempt> attempts;
    private final MatrixReport report = new MatrixReport();

    PermissionMatrixIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.cast = new Cast(voxlynx);
        this.things = new OwnedThings(voxlynx, cast);
        this.attempts = Stream.of(
                        CampaignAttempts.of(voxlynx, things),
                        VoiceAttempts.of(voxlynx, things),
                        PeopleAttempts.of(cast),
                        KeyAttempts.of(things))
                .flatMap(List::stream)
                .collect(Collectors.toMap(Attempt::title, Function.identity()));
    }

    @AfterAll
    void writeDown() {
        things.clearAway();
        report.writeTo(Path.of("target", "permission-matrix.md"));
    }

    @Test
    @Order(1)
    void everyOperationThatIsServedHasARowAndEveryRowAnOperation() {
        JsonObject paths = voxlynx.anonymous()
                .get("/openapi?format=JSON")
                .require(200)
                .json()
                .getJsonObject("paths");
        Set<String> served = new TreeSet<>();
        paths.forEach((path, item) -> item.asJsonObject()
                .keySet()
                .forEach(method -> served.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        Set<String> listed = new TreeSet<>();
        PermissionTable.ROWS.forEach(row -> listed.add(row.operation()));
        assertThat(listed).isEqualTo(served);
        assertThat(attempts.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        PermissionTable.ROWS.stream().map(Permission::toString).toList());
    }

    @TestFactory
    @Order(2)
    Stream<DynamicNode> whoMayNotIsRefusedAndNothingMoves() {
        Map<Permission, String> about = PermissionTable.ROWS.stream()
                .collect(Collectors.toMap(
                        Function.identity(), row -> attempt(row).thing().get()));
        PermissionTable.ROWS.forEach(
                row -> Arrays.stream(Actor.values()).forEach(actor -> cast.of(actor, row.owners())));
        return PermissionTable.ROWS.stream()
                .filter(row -> !actors(row, true).isEmpty())
                .map(row -> dynamicContainer(row.toString(), refusals(row, about.get(row))));
    }

    private Stream<DynamicTest> refusals(Permission row, String thing) {
        Footprint before = Footprint.in(voxlynx.db());
        Map<String, String> remembered = new TreeMap<>();
        return Stream.concat(
                actors(row, true).stream()
                        .map(actor -> cell(row, actor, () -> isRefused(row, actor, thing, remembered))),
                Stream.of(
                        dynamicTest(
                                "nothing moved",
                                () -> assertThat(Footprint.in(voxlynx.db())).isEqualTo(before)),
                        dynamicTest(
                                "all are remembered",
                                () -> assertThat(auditOf(remembered.keySet()))
                                        .containsExactlyElementsOf(remembered.values()))));
    }

    @TestFactory
    @Order(3)
    Stream<DynamicNode> whoMayIsLetThrough() {
        return PermissionTable.ROWS.stream()
                .filter(row -> !actors(row, false).isEmpty())
                .map(row -> dynamicContainer(
                        row.toString(),
                        actors(row, false).stream().map(actor -> cell(row, actor, () -> isLetThrough(row, actor)))));
    }

    @Test
    @Order(4)
    void noCellWasLeftOut() {
        assertThat(report.size()).isEqualTo((long) PermissionTable.ROWS.size() * Actor.values().length);
    }

    private DynamicTest cell(Permission row, Actor actor, Runnable check) {
        return dynamicTest(actor.title() + " → " + row.of(actor).statuses(), check::run);
    }

    private void isRefused(Permission row, Actor actor, String thing, Map<String, String> remembered) {
        Answer answer = ask(row, actor, thing);
        report.enter(row, actor, answer.status(), false);
        int status = row.of(actor).statuses().iterator().next();
        Refusals.assertStandard(answer, status, CODES.get(status));
        if (status != 401) {
            remembered.put(
                    answer.header("X-Request-Id").orElseThrow(), status == 403 ? "access.forbidden" : "access.foreign");
        } else {
            assertThat(answer.header("WWW-Authenticate"))
                    .hasValueSatisfying(how ->
                            assertThat(how).startsWith(row.operation().endsWith("vapi") ? "Signature" : "Bearer"));
        }
    }

    private void isLetThrough(Permission row, Actor actor) {
        String thing = attempt(row).thing().get();
        Answer answer = ask(row, actor, thing);
        Verdict verdict = row.of(actor);
        report.enter(row, actor, answer.status(), !verdict.shows());
        assertThat(answer.status()).as(answer.toString()).isIn(verdict.statuses());
        assertThat(attempt(row).shows().test(answer, thing))
                .as("the owner's is in " + answer)
                .isEqualTo(verdict.shows());
    }

    /** What the audit log tells of these requests, in the order of their ids. */
    private List<String> auditOf(Set<String> requests) {
        return voxlynx.db()
                .list(
                        String.class,
                        "select action from audit_log where request_id = any (?) order by request_id collate \"C\"",
                        (Object) requests.toArray(String[]::new));
    }

    private Answer ask(Permission row, Actor actor, String thing) {
        return attempt(row).send().apply(cast.of(actor, row.owners()), thing);
    }

    private Attempt attempt(Permission row) {
        return attempts.get(row.toString());
    }

    private static List<Actor> actors(Permission row, boolean refused) {
        return Arrays.stream(Actor.values())
                .filter(actor -> row.of(actor).isRefusal() == refused)
                .toList();
    }
}
