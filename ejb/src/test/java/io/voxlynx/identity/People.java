package io.voxlynx.identity;

import static org.awaitility.Awaitility.await;

import io.voxlynx.audit.AuditForTests;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Admission and directory over the tests' database, and people who sign in to them. */
final class People {

    static final String ISSUER = "https://issuer.example.com";

    /** When all tokens were that are not said to be later ones. */
    private static final Instant ISSUED_AT = Instant.parse("2026-01-10T12:00:00Z");

    static final Database DATABASE = PostgresForTests.database();

    final Admission admission = new Admission();
    final UserDirectory directory = new UserDirectory();
    private final Profiles profiles = new Profiles();
    private final FirstAdmins firstAdmins = new FirstAdmins();

    People(String... firstAdminsByName) {
        this(DATABASE, firstAdminsByName);
    }

    People(Database database, String... firstAdminsByName) {
        firstAdmins.named = Optional.of(Arrays.asList(firstAdminsByName));
        profiles.database = database;
        profiles.audit = AuditForTests.log();
        profiles.firstAdmins = firstAdmins;
        admission.profiles = profiles;
        admission.firstAdmins = firstAdmins;
        directory.profiles = profiles;
        directory.database = database;
        directory.audit = AuditForTests.log();
        at(Instant.now());
    }

    void at(Instant now) {
        Clock clock = Clock.fixed(now.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
        profiles.clock = clock;
        admission.clock = clock;
    }

    void later(Duration time) {
        at(admission.clock.instant().plus(time));
    }

    static String newSubject() {
        return "subject-" + UUID.randomUUID();
    }

    static String newEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    static Identity token(String subject, String... roles) {
        return new Identity(ISSUER, subject, Optional.empty(), Set.of(roles), false, ISSUED_AT);
    }

    static Identity tokenWithEmail(String subject, String email, String... roles) {
        return new Identity(ISSUER, subject, Optional.of(email), Set.of(roles), false, ISSUED_AT);
    }

    static Identity onAllowlist(Identity token) {
        return new Identity(token.issuer(), token.subject(), token.email(), token.roles(), true, token.issuedAt());
    }

    static Identity issuedLater(Duration time, Identity token) {
        return new Identity(
                token.issuer(),
                token.subject(),
                token.email(),
                token.roles(),
                token.needsAllowlist(),
                token.issuedAt().plus(time));
    }

    Caller admitted(Identity token) {
        return admission.admit(token).caller();
    }

    /** Somebody who came in with the role admin from his token. */
    Caller admin() {
        return admitted(token(newSubject(), Role.ADMIN));
    }

    User profile(String subject) {
        return directory.ofSubject(subject).orElseThrow();
    }

    /** All at once, as far as there are processors; their results, in any order, or what they threw. */
    static List<Object> together(int many, IntFunction<?> work) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Object>> running = IntStream.range(0, many)
                    .mapToObj(n -> threads.submit(() -> (Object) work.apply(n)))
                    .toList();
            return running.stream().map(People::outcome).toList();
        } finally {
            threads.shutdown();
        }
    }

    /** The same, where all have begun and wait for what this statement locks before one of them can go on. */
    static List<Object> togetherBehind(String lock, int many, IntFunction<?> work) {
        CompletableFuture<List<Object>> outcomes = DATABASE.inTransaction(handle -> {
            handle.execute(lock);
            CompletableFuture<List<Object>> running = CompletableFuture.supplyAsync(() -> together(many, work));
            await().atMost(Duration.ofMinutes(1)).until(() -> waiting(handle) >= many);
            return running;
        });
        return outcomes.join();
    }

    private static int waiting(Handle handle) {
        return handle.createQuery("select count(*) from pg_locks where not granted")
                .mapTo(Integer.class)
                .one();
    }

    private static Object outcome(Future<Object> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
