package io.voxlynx.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.audit.AuditForTests;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What the message broker is told about keys is what the product itself would decide. */
class BrokerUsersTest {

    private final People people = new People();
    private final ApiKeys keys = new ApiKeys();
    private final String subject = People.newSubject();

    BrokerUsersTest() {
        keys.database = People.DATABASE;
        keys.audit = AuditForTests.log();
        keys.issuers = new TrustedIssuers();
        keys.issuers.trust(People.ISSUER, false);
        keys.clock = Clock.systemUTC();
    }

    @Test
    void aKeyMayDoThereWhatItWasMadeFor() throws Exception {
        ApiKeys.Made key = key(Role.ADMIN, Role.EVENTS, Role.COMMANDS, Role.ADMIN);

        assertThat(roles(key)).containsExactlyInAnyOrder(Role.EVENTS, Role.COMMANDS);
        assertThat(one("select distinct secret_hash from broker_users where name = ?", key))
                .isEqualTo(HexFormat.of().formatHex(sha256(key.secret())));
        assertThat(decided(key)).contains(Role.EVENTS, Role.COMMANDS);
    }

    @Test
    void whoDoesNotHaveTheKeySignsNothingInItsName() throws Exception {
        ApiKeys.Made key = key(Role.OPERATOR, Role.COMMANDS);
        String prefix = key.key().prefix();
        String good = signature(sha256(key.secret()), "start it");

        assertThat(keys.admitSigner(prefix, "start it", good)).isPresent();
        assertThat(keys.admitSigner(prefix, "start that", good)).isEmpty();
        assertThat(keys.admitSigner(prefix, "start it", signature(sha256(prefix), "start it")))
                .isEmpty();
        assertThat(keys.admitSigner(prefix, "start it", "not hexadecimal")).isEmpty();
        assertThat(keys.admitSigner(prefix, "start it", "")).isEmpty();
        assertThat(keys.admitSigner("vlx_000000000000", "start it", good)).isEmpty();
    }

    @Test
    void aKeyForTheApiAloneIsNotKnownThere() {
        assertThat(roles(key(Role.ADMIN, Role.ADMIN))).isEmpty();
    }

    @Test
    void whatItsOwnerIsNoMoreItIsNotEither() throws Exception {
        ApiKeys.Made key = key(Role.ADMIN, Role.EVENTS, Role.COMMANDS);
        execute("update users set role = 'operator' where subject = ?", subject);
        assertThat(roles(key)).containsExactly(Role.COMMANDS);
        assertThat(decided(key)).containsExactly(Role.COMMANDS);

        execute("update users set role = 'voice' where subject = ?", subject);
        assertThat(roles(key)).isEmpty();
        assertThat(decided(key)).isEmpty();
    }

    @Test
    void aRevokedOwnerARevokedKeyAndAnExpiredOneAreNotKnown() {
        ApiKeys.Made key = key(Role.ADMIN, Role.EVENTS);
        execute("update users set access = 'revoked' where subject = ?", subject);
        assertThat(roles(key)).isEmpty();
        execute("update users set access = 'new' where subject = ?", subject);
        assertThat(roles(key)).containsExactly(Role.EVENTS);

        execute(
                "update api_keys set expires_at = clock_timestamp() where prefix = ?",
                key.key().prefix());
        assertThat(roles(key)).isEmpty();
        execute(
                "update api_keys set expires_at = clock_timestamp() + interval '1 day', revoked_at = clock_timestamp()"
                        + " where prefix = ?",
                key.key().prefix());
        assertThat(roles(key)).isEmpty();
    }

    private ApiKeys.Made key(String role, String... scopes) {
        Caller owner = people.admission.admit(People.token(subject, role)).caller();
        return keys.make(
                owner,
                new ApiKeyOrder(
                        "broker",
                        Set.of(scopes),
                        Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MICROS)));
    }

    private Set<String> decided(ApiKeys.Made key) throws Exception {
        byte[] secret = sha256(key.secret());
        return keys.admitSigner(key.key().prefix(), "start it", signature(secret, "start it"))
                .orElseThrow()
                .caller()
                .roles();
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(byte[] secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> roles(ApiKeys.Made key) {
        return People.DATABASE.inTransaction(db -> db.createQuery("select role from broker_users where name = ?")
                .bind(0, key.key().prefix())
                .mapTo(String.class)
                .list());
    }

    private static String one(String sql, ApiKeys.Made key) {
        return People.DATABASE.inTransaction(db -> db.createQuery(sql)
                .bind(0, key.key().prefix())
                .mapTo(String.class)
                .one());
    }

    private static void execute(String sql, String value) {
        People.DATABASE.useTransaction(db -> db.execute(sql, value));
    }
}
