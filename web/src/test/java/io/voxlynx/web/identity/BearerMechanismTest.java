package io.voxlynx.web.identity;

import static io.voxlynx.web.identity.Tokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.cdi.PrincipalProducer;
import io.voxlynx.identity.Admission;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Identity;
import io.voxlynx.ratelimit.Allowance;
import io.voxlynx.ratelimit.RateClass;
import io.voxlynx.ratelimit.RateLimits;
import io.voxlynx.web.audit.RefusedAccess;
import io.voxlynx.web.http.RequestForTests;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of credentials from an address that has used up its failures. */
class BearerMechanismTest {

    private static final AuthenticationStatus IN = AuthenticationStatus.SUCCESS;
    private static final AuthenticationStatus OUT = AuthenticationStatus.SEND_FAILURE;
    private static final String LIST = "/api/campaigns";
    private static final String TICK = "/api/scheduler/tick";

    private final BearerMechanism mechanism = new BearerMechanism();
    private final String known = Tokens.valid().signed(SECRET);
    private boolean usedUp;
    private int verified;
    private Instant now = Instant.now();

    @BeforeEach
    void oneIssuerAndASchedulersSecret() {
        mechanism.issuers = new Issuers() {
            @Override
            VerifiedToken verify(String token) throws io.smallrye.jwt.auth.principal.ParseException {
                verified++;
                return super.verify(token);
            }
        };
        mechanism.issuers.clock = Clock.systemUTC();
        mechanism.issuers.accept(
                List.of(new Issuer(
                        "first",
                        Tokens.ISSUER,
                        SignatureAlgorithm.HS256,
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Optional.of(SECRET),
                        "role",
                        false,
                        false)),
                Runnable::run);
        mechanism.schedulerSecret = new SchedulerSecret();
        mechanism.schedulerSecret.secret = Optional.of("cron");
        mechanism.admission = new Admission() {
            @Override
            public Decision admit(Identity identity) {
                return new Decision(new Caller(identity.subject(), identity.roles()), Optional.empty());
            }
        };
        mechanism.tokenOfRequest = new PrincipalProducer();
        mechanism.refused = new RefusedAccess() {
            @Override
            public void badCredential(HttpServletRequest request) {}

            @Override
            public void limited(HttpServletRequest request, Caller caller) {}
        };
        mechanism.addressLimit = new AddressLimit();
        mechanism.addressLimit.refused = mechanism.refused;
        mechanism.addressLimit.clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        mechanism.addressLimit.limits = new RateLimits(100, 10, 5, 6000, 300) {
            @Override
            public Optional<Allowance> refusal(RateClass of, String who) {
                return usedUp ? Optional.of(nothing()) : Optional.empty();
            }

            @Override
            public Allowance take(RateClass of, String who) {
                return usedUp ? nothing() : new Allowance(true, 300, 299, Duration.ofMinutes(1));
            }

            private Allowance nothing() {
                return new Allowance(false, 300, 0, Duration.ofMinutes(1));
            }
        };
    }

    @Test
    void letsInWhoseCredentialWasGoodHereALittleWhileAgo() {
        assertThat(ask(LIST, known)).isEqualTo(IN);
        usedUp = true;
        pass(Duration.ofMinutes(4));
        assertThat(ask(LIST, known)).isEqualTo(IN);
        pass(Duration.ofMinutes(4));

        assertThat(ask(LIST, known)).isEqualTo(IN);
    }

    @Test
    void verifiesItAgainAllTheSame() {
        ask(LIST, known);
        usedUp = true;

        ask(LIST, known);

        assertThat(verified).isEqualTo(2);
    }

    @Test
    void looksAtNoneThatItDoesNotKnow() {
        ask(LIST, known);
        usedUp = true;

        assertThat(ask(LIST, Tokens.valid().with("sub", "user_2").signed(SECRET)))
                .isEqualTo(OUT);
        assertThat(ask(LIST, known + " ")).isEqualTo(IN);
        assertThat(ask(LIST, known + "A")).isEqualTo(OUT);

        assertThat(verified).isEqualTo(2);
    }

    @Test
    void forgetsWhatWasNotShownForLong() {
        ask(LIST, known);
        usedUp = true;
        pass(Duration.ofMinutes(6));

        assertThat(ask(LIST, known)).isEqualTo(OUT);
    }

    @Test
    void whatWasRefusedIsNotKnown() {
        String bad = Tokens.valid().signed("another-secret-that-is-long-enough-for-hs256");
        assertThat(ask(LIST, bad)).isEqualTo(OUT);
        usedUp = true;

        assertThat(ask(LIST, bad)).isEqualTo(OUT);

        assertThat(verified).isEqualTo(1);
    }

    @Test
    void theSchedulersSecretIsNeverLimited() {
        usedUp = true;

        assertThat(ask(TICK, "cron")).isEqualTo(IN);
        assertThat(ask(TICK, "no cron")).isEqualTo(OUT);
        assertThat(ask(LIST, "cron")).isEqualTo(OUT);
    }

    private AuthenticationStatus ask(String path, String credential) {
        return mechanism.validateRequest(
                RequestForTests.of("GET", path, "198.51.100.7", Map.of("Authorization", "Bearer " + credential)),
                nobody(HttpServletResponse.class, null),
                context());
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static HttpMessageContext context() {
        return (HttpMessageContext) Proxy.newProxyInstance(
                BearerMechanismTest.class.getClassLoader(),
                new Class<?>[] {HttpMessageContext.class},
                (proxy, asked, arguments) -> asked.getName().equals("notifyContainerAboutLogin") ? IN : OUT);
    }

    private static <T> T nobody(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                BearerMechanismTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, asked, arguments) -> answer));
    }
}
