package io.voxlynx.web.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnverifiedTokenTest {

    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";
    private static final String TIMES = "\"iat\":1600000000,\"exp\":1600000060";
    private static final String CLAIMS = "{\"iss\":\"https://a.test\",\"sub\":\"user_1\"," + TIMES + "}";

    @Test
    void readsWhatChoosesTheKey() throws ParseException {
        assertThat(UnverifiedToken.read(token(HEADER, CLAIMS)))
                .isEqualTo(new UnverifiedToken("https://a.test", "RS256", Optional.of("k1")));
        assertThat(UnverifiedToken.read(token("{}", "{\"sub\":\"x\"," + TIMES + "}")))
                .isEqualTo(new UnverifiedToken("", "", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"RS256\",\"crit\":[]}",
                "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"RS256\",\"b64\":true}",
                "{\"alg\":\"RS256\",\"kid\":5}",
                "{\"alg\":\"RS256\",\"kid\":null}",
                "[]",
                "null",
                ""
            })
    void refusesAHeaderThatItDoesNotUnderstand(String header) {
        refuses(token(header, CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iss\":\"a\"}",
                "{\"sub\":\"\"}",
                "{\"sub\":\" \"}",
                "{\"sub\":7}",
                "{\"sub\":null}",
                "{\"sub\":[\"a\"]}",
                "{\"sub\":\"a\\u0000b\"}",
                "{\"sub\":\"a\\nb\"}",
                "{\"sub\":\"\\ud800\"}"
            })
    void refusesASubjectThatNobodyCanBeCalled(String claims) {
        refuses(token(HEADER, claims.replaceFirst("}$", "," + TIMES + "}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "null", "0", "-1", "1e400", "253402300800", "1e9999999999", "[1]", "true"})
    void refusesTimesThatNoClockShows(String time) {
        refuses(token(HEADER, CLAIMS.replace("1600000060", time)));
        refuses(token(HEADER, CLAIMS.replace("1600000000", time)));
        refuses(token(HEADER, CLAIMS.replaceFirst("}$", ",\"nbf\":" + time + "}")));
    }

    @Test
    void refusesASubjectThatIsTooLong() throws ParseException {
        assertThat(UnverifiedToken.read(token(HEADER, "{\"sub\":\"" + "x".repeat(255) + "\"," + TIMES + "}")))
                .isNotNull();
        refuses(token(HEADER, "{\"sub\":\"" + "x".repeat(256) + "\"," + TIMES + "}"));
    }

    @Test
    void doesNotDecodeWhatIsTooLong() {
        String padding = "x".repeat(UnverifiedToken.LONGEST);
        refuses(token(HEADER, "{\"sub\":\"x\"," + TIMES + ",\"more\":\"" + padding + "\"}"));
        refuses("x".repeat(10_000_000));
    }

    @Test
    void refusesEveryOtherSpellingOfAGoodToken() {
        String token = token(HEADER, CLAIMS);
        refuses(token + "=");
        refuses(token + "\n");
        refuses(token + "*");
        refuses(" " + token);
        refuses(token.substring(0, token.length() - 1) + "B");
        refuses(token.replace('.', ','));
    }

    @Test
    void refusesATokenThatIsCutOffAnywhere() {
        String token = token(HEADER, CLAIMS);
        for (int length = 0; length <= token.lastIndexOf('.') + 1; length++) {
            refuses(token.substring(0, length));
        }
    }

    private static String token(String header, String claims) {
        return encoded(header) + "." + encoded(claims) + "." + encoded("signature!");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static void refuses(String token) {
        assertThatThrownBy(() -> UnverifiedToken.read(token)).isInstanceOf(ParseException.class);
    }
}
