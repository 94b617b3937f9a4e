package io.voxlynx.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditForTests;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private static final Page.Request ALL = Page.Request.of(1, 100, 100);

    private final People people = new People();
    private final ApiKeys keys = new ApiKeys();
    private final String subject = People.newSubject();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeEach
    void open() {
        keys.database = People.DATABASE;
        keys.audit = AuditForTests.log();
        keys.issuers = new TrustedIssuers();
        keys.issuers.trust(People.ISSUER, false);
        at(now);
    }

    @Test
    void speaksForItsOwnerWithHisRoles() {
        Caller owner = signedIn(Role.OPERATOR, Role.VOICE);
        ApiKeys.Made made = keys.make(owner, order(null));

        Decision decision = keys.admit(made.secret()).orElseThrow();

        assertThat(decision.refusal()).isEmpty();
        assertThat(decision.caller())
                .isEqualTo(new Caller(
                        subject, Set.of(Role.OPERATOR, Role.VOICE), made.key().id()));
        assertThat(made.secret())
                .matches("vlx_[a-z0-9]{12}_[A-Za-z0-9_-]{43}")
                .startsWith(made.key().prefix());
    }

    @Test
    void keepsNothingOfTheSecretButAHash() {
        ApiKeys.Made made = keys.make(signedIn(Role.OPERATOR), order(null));
        String secret = made.secret().substring(made.key().prefix().length() + 1);

        Map<String, Object> row = People.DATABASE.inStatement(
                handle -> handle.createQuery("select k::text as line, octet_length(secret_hash) as length"
                                + " from api_keys k where id = :id")
                        .bind("id", made.key().id())
                        .mapToMap()
                        .one());

        assertThat(row.get("length")).isEqualTo(32);
        assertThat((String) row.get("line")).contains(made.key().prefix()).doesNotContain(secret);
        assertThat(made.toString()).doesNotContain(secret);
        assertThat(ApiKeySecret.of(made.secret()).orElseThrow().toString()).doesNotContain(secret);
    }

    @Test
    void knowsNoKeyThatDiffersInASingleCharacter() {
        String key = keys.make(signedIn(Role.OPERATOR), order(null)).secret();
        for (int at = 0; at < key.length(); at++) {
            char other = key.charAt(at) == 'a' ? 'b' : 'a';
            String wrong = key.substring(0, at) + other + key.substring(at + 1);
            assertThat(keys.admit(wrong)).as(wrong).isEmpty();
        }
        assertThat(keys.admit(key)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vlx_",
                "vlx__",
                "vlx_aaaaaaaaaaaa",
                "vlx_aaaaaaaaaaaa_",
                "vlx_%%%%%%%%%%%%_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "vlx_aaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "vlx_' or 1=1 -- _aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void knowsNothingOfWhatIsNoKey(String text) {
        assertThat(keys.admit(text)).isEmpty();
        assertThat(keys.admit(text + "x".repeat(1_000_000))).isEmpty();
    }

    @Test
    void comparesTheWholeHashWhereverItDiffers() {
        ApiKeySecret secret = ApiKeySecret.fresh();
        assertThat(secret.hasHash(secret.hash())).isTrue();
        for (int at = 0; at < 32; at++) {
            byte[] other = secret.hash();
            other[at] ^= 1;
            assertThat(secret.hasHash(other)).isFalse();
        }
        assertThat(secret.hasHash(new byte[0])).isFalse();
    }

    @Test
    void usesOnlyTheScopesThatItWasGiven() {
        String key = keys.make(signedIn(Role.OPERATOR, Role.VOICE), order(Set.of(Role.VOICE)))
                .secret();

        assertThat(roles(key)).containsExactly(Role.VOICE);
    }

    @Test
    void anAdminGivesAnyRoleAndOthersTheirOwn() {
        String worker =
                keys.make(signedIn(Role.ADMIN), order(Set.of(Role.WORKER))).secret();
        assertThat(roles(worker)).containsExactly(Role.WORKER);

        Caller operator = people.admitted(People.token(People.newSubject(), Role.OPERATOR));
        for (String role : List.of(Role.ADMIN, Role.WORKER, Role.VOICE, Role.SCHEDULER, "superuser", "")) {
            assertThatThrownBy(() -> keys.make(operator, order(Set.of(Role.OPERATOR, role))))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("scopes");
        }
        assertThatThrownBy(() -> keys.make(people.admin(), order(Set.of(Role.SCHEDULER))))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> order(Set.of())).isInstanceOf(InvalidInput.class);
    }

    @Test
    void losesWhatItsOwnerLoses() {
        Caller owner = signedIn(Role.ADMIN);
        String everything = keys.make(owner, order(Role.OF_TOKENS)).secret();
        String worker = keys.make(owner, order(Set.of(Role.WORKER))).secret();

        people.directory.setRole(people.admin(), userId(), Role.OPERATOR);

        assertThat(roles(everything)).containsExactly(Role.OPERATOR);
        assertThat(roles(worker)).isEmpty();
        people.admitted(People.token(subject, Role.VOICE));
        people.directory.setRole(people.admin(), userId(), null);
        assertThat(roles(everything)).containsExactly(Role.VOICE);
    }

    @Test
    void getsNoRoleBackFromATokenOfBefore() {
        Identity former = People.token(subject, Role.OPERATOR, Role.VOICE);
        String key = keys.make(people.admitted(former), order(null)).secret();
        people.admitted(People.issuedLater(Duration.ofMinutes(1), People.token(subject, Role.VOICE)));

        people.later(Duration.ofMinutes(2));
        people.admitted(former);

        assertThat(roles(key)).containsExactly(Role.VOICE);
    }

    @Test
    void endsWithItsOwnersAccessAndComesBackWithIt() {
        String key = keys.make(signedIn(Role.OPERATOR), order(null)).secret();

        people.directory.revoke(people.admin(), userId());

        Decision decision = keys.admit(key).orElseThrow();
        assertThat(decision.refusal()).hasValue(Refusal.REVOKED);
        assertThat(decision.caller().roles()).isEmpty();
        people.directory.allow(people.admin(), userId());
        assertThat(roles(key)).containsExactly(Role.OPERATOR);
    }

    @Test
    void isWorthNoMoreThanATokenWhenTheConfigurationHasChanged() {
        String key = keys.make(signedIn(Role.OPERATOR), order(null)).secret();

        keys.issuers.trust(People.ISSUER, true);
        assertThat(keys.admit(key).orElseThrow().refusal()).hasValue(Refusal.NOT_ALLOWED_YET);
        people.directory.allow(people.admin(), userId());
        assertThat(roles(key)).containsExactly(Role.OPERATOR);

        keys.issuers = new TrustedIssuers();
        assertThat(keys.admit(key)).isEmpty();
    }

    @Test
    void livesNinetyDaysUnlessToldOtherwise() {
        ApiKeys.Made made = keys.make(signedIn(Role.OPERATOR), order(null));
        assertThat(made.key().expiresAt()).isEqualTo(now.plus(Duration.ofDays(90)));

        at(made.key().expiresAt().minusMillis(1));
        assertThat(keys.admit(made.secret())).isPresent();
        at(made.key().expiresAt());
        assertThat(keys.admit(made.secret())).isEmpty();
    }

    @Test
    void livesAYearAtMost() {
        Caller owner = signedIn(Role.OPERATOR);
        assertThatCode(() -> keys.make(owner, until(now.plus(Duration.ofDays(365)))))
                .doesNotThrowAnyException();
        for (Instant wrong : List.of(
                now.plus(Duration.ofDays(365)).plusMillis(1), now, now.minusSeconds(1), Instant.MIN, Instant.MAX)) {
            assertThatThrownBy(() -> keys.make(owner, until(wrong)))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("expiresAt");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void wantsAName(String name) {
        assertThatThrownBy(() -> new ApiKeyOrder(name, null, null)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new ApiKeyOrder("x".repeat(101), null, null)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void endsAtOnceWhenItIsRevokedAndStaysSo() {
        Caller owner = signedIn(Role.OPERATOR);
        ApiKeys.Made made = keys.make(owner, order(null));

        keys.revoke(owner, made.key().id());
        at(now.plusSeconds(60));
        keys.revoke(owner, made.key().id());

        assertThat(keys.admit(made.secret())).isEmpty();
        assertThat(only(owner).revokedAt()).isEqualTo(now.minusSeconds(60));
        assertThat(audited(made.key().id())).containsExactly("key.created", "key.revoked");
    }

    @Test
    void isThereForItsOwnerAndForAdmins() {
        Caller owner = signedIn(Role.OPERATOR);
        ApiKeys.Made made = keys.make(owner, order(null));
        Caller stranger = people.admitted(People.token(People.newSubject(), Role.OPERATOR));
        Caller admin = people.admin();

        assertThat(keys.list(stranger, null, ALL).items()).isEmpty();
        assertThat(keys.list(stranger, userId(), ALL).items()).isEmpty();
        assertThat(keys.list(owner, null, ALL).items()).containsExactly(made.key());
        assertThat(keys.list(admin, userId(), ALL).items()).containsExactly(made.key());
        assertThat(keys.list(admin, null, ALL).items()).contains(made.key());
        assertThatThrownBy(() -> keys.revoke(stranger, made.key().id()))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        refusal -> assertThat(refusal.isAnothers()).isTrue());
        assertThatThrownBy(() -> keys.revoke(admin, UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        refusal -> assertThat(refusal.isAnothers()).isFalse());
        assertThat(keys.admit(made.secret())).isPresent();
        keys.revoke(admin, made.key().id());
        assertThat(keys.admit(made.secret())).isEmpty();
    }

    @Test
    void looksAfterNoKeysItself() {
        Caller owner = signedIn(Role.ADMIN);
        ApiKeys.Made made = keys.make(owner, order(null));
        Caller key = keys.admit(made.secret()).orElseThrow().caller();

        assertThatThrownBy(() -> keys.make(key, order(null))).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> keys.list(key, null, ALL)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> keys.revoke(key, made.key().id())).isInstanceOf(Forbidden.class);
    }

    @Test
    void aUserHasFiftyLivingOnesAlsoWhenHeMakesManyAtOnce() {
        Caller owner = signedIn(Role.OPERATOR);

        List<Object> outcomes = People.together(60, n -> keys.make(owner, order(null)));

        assertThat(outcomes.stream().filter(ApiKeys.Made.class::isInstance)).hasSize(50);
        assertThat(outcomes.stream().filter(Conflict.class::isInstance)).hasSize(10);
        keys.revoke(owner, keys.list(owner, null, ALL).items().get(0).id());
        ApiKeys.Made again = keys.make(owner, order(null));
        assertThatThrownBy(() -> keys.make(owner, order(null))).isInstanceOf(Conflict.class);
        at(again.key().expiresAt());
        keys.make(owner, order(null));
    }

    @Test
    void saysWhenItWasUsedTrueToTheMinute() {
        Caller owner = signedIn(Role.OPERATOR);
        String key = keys.make(owner, order(null)).secret();
        assertThat(only(owner).lastUsedAt()).isNull();

        keys.admit(key);
        Instant first = now;
        at(now.plusSeconds(30));
        keys.admit(key);
        assertThat(only(owner).lastUsedAt()).isEqualTo(first);

        at(now.plusSeconds(40));
        keys.admit(key);
        assertThat(only(owner).lastUsedAt()).isEqualTo(now);
    }

    @Test
    void leavesNoTraceWhereItCouldNotBeMade() {
        Caller nobody = new Caller(People.newSubject(), Set.of(Role.OPERATOR));
        assertThatThrownBy(() -> keys.make(nobody, order(null))).isInstanceOf(Forbidden.class);
    }

    @Test
    void isRememberedWithTheChangeOrNotAtAll() {
        Caller owner = signedIn(Role.OPERATOR);
        keys.audit = new FailingAudit();

        assertThatThrownBy(() -> keys.make(owner, order(null))).isInstanceOf(IllegalStateException.class);

        assertThat(keys.list(owner, null, ALL).items()).isEmpty();
    }

    private static final class FailingAudit extends AuditLog {
        @Override
        public void changed(AuditEntry entry) {
            throw new IllegalStateException("no room");
        }
    }

    @Test
    void isFoundByItsIndex() {
        String plan = People.DATABASE.inTransaction(handle -> {
            handle.execute("set local enable_seqscan = off");
            return String.join(
                    "\n",
                    handle.createQuery("explain " + ApiKeys.BY_PREFIX)
                            .bind("prefix", "vlx_aaaaaaaaaaaa")
                            .mapTo(String.class)
                            .list());
        });
        assertThat(plan).contains("api_keys_prefix_key", "users_pkey").doesNotContain("Seq Scan");
    }

    private Caller signedIn(String... roles) {
        return people.admitted(People.token(subject, roles));
    }

    private UUID userId() {
        return people.profile(subject).id();
    }

    private ApiKey only(Caller owner) {
        List<ApiKey> all = keys.list(owner, null, ALL).items();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Set<String> roles(String key) {
        return keys.admit(key).orElseThrow().caller().roles();
    }

    private static List<String> audited(UUID key) {
        return People.DATABASE.inStatement(
                handle -> handle.createQuery("select action from audit_log where target = :key order by id")
                        .bind("key", key.toString())
                        .mapTo(String.class)
                        .list());
    }

    private static ApiKeyOrder order(Set<String> scopes) {
        return new ApiKeyOrder("nightly import", scopes, null);
    }

    private static ApiKeyOrder until(Instant expiresAt) {
        return new ApiKeyOrder("nightly import", null, expiresAt);
    }

    private void at(Instant time) {
        now = time;
        keys.clock = Clock.fixed(time, ZoneOffset.UTC);
    }
}
